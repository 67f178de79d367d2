package dev.nabla.symbolic.derive;

import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Variable;
import java.util.List;

/**
 * A derivative as a tensor: a Jacobian {@code ∂h/∂x}, a block of a Hessian {@code ∂²L/∂w∂b}, a
 * derivative of higher order {@code ∂³L/∂x³}.
 *
 * @param above what is derived
 * @param by what it is derived by, one after the other
 * @param value the axes of {@code above}, then those of each variable derived by
 */
public record PartialDerivative(Variable above, List<Variable> by, Expr value) {
  public PartialDerivative {
    by = List.copyOf(by);
  }

  /** How often it is derived. */
  public int order() {
    return by.size();
  }

  /** The only or last variable derived by. */
  public Variable last() {
    return by.get(by.size() - 1);
  }
}
