package dev.nabla.random;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Element;
import java.util.List;
import java.util.function.UnaryOperator;

/** Expressions with others in place of their parts. */
final class Rebuilding {
  private Rebuilding() {}

  /** Replaces every node, subscripts included, the innermost first. */
  static Expression everywhere(Expression e, UnaryOperator<Expression> change) {
    Expression inner = e.rebuild(all(e.children(), change));
    return change.apply(
        inner instanceof Element element
            ? new Element(element.span(), element.base(), all(element.subscripts(), change))
            : inner);
  }

  private static List<Expression> all(List<Expression> expressions, UnaryOperator<Expression> by) {
    return expressions.stream().map(e -> everywhere(e, by)).toList();
  }
}
