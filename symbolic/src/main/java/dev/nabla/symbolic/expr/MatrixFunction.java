package dev.nabla.symbolic.expr;

import java.util.List;

/** A function of a square matrix: its inverse, its determinant, the logarithm of that. */
public final class MatrixFunction extends Expr {
  /** The functions. */
  public enum Kind {
    INVERSE,
    DET,
    /** {@code log |det A|}. */
    LOGDET
  }

  private final Kind kind;
  private final Expr operand;

  MatrixFunction(Kind kind, Expr operand) {
    super(kind == Kind.INVERSE ? operand.axes() : List.of());
    this.kind = kind;
    this.operand = operand;
  }

  public Kind kind() {
    return kind;
  }

  public Expr operand() {
    return operand;
  }

  @Override
  public List<Expr> operands() {
    return List.of(operand);
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(java.util.Locale.ROOT) + "(" + operand + ")";
  }
}
