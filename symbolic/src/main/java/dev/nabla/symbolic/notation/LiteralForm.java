package dev.nabla.symbolic.notation;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.symbolic.expr.Basis;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Sum.Term;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;

/** Writes scalars that unit vectors place as {@code [a, b, c]} or {@code [a, b; c, d]}. */
final class LiteralForm {
  /** The longest vector, and the widest and highest matrix, that is written element by element. */
  static final int LARGEST = 12;

  private final MatrixForm forms;

  LiteralForm(MatrixForm forms) {
    this.forms = forms;
  }

  /** Whether unit vectors give every axis of this vector or matrix its place. */
  static boolean isPlaced(Expr e) {
    if (e instanceof Basis) {
      return true;
    }
    if (!(e instanceof Contraction c) || c.order() < 1 || c.order() > 2) {
      return false;
    }
    for (int axis = 0; axis < c.order(); axis++) {
      int index = axis;
      if (c.factors().stream().noneMatch(f -> isBasis(f, index))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBasis(Factor factor, int index) {
    return factor.expr() instanceof Basis && factor.indices().get(0) == index;
  }

  /**
   * The sum of placed scalars.
   *
   * @throws NoMatrixForm when a size is open or large
   */
  Piece write(List<Size> axes, List<Term> terms) {
    for (Size size : axes) {
      if (size.value().isEmpty() || size.intValue() > LARGEST) {
        throw new NoMatrixForm("a unit vector of size " + size);
      }
    }
    int rows = axes.get(0).intValue();
    int columns = axes.size() == 1 ? 1 : axes.get(1).intValue();
    List<List<Expression>> upright = new ArrayList<>();
    List<List<Expression>> flipped = new ArrayList<>();
    for (int j = 0; j < columns; j++) {
      flipped.add(new ArrayList<>());
    }
    for (int i = 0; i < rows; i++) {
      List<Expression> row = new ArrayList<>();
      for (int j = 0; j < columns; j++) {
        Expression element = forms.piece(element(terms, i + 1, j + 1)).upright();
        row.add(element);
        flipped.get(j).add(element);
      }
      upright.add(row);
    }
    return axes.size() == 1
        ? Piece.of(Trees.literal(flipped), 0)
        : new Piece(Trees.literal(upright), 0, Trees.literal(flipped), 0);
  }

  private Expr element(List<Term> terms, int row, int column) {
    List<Term> here = new ArrayList<>();
    for (Term term : terms) {
      if (term.expr() instanceof Basis basis) {
        if (basis.position() == row) {
          here.add(new Term(term.coefficient(), forms.exprs().one()));
        }
      } else if (stands((Contraction) term.expr(), row, column)) {
        here.add(new Term(term.coefficient(), scalar((Contraction) term.expr())));
      }
    }
    return forms.exprs().linear(List.of(), here);
  }

  private static boolean stands(Contraction c, int row, int column) {
    return c.factors().stream()
        .noneMatch(
            f ->
                f.expr() instanceof Basis basis
                    && f.indices().get(0) < c.order()
                    && basis.position() != (f.indices().get(0) == 0 ? row : column));
  }

  /** What is placed: the contraction with the places summed over. */
  private Expr scalar(Contraction c) {
    return forms.exprs().contract(c.factors(), List.of());
  }
}
