package dev.nabla.symbolic.explain;

import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How derivatives of a scalar are laid out: like the variable, or as rows (numerator layout), where
 * the derivative by a column is a row, by a matrix of the transposed shape. In numerator layout the
 * adjoints that formulas mention are rows too, so that {@code δz1} means the same on both sides.
 */
public final class Layout {
  private final Exprs exprs;
  private final boolean numerator;
  private final List<Variable> laidOut = new ArrayList<>();
  private final Map<Expr, Expr> rows = new HashMap<>();

  private Layout(Exprs exprs, boolean numerator) {
    this.exprs = exprs;
    this.numerator = numerator;
  }

  /** A derivative has the shape of the variable it is by. */
  public static Layout gradient(Derivation derivation) {
    return new Layout(derivation.network().exprs(), false);
  }

  /** Numerator layout. */
  public static Layout numerator(Derivation derivation) {
    Layout layout = new Layout(derivation.network().exprs(), true);
    Stream.concat(
            derivation.adjoints().stream().map(Derivation.Derived::name),
            derivation.program().seed().stream())
        .filter(adjoint -> adjoint.shape().order() == 2)
        .forEach(layout::addRow);
    return layout;
  }

  private void addRow(Variable adjoint) {
    Variable row = exprs.withShape(adjoint, transposed(adjoint.shape()));
    laidOut.add(row);
    rows.put(adjoint, adjoint.order() == 2 ? exprs.transpose(row) : row);
  }

  /** Whether this is numerator layout. */
  public boolean isNumerator() {
    return numerator;
  }

  /** A derivative of a scalar, laid out. */
  public Expr of(Expr derivative, Shape variable) {
    if (!numerator) {
      return derivative;
    }
    Expr inRows = mention(derivative);
    return variable.order() == 2 && inRows.order() == 2 ? exprs.transpose(inRows) : inRows;
  }

  /** An expression that mentions adjoints, not itself a derivative of a scalar. */
  public Expr mention(Expr e) {
    return rows.isEmpty() ? e : exprs.substitute(e, rows);
  }

  /** The shape of a derivative of a scalar by a variable of a shape. */
  public Shape shape(Shape variable) {
    return numerator ? transposed(variable) : variable;
  }

  /** The adjoints whose shape is not that of their value. */
  List<Variable> laidOut() {
    return laidOut;
  }

  private static Shape transposed(Shape shape) {
    if (shape.order() != 2) {
      return shape;
    }
    Size rows = shape.sizes().get(0);
    Size columns = shape.sizes().get(1);
    return Shape.of(columns, rows);
  }
}
