package dev.nabla.symbolic.expr;

import java.util.List;

/** {@code pi} or {@code e}. */
public final class MathConstant extends Expr {
  private final String name;
  private final double value;

  MathConstant(String name, double value) {
    super(List.of());
    this.name = name;
    this.value = value;
  }

  public String name() {
    return name;
  }

  public double value() {
    return value;
  }

  @Override
  public List<Expr> operands() {
    return List.of();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.constant(this);
  }

  @Override
  public String toString() {
    return name;
  }
}
