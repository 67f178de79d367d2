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
  public <R> R accept(Visitor<R> visitor) {
    return visitor.matrixFunction(this);
  }

  @Override
  Expr rebuild(Exprs f, List<Expr> operands) {
    return kind == Kind.INVERSE ? f.inverse(operands.get(0)) : f.determinant(kind, operands.get(0));
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(java.util.Locale.ROOT) + "(" + operand + ")";
  }
}
