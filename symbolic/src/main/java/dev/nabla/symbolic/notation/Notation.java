package dev.nabla.symbolic.notation;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.shape.Shape;
import java.util.List;

/**
 * Turns expressions of the core into formulas of the language: matrix notation with as few
 * transposes as a greedy choice finds, or index form where matrix notation has no words. What is
 * written can be read again and means the same.
 *
 * <p>One instance serves one derivation and remembers what it has written.
 */
public final class Notation {
  private final MatrixForm matrices;
  private final IndexForm indices;

  public Notation(Exprs exprs) {
    this.matrices = new MatrixForm(exprs);
    this.indices = new IndexForm(matrices);
  }

  /**
   * The formula of an expression.
   *
   * @param shape the shape on paper that the formula is to have; its axes are the expression's
   */
  public Formula of(Expr e, Shape shape) {
    try {
      Piece piece = matrices.whole(e);
      Expression formula = shape.isRow() ? piece.flipped() : piece.upright();
      return new Formula(formula, List.of());
    } catch (NoMatrixForm none) {
      return indexForm(e, List.of());
    }
  }

  /**
   * The formula of an expression in index form, whatever its order.
   *
   * @param names names for the indices of the left side, the first ones if there are not enough
   */
  public Formula indexForm(Expr e, List<String> names) {
    return indices.write(e, names);
  }
}
