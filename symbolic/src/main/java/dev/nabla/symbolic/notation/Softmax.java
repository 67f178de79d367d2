package dev.nabla.symbolic.notation;

import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.LogSoftmax;
import dev.nabla.symbolic.expr.Sum;
import java.util.Optional;
import java.util.Set;

/** Writes {@code log_softmax(u)} and {@code softmax(u)}, of a vector, of rows or of columns. */
final class Softmax {
  private final Exprs exprs;

  Softmax(Exprs exprs) {
    this.exprs = exprs;
  }

  boolean isLogarithm(Sum sum) {
    return logarithm(sum).isPresent();
  }

  Piece logarithm(MatrixForm forms, Sum sum) {
    return write(forms, logarithm(sum).orElseThrow(), "log_softmax");
  }

  Optional<Piece> of(MatrixForm forms, Elementwise map) {
    return exponential(map).map(log -> write(forms, log, "softmax"));
  }

  /** Whether this is a softmax. */
  boolean isSoftmax(Elementwise map) {
    return exponential(map).isPresent();
  }

  private Optional<LogSoftmax> logarithm(Expr e) {
    return LogSoftmax.of(exprs, e).filter(Softmax::isOfRows);
  }

  private Optional<LogSoftmax> exponential(Elementwise map) {
    return LogSoftmax.ofExponential(exprs, map).filter(Softmax::isOfRows);
  }

  /** Whether it is along one axis of a vector or a matrix. */
  private static boolean isOfRows(LogSoftmax log) {
    return log.axes().size() == 1 && log.total().operand().order() <= 2;
  }

  /** The transpose of the argument is meant when the columns are normalised. */
  private static Piece write(MatrixForm forms, LogSoftmax log, String name) {
    Piece argument = forms.piece(log.total().operand());
    if (log.total().operand().order() == 1) {
      return argument.map(e -> Trees.apply(name, e));
    }
    Piece rows = Piece.of(Trees.apply(name, argument.upright()), argument.uprightCost());
    return log.axes().equals(Set.of(0)) ? rows.flip() : rows;
  }
}
