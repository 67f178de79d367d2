package dev.nabla.cli.report;

import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;

/** Numerator layout: the derivative of a scalar by a column is a row, by a matrix its transpose. */
final class RowLayout {
  private RowLayout() {}

  static Expr of(Exprs exprs, Expr gradient) {
    return gradient.order() == 2 ? exprs.transpose(gradient) : gradient;
  }

  static Shape shape(Shape gradient) {
    if (gradient.order() != 2) {
      return gradient;
    }
    Size rows = gradient.sizes().get(0);
    Size columns = gradient.sizes().get(1);
    return Shape.of(columns, rows);
  }
}
