package dev.nabla.grammar.ast;

import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Literal;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Number;
import dev.nabla.grammar.ast.Expression.Power;
import dev.nabla.grammar.ast.Expression.Reduction;
import dev.nabla.grammar.ast.Statement.Assignment;
import dev.nabla.grammar.ast.Statement.Constant;
import dev.nabla.grammar.ast.Statement.Declaration;
import dev.nabla.grammar.ast.Statement.Dimension;
import dev.nabla.grammar.ast.Statement.Function;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiPredicate;

/** Equality of trees that come from different texts: everything but the spans. */
public final class Sameness {
  private Sameness() {}

  /** Whether two sources define the same. */
  public static boolean of(Spec one, Spec other) {
    return one.name().map(Name::text).equals(other.name().map(Name::text))
        && all(one.statements(), other.statements(), Sameness::of);
  }

  /** Whether two statements are the same. */
  public static boolean of(Statement one, Statement other) {
    return one.getClass() == other.getClass()
        && properties(one).equals(properties(other))
        && all(expressions(one), expressions(other), Sameness::of);
  }

  /** Whether two expressions are the same tree; they can be deep, so there is no recursion. */
  public static boolean of(Expression one, Expression other) {
    Deque<Expression> left = new ArrayDeque<>(List.of(one));
    Deque<Expression> right = new ArrayDeque<>(List.of(other));
    while (!left.isEmpty()) {
      Expression a = left.pop();
      Expression b = right.pop();
      boolean alike =
          a.getClass() == b.getClass()
              && properties(a).equals(properties(b))
              && a.children().size() == b.children().size();
      if (!alike) {
        return false;
      }
      a.children().forEach(left::push);
      b.children().forEach(right::push);
    }
    return true;
  }

  private static <T> boolean all(List<T> some, List<T> others, BiPredicate<T, T> same) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!same.test(some.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** What a statement says besides names and formulas. */
  private static List<?> properties(Statement statement) {
    if (statement instanceof Dimension dimension) {
      return List.of(dimension.value());
    }
    if (statement instanceof Declaration declaration) {
      return List.of(declaration.role(), declaration.facts());
    }
    if (statement instanceof Function function) {
      return List.of(function.parameters().size());
    }
    return statement instanceof Assignment assignment
        ? List.of(assignment.kind(), assignment.accumulated(), assignment.indices().size())
        : List.of();
  }

  private static List<Expression> expressions(Statement statement) {
    List<Expression> list = new ArrayList<>();
    if (statement instanceof Dimension dimension) {
      list.add(dimension.name());
    } else if (statement instanceof Declaration declaration) {
      list.add(declaration.name());
      list.addAll(declaration.shape());
    } else if (statement instanceof Constant constant) {
      list.addAll(List.of(constant.name(), constant.value()));
    } else if (statement instanceof Function function) {
      list.add(function.name());
      list.addAll(function.parameters());
      function.body().ifPresent(list::add);
    } else if (statement instanceof Assignment assignment) {
      list.add(assignment.name());
      list.addAll(assignment.indices());
      list.add(assignment.value());
    }
    return list;
  }

  /** What a node is besides its children. */
  private static List<?> properties(Expression e) {
    if (e instanceof Name name) {
      return List.of(name.text());
    }
    if (e instanceof Number number) {
      return List.of(number.value());
    }
    if (e instanceof Binary binary) {
      return List.of(binary.operator());
    }
    if (e instanceof Power power) {
      return List.of(power.elementwise());
    }
    if (e instanceof Apply apply) {
      return List.of(apply.function().text(), apply.primes());
    }
    if (e instanceof Reduction reduction) {
      return List.of(
          reduction.function().text(),
          reduction.indices().stream().map(Name::text).toList(),
          reduction.range().map(Sameness::properties).orElse(List.of()));
    }
    return e instanceof Literal literal
        ? literal.rows().stream().map(List::size).toList()
        : List.of();
  }
}
