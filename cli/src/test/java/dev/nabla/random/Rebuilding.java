package dev.nabla.random;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Element;
import dev.nabla.grammar.ast.Expression.Inverse;
import dev.nabla.grammar.ast.Expression.Literal;
import dev.nabla.grammar.ast.Expression.Negate;
import dev.nabla.grammar.ast.Expression.Norm;
import dev.nabla.grammar.ast.Expression.Power;
import dev.nabla.grammar.ast.Expression.Reduction;
import dev.nabla.grammar.ast.Expression.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Expressions with others in place of their parts. */
final class Rebuilding {
  private Rebuilding() {}

  /** Replaces every node, the innermost first. */
  static Expression everywhere(Expression e, UnaryOperator<Expression> change) {
    List<Expression> children = new ArrayList<>();
    e.children().forEach(child -> children.add(everywhere(child, change)));
    return change.apply(with(e, children));
  }

  /** The same node with other children. */
  static Expression with(Expression e, List<Expression> c) {
    if (e instanceof Negate) {
      return new Negate(e.span(), c.get(0));
    }
    if (e instanceof Binary binary) {
      return new Binary(e.span(), binary.operator(), c.get(0), c.get(1));
    }
    if (e instanceof Transpose) {
      return new Transpose(e.span(), c.get(0));
    }
    if (e instanceof Inverse) {
      return new Inverse(e.span(), c.get(0));
    }
    if (e instanceof Power power) {
      return new Power(e.span(), c.get(0), c.get(1), power.elementwise());
    }
    if (e instanceof Apply apply) {
      return new Apply(e.span(), apply.function(), apply.primes(), c);
    }
    if (e instanceof Norm) {
      return new Norm(e.span(), c.get(0));
    }
    if (e instanceof Element) {
      return new Element(e.span(), c.get(0), c.subList(1, c.size()));
    }
    if (e instanceof Reduction reduction) {
      return new Reduction(
          e.span(), reduction.function(), reduction.indices(), reduction.range(), c.get(0));
    }
    if (e instanceof Literal literal) {
      List<List<Expression>> rows = new ArrayList<>();
      int from = 0;
      for (List<Expression> row : literal.rows()) {
        rows.add(c.subList(from, from + row.size()));
        from += row.size();
      }
      return new Literal(e.span(), rows);
    }
    return e;
  }
}
