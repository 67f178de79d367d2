package dev.nabla.symbolic.notation;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Sum.Term;
import dev.nabla.symbolic.expr.Wire;
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

  /**
   * Whether this is a vector or a matrix of elements that unit vectors place: along every axis, or
   * along one where the others are short enough to show each element.
   */
  static boolean isPlaced(Expr e) {
    if (Wire.isUnit(e)) {
      return true;
    }
    if (!(e instanceof Contraction c) || c.order() < 1 || c.order() > 2) {
      return false;
    }
    boolean some = false;
    boolean all = true;
    for (int axis = 0; axis < c.order(); axis++) {
      int index = axis;
      boolean placed = c.factors().stream().anyMatch(f -> isBasis(f, index));
      boolean spread = c.factors().stream().anyMatch(f -> isSpread(f, index));
      some |= placed || spread;
      all &= placed;
    }
    return all || some && c.axes().stream().allMatch(LiteralForm::isShort);
  }

  private static boolean isShort(Size size) {
    return size.isLiteral() && size.intValue() <= LARGEST;
  }

  private static boolean isBasis(Factor factor, int index) {
    return Wire.isUnit(factor.expr()) && factor.indices().get(0) == index;
  }

  /** Whether a factor is a sum of placed elements. */
  private static boolean isSpread(Factor factor, int index) {
    return factor.indices().contains(index)
        && factor.expr() instanceof Sum sum
        && sum.operands().stream().anyMatch(LiteralForm::isPlaced);
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
        Expression element = element(axes, terms, i + 1, j + 1);
        row.add(element);
        flipped.get(j).add(element);
      }
      upright.add(row);
    }
    return axes.size() == 1
        ? Piece.of(Trees.literal(flipped), 0)
        : new Piece(Trees.literal(upright), 0, Trees.literal(flipped), 0);
  }

  private Expression element(List<Size> axes, List<Term> terms, int row, int column) {
    Exprs exprs = forms.exprs();
    List<Term> elements = new ArrayList<>();
    for (Term term : terms) {
      List<Factor> factors = new ArrayList<>();
      factors.add(new Factor(term.expr(), Exprs.range(0, axes.size())));
      factors.add(Factor.of(exprs.basis(axes.get(0), row), 0));
      if (axes.size() == 2) {
        factors.add(Factor.of(exprs.basis(axes.get(1), column), 1));
      }
      elements.add(new Term(term.coefficient(), exprs.contract(factors, List.of())));
    }
    return forms.piece(exprs.linear(List.of(), elements)).upright();
  }
}
