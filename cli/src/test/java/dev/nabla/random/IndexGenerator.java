package dev.nabla.random;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.base.Span;
import dev.nabla.random.Signatures.Domain;
import dev.nabla.random.Signatures.Signature;
import dev.nabla.symbolic.function.FunctionGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes expressions in index form: numbers that depend on indices. */
final class IndexGenerator {
  private static final List<String> NAMES = List.of("i", "j", "k", "l", "r", "c");
  private static final List<String> REDUCTIONS =
      List.of("sum", "sum", "sum", "sum", "mean", "prod", "max", "min", "logsumexp", "argmax");

  /** An expression and the free indices that stand in it. */
  private record Indexed(Term term, Set<String> indices) {}

  private final Scope scope;
  private final Signatures signatures;
  private final TermGenerator terms;
  private final boolean targets;

  IndexGenerator(Scope scope, Signatures signatures, TermGenerator terms, boolean targets) {
    this.scope = scope;
    this.signatures = signatures;
    this.terms = terms;
    this.targets = targets;
  }

  /** Indices for the axes of a shape, in order. */
  static List<String> indices(List<Extent> shape) {
    int count = Term.isVector(shape) ? 1 : shape.size();
    return NAMES.subList(0, count);
  }

  /** The right side of a statement whose left side has {@link #indices}. */
  Term statement(List<Extent> shape, int depth) {
    Map<String, Extent> free = new LinkedHashMap<>();
    List<String> names = indices(shape);
    for (int k = 0; k < names.size(); k++) {
      free.put(names.get(k), shape.get(k));
    }
    Indexed found = expression(free, depth);
    return covering(found, free, free.keySet()).term();
  }

  /** The same with a factor or a summand that mentions the indices that are missing. */
  private Indexed covering(Indexed e, Map<String, Extent> free, Set<String> wanted) {
    List<String> missing = wanted.stream().filter(i -> !e.indices().contains(i)).toList();
    if (missing.isEmpty()) {
      return e;
    }
    Map<String, Extent> needed = new LinkedHashMap<>();
    missing.forEach(index -> needed.put(index, free.get(index)));
    return combined(Operator.PRODUCT, leafOf(needed), e);
  }

  private Indexed combined(Operator operator, Indexed left, Indexed right) {
    Set<String> indices = new LinkedHashSet<>(left.indices());
    indices.addAll(right.indices());
    Range range =
        switch (operator) {
          case ADD -> left.term().range().plus(right.term().range());
          case SUBTRACT -> left.term().range().plus(right.term().range().negated());
          case DIVIDE -> left.term().range().times(right.term().range().inverted());
          default -> left.term().range().times(right.term().range());
        };
    Term term =
        new Term(
            Ast.binary(operator, left.term().expression(), right.term().expression()),
            List.of(),
            range,
            left.term().target() || right.term().target());
    return new Indexed(terms.tame(term), indices);
  }

  private Indexed expression(Map<String, Extent> free, int depth) {
    if (depth <= 0 || scope.chance(0.15)) {
      return leaf(free);
    }
    return switch (scope.random.nextInt(8)) {
      case 0, 1 ->
          combined(
              scope.chance(0.5) ? Operator.ADD : Operator.SUBTRACT,
              expression(free, depth - 1),
              expression(free, depth - 1));
      case 2 ->
          combined(Operator.PRODUCT, expression(free, depth - 1), expression(free, depth - 1));
      case 3 -> {
        Indexed below = expression(free, depth - 1);
        Term positive = terms.fit(below.term(), new Range(0.4, 3));
        scope.coverage.construct("indexed quotient");
        yield combined(
            Operator.DIVIDE, expression(free, depth - 1), new Indexed(positive, below.indices()));
      }
      case 4 -> function(free, depth);
      default -> reduction(free, depth);
    };
  }

  private Indexed function(Map<String, Extent> free, int depth) {
    List<Signature> fitting =
        signatures.all().stream()
            .filter(s -> s.function().group() == FunctionGroup.ELEMENTWISE)
            .filter(s -> s.arguments().stream().allMatch(List::isEmpty))
            .toList();
    Signature signature = scope.one(fitting);
    Domain domain = scope.one(signature.domains());
    List<Expression> arguments = new ArrayList<>();
    Set<String> indices = new LinkedHashSet<>();
    boolean target = false;
    for (Range range : domain.arguments()) {
      Indexed argument = expression(free, depth - 1);
      Term fitted = terms.fit(argument.term(), range);
      arguments.add(fitted.expression());
      indices.addAll(argument.indices());
      target |= fitted.target();
    }
    scope.coverage.function(signature.function().name());
    scope.coverage.construct("function of elements");
    Expression e = Ast.apply(signature.function().name(), 0, arguments);
    return new Indexed(new Term(e, List.of(), domain.value(), target), indices);
  }

  private Indexed reduction(Map<String, Extent> free, int depth) {
    String name = scope.one(REDUCTIONS);
    int count = !name.equals("argmax") && scope.chance(0.25) ? 2 : 1;
    Map<String, Extent> inner = new LinkedHashMap<>(free);
    List<String> bound = new ArrayList<>();
    for (String index : NAMES) {
      if (bound.size() < count && !inner.containsKey(index)) {
        inner.put(index, scope.beside(inner.values()));
        bound.add(index);
      }
    }
    if (bound.size() < count) {
      return leaf(free);
    }
    Indexed body = covering(expression(inner, depth - 1), inner, new LinkedHashSet<>(bound));
    int elements = bound.stream().mapToInt(i -> inner.get(i).value()).reduce(1, (a, b) -> a * b);
    Range range = body.term().range();
    Term within = body.term();
    if (name.equals("prod")) {
      within = terms.fit(body.term(), new Range(-1.3, 1.3));
    }
    range =
        switch (name) {
          case "sum" -> range.summed(elements);
          case "logsumexp" -> range.plus(Range.of(Math.log(elements)));
          case "argmax" -> new Range(1, elements);
          case "prod" -> new Range(-2, 2);
          default -> range;
        };
    Set<String> indices = new LinkedHashSet<>(body.indices());
    bound.forEach(indices::remove);
    scope.coverage.construct("reduction " + name + " over " + bound.size());
    Expression e =
        new Expression.Reduction(
            Span.NONE, Ast.name(name), bound.stream().map(Ast::name).toList(), within.expression());
    Term term = new Term(e, List.of(), range, within.target());
    return new Indexed(terms.tame(term), indices);
  }

  // ---------------------------------------------------------------- leaves

  private Indexed leaf(Map<String, Extent> free) {
    if (scope.chance(0.15)) {
      return new Indexed(terms.leaf(List.of()), Set.of());
    }
    List<Indexed> fitting = new ArrayList<>();
    for (Term term : scope.all(targets)) {
      element(term, free).ifPresent(fitting::add);
    }
    if (!fitting.isEmpty() && scope.chance(0.8)) {
      return scope.one(fitting);
    }
    Map<String, Extent> some = new LinkedHashMap<>();
    free.forEach(
        (index, extent) -> {
          if (scope.chance(0.6)) {
            some.put(index, extent);
          }
        });
    return some.isEmpty() ? new Indexed(terms.leaf(List.of()), Set.of()) : leafOf(some);
  }

  /** An element of a variable, where indices run over its axes. */
  private java.util.Optional<Indexed> element(Term term, Map<String, Extent> free) {
    if (term.isScalar()) {
      return java.util.Optional.of(new Indexed(term, Set.of()));
    }
    List<Expression> subscripts = new ArrayList<>();
    Set<String> used = new LinkedHashSet<>();
    boolean flat = term.shape().size() == 2;
    for (Extent extent : term.shape()) {
      if (flat && extent.isUnit()) {
        continue;
      }
      List<String> possible =
          free.keySet().stream().filter(index -> free.get(index).equals(extent)).toList();
      if (possible.isEmpty() || scope.chance(0.05)) {
        if (!scope.chance(0.3)) {
          return java.util.Optional.empty();
        }
        scope.coverage.construct("position among indices");
        subscripts.add(Ast.number(1 + scope.random.nextInt(Math.min(99, extent.value()))));
      } else {
        String index = scope.one(possible);
        scope.coverage.construct(used.contains(index) ? "an index twice" : "element by index");
        used.add(index);
        subscripts.add(Ast.name(index));
      }
    }
    if (subscripts.isEmpty()) {
      return java.util.Optional.empty();
    }
    Expression e = Ast.element(term.expression(), subscripts);
    return java.util.Optional.of(
        new Indexed(new Term(e, List.of(), term.range(), term.target()), used));
  }

  /** An element of a variable, or of an expression, that has just these indices. */
  private Indexed leafOf(Map<String, Extent> needed) {
    List<Extent> shape = new ArrayList<>(needed.values());
    if (shape.size() == 1) {
      shape.add(Extent.UNIT);
    }
    if (shape.size() > 4) {
      Map<String, Extent> first = new LinkedHashMap<>();
      Map<String, Extent> rest = new LinkedHashMap<>();
      needed.forEach((index, extent) -> (first.size() < 2 ? first : rest).put(index, extent));
      return combined(Operator.PRODUCT, leafOf(first), leafOf(rest));
    }
    boolean computed = shape.size() == 2 && scope.chance(0.2);
    Term base = computed ? terms.term(shape, 1) : terms.leaf(shape);
    scope.coverage.construct(computed ? "element of an expression" : "element by index");
    List<Expression> subscripts = new ArrayList<>();
    needed.keySet().forEach(index -> subscripts.add(Ast.name(index)));
    Expression e = Ast.element(base.expression(), subscripts);
    return new Indexed(new Term(e, List.of(), base.range(), base.target()), needed.keySet());
  }
}
