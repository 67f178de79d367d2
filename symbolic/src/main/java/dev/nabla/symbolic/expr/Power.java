package dev.nabla.symbolic.expr;

import dev.nabla.grammar.base.Rational;
import java.util.List;

/**
 * An element-wise power with a constant exponent that is neither 0 nor 1: {@code u^2}, {@code 1/u}.
 */
public final class Power extends Expr {
  private final Expr base;
  private final Rational exponent;

  Power(Expr base, Rational exponent) {
    super(base.axes());
    this.base = base;
    this.exponent = exponent;
  }

  public Expr base() {
    return base;
  }

  public Rational exponent() {
    return exponent;
  }

  @Override
  public List<Expr> operands() {
    return List.of(base);
  }

  @Override
  long ownWeight() {
    return exponent.equals(Rational.MINUS_ONE) ? 1 : 2;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.power(this);
  }

  @Override
  Expr rebuild(Exprs f, List<Expr> operands) {
    return f.power(operands.get(0), exponent);
  }

  @Override
  public String toString() {
    return base + "^(" + exponent + ")";
  }
}
