package dev.nabla.symbolic.expr;

import dev.nabla.symbolic.function.ScalarFunction;
import java.util.List;

/** A scalar function applied to each element of operands with equal axes. */
public final class Elementwise extends Expr {
  private final ScalarFunction function;
  private final List<Expr> arguments;

  Elementwise(ScalarFunction function, List<Expr> arguments) {
    super(arguments.get(0).axes());
    this.function = function;
    this.arguments = List.copyOf(arguments);
  }

  public ScalarFunction function() {
    return function;
  }

  public List<Expr> arguments() {
    return arguments;
  }

  /** The operand of a function of one argument. */
  public Expr argument() {
    return arguments.get(0);
  }

  /**
   * The derivative by argument k, element by element.
   *
   * @param output this value, or the variable that stands for it
   */
  public Expr derivative(Exprs f, int k, Expr output) {
    return ScalarDerivatives.derivative(f, function, arguments, k, output);
  }

  @Override
  public List<Expr> operands() {
    return arguments;
  }

  @Override
  boolean computePiecewise() {
    return function.isPiecewise() || !Exprs.isPositive(this) && super.computePiecewise();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.elementwise(this);
  }

  @Override
  Expr rebuild(Exprs f, List<Expr> operands) {
    return f.apply(function, operands);
  }

  @Override
  public String toString() {
    return function.name() + arguments;
  }
}
