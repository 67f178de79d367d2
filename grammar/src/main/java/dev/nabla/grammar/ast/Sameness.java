package dev.nabla.grammar.ast;

import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Element;
import dev.nabla.grammar.ast.Expression.Literal;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Norm;
import dev.nabla.grammar.ast.Expression.Number;
import dev.nabla.grammar.ast.Expression.Power;
import dev.nabla.grammar.ast.Expression.Reduction;
import dev.nabla.grammar.ast.Statement.Assignment;
import dev.nabla.grammar.ast.Statement.Constant;
import dev.nabla.grammar.ast.Statement.Declaration;
import dev.nabla.grammar.ast.Statement.Dimension;
import dev.nabla.grammar.ast.Statement.Function;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Equality of trees that come from different texts: everything but the spans. */
public final class Sameness {
  /** What a statement says besides its name and formulas, and the formulas. */
  private record Content(List<?> properties, List<Expression> formulas) {}

  private Sameness() {}

  /** Whether two sources define the same. */
  public static boolean of(Spec one, Spec other) {
    return one.name().map(Name::text).equals(other.name().map(Name::text))
        && all(one.statements(), other.statements(), Sameness::of);
  }

  /** Whether two statements are the same. */
  public static boolean of(Statement one, Statement other) {
    Content a = one.accept(CONTENT);
    Content b = other.accept(CONTENT);
    return one.getClass() == other.getClass()
        && one.name().text().equals(other.name().text())
        && a.properties().equals(b.properties())
        && all(a.formulas(), b.formulas(), Sameness::of);
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
              && a.accept(PROPERTIES).equals(b.accept(PROPERTIES))
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

  private static final Statement.Visitor<Content> CONTENT =
      new Statement.Visitor<>() {
        @Override
        public Content dimension(Dimension dimension) {
          return new Content(List.of(dimension.value()), List.of());
        }

        @Override
        public Content declaration(Declaration declaration) {
          return new Content(List.of(declaration.role(), declaration.facts()), declaration.shape());
        }

        @Override
        public Content constant(Constant constant) {
          return new Content(List.of(), List.of(constant.value()));
        }

        @Override
        public Content function(Function function) {
          return new Content(simple(function.parameters()), function.body().stream().toList());
        }

        @Override
        public Content assignment(Assignment assignment) {
          return new Content(
              List.of(assignment.kind(), assignment.accumulated(), simple(assignment.subscripts())),
              List.of(assignment.value()));
        }
      };

  /** What expressions without operands are. */
  private static List<Object> simple(List<? extends Expression> expressions) {
    return expressions.stream().map(Sameness::simple).toList();
  }

  private static Object simple(Expression e) {
    return List.of(e.getClass(), e.accept(PROPERTIES));
  }

  /** What a node is besides its operands. */
  private static final Expression.Visitor<List<?>> PROPERTIES =
      new Expression.Some<>() {
        @Override
        public List<?> other(Expression e) {
          return List.of();
        }

        @Override
        public List<?> name(Name name) {
          return List.of(name.text());
        }

        @Override
        public List<?> number(Number number) {
          return List.of(number.value());
        }

        @Override
        public List<?> binary(Binary binary) {
          return List.of(binary.operator(), binary.dotted());
        }

        @Override
        public List<?> norm(Norm norm) {
          return List.of(norm.kind());
        }

        @Override
        public List<?> power(Power power) {
          return List.of(power.elementwise());
        }

        @Override
        public List<?> apply(Apply apply) {
          return List.of(apply.function().text(), apply.primes());
        }

        @Override
        public List<?> element(Element element) {
          return simple(element.subscripts());
        }

        @Override
        public List<?> reduction(Reduction reduction) {
          Optional<Object> range = reduction.range().map(Sameness::simple);
          return List.of(reduction.function().text(), simple(reduction.indices()), range);
        }

        @Override
        public List<?> literal(Literal literal) {
          return literal.rows().stream().map(List::size).toList();
        }
      };
}
