package dev.nabla.random;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Reduction;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.ast.Statement.Assignment;
import dev.nabla.grammar.ast.Statement.Declaration;
import dev.nabla.random.Examination.Finding;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Makes a definition that fails smaller, as long as it fails in the same check: fewer statements,
 * parts in place of expressions, smaller sizes, fewer facts.
 */
final class Shrinker {
  private static final int MOST_TRIALS = 1500;

  /** What is left of a definition that fails, unless it does not. */
  private final Function<RandomSpec, Optional<Finding>> failing;

  private int trials;

  Shrinker(Function<RandomSpec, Optional<Finding>> failing) {
    this.failing = failing;
  }

  /** The smallest that was found. */
  Finding shrink(Finding found) {
    Finding smallest = found;
    boolean smaller = true;
    while (smaller && trials < MOST_TRIALS) {
      smaller = false;
      for (RandomSpec candidate : candidates(smallest.spec())) {
        if (trials++ >= MOST_TRIALS) {
          break;
        }
        Optional<Finding> next = failing.apply(candidate);
        if (next.isPresent() && next.get().isLike(found)) {
          smallest = next.get();
          smaller = true;
          break;
        }
      }
    }
    return smallest;
  }

  private static List<RandomSpec> candidates(RandomSpec spec) {
    List<RandomSpec> all = new ArrayList<>();
    List<Statement> statements = spec.spec().statements();
    for (int k = statements.size() - 1; k >= 0; k--) {
      List<Statement> without = new ArrayList<>(statements);
      without.remove(k);
      all.add(with(spec, without));
    }
    sizes(spec, all);
    for (int k = 0; k < statements.size(); k++) {
      for (Statement simpler : simpler(statements.get(k), spec)) {
        List<Statement> changed = new ArrayList<>(statements);
        changed.set(k, simpler);
        all.add(with(spec, changed));
      }
    }
    return all;
  }

  private static RandomSpec with(RandomSpec spec, List<Statement> statements) {
    return new RandomSpec(new Spec(spec.spec().name(), statements), spec.dims());
  }

  private static void sizes(RandomSpec spec, List<RandomSpec> all) {
    spec.dims()
        .forEach(
            (name, value) -> {
              for (int smaller : smaller(value)) {
                Map<String, Integer> dims = new LinkedHashMap<>(spec.dims());
                dims.put(name, smaller);
                all.add(new RandomSpec(spec.spec(), dims));
              }
            });
    int largest =
        spec.spec().statements().stream()
            .filter(Declaration.class::isInstance)
            .flatMap(d -> ((Declaration) d).shape().stream())
            .filter(Expression.Number.class::isInstance)
            .mapToInt(n -> ((Expression.Number) n).value().numerator().intValueExact())
            .max()
            .orElse(1);
    for (int smaller : smaller(largest)) {
      Expression from = Extent.literal(largest).text();
      Expression to = Extent.literal(smaller).text();
      all.add(
          with(
              spec,
              spec.spec().statements().stream()
                  .map(s -> rewritten(s, e -> e.equals(from) ? to : e))
                  .toList()));
    }
  }

  private static int[] smaller(int size) {
    return IntStream.of(1, 2, size / 2, size - 1)
        .filter(s -> s >= 1 && s < size)
        .distinct()
        .toArray();
  }

  private static Statement rewritten(Statement statement, UnaryOperator<Expression> change) {
    if (statement instanceof Declaration d) {
      return new Declaration(
          d.span(),
          d.role(),
          d.name(),
          d.shape().stream().map(e -> Rebuilding.everywhere(e, change)).toList(),
          d.facts());
    }
    return statement;
  }

  private static List<Statement> simpler(Statement statement, RandomSpec spec) {
    List<Statement> all = new ArrayList<>();
    if (statement instanceof Statement.Dimension dim && dim.value().isPresent()) {
      int value = dim.value().get().intValueExact();
      for (int smaller : smaller(value)) {
        all.add(
            new Statement.Dimension(
                dim.span(), dim.name(), Optional.of(BigInteger.valueOf(smaller))));
      }
    } else if (statement instanceof Declaration d) {
      for (Statement.Fact fact : d.facts()) {
        List<Statement.Fact> fewer = new ArrayList<>(d.facts());
        fewer.remove(fact);
        all.add(new Declaration(d.span(), d.role(), d.name(), d.shape(), Set.copyOf(fewer)));
      }
      if (d.shape().size() > 1) {
        all.add(new Declaration(d.span(), d.role(), d.name(), List.of(), d.facts()));
      }
      for (int k = 0; k < d.shape().size(); k++) {
        List<Expression> shape = new ArrayList<>(d.shape());
        if (!shape.get(k).equals(Extent.UNIT.text())) {
          shape.set(k, Extent.UNIT.text());
          all.add(new Declaration(d.span(), d.role(), d.name(), shape, d.facts()));
        }
      }
    } else if (statement instanceof Assignment value) {
      for (Expression e : smallerThan(value.value(), names(spec))) {
        all.add(value.withValue(e));
      }
      if (value.kind() == Statement.Kind.OUTPUT) {
        all.add(
            new Assignment(
                value.span(),
                Statement.Kind.VALUE,
                value.name(),
                value.subscripts(),
                false,
                value.value()));
      }
    } else if (statement instanceof Statement.Function function && function.body().isPresent()) {
      for (Expression e : smallerThan(function.body().get(), List.of())) {
        all.add(
            new Statement.Function(
                function.span(), function.name(), function.parameters(), Optional.of(e)));
      }
    }
    return all;
  }

  /** Variables that are given. */
  private static List<Expression> names(RandomSpec spec) {
    List<Expression> names = new ArrayList<>();
    for (Statement statement : spec.spec().statements()) {
      if (statement instanceof Declaration d) {
        names.add(d.name());
      }
    }
    return names;
  }

  /** The same expression with a part in place of one of its nodes. */
  private static List<Expression> smallerThan(Expression e, List<Expression> names) {
    List<Expression> all = new ArrayList<>(e.children());
    boolean leaf = e.children().isEmpty();
    if (!leaf || e instanceof Reduction) {
      all.add(Ast.number(1));
      all.addAll(names);
    } else if (e instanceof Expression.Number number && !number.value().isInteger()) {
      all.add(Ast.number(1));
      all.add(Ast.number(2));
    } else if (e instanceof Expression.Number number && Ast.number(1).equals(number)) {
      return all;
    }
    List<Expression> children = e.children();
    for (int k = 0; k < children.size(); k++) {
      for (Expression smaller : smallerThan(children.get(k), names)) {
        List<Expression> changed = new ArrayList<>(children);
        changed.set(k, smaller);
        all.add(e.rebuild(changed));
      }
    }
    return all;
  }
}
