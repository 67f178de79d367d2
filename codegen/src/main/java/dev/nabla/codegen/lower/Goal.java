package dev.nabla.codegen.lower;

/** What a method is to compute. */
public enum Goal {
  /** The predictions. */
  PREDICT,
  /** The loss alone. */
  LOSS,
  /** The loss and its gradient. */
  GRADIENT,
  /** The result, where there is no loss. */
  FORWARD,
  /** The cotangents of parameters and inputs from the one of the result. */
  BACKWARD,
  /** The derivative of every prediction by every input. */
  JACOBIAN,
  /** The derivative of every prediction by every parameter. */
  PARAMETER_JACOBIAN,
  /** The second derivatives of the loss. */
  HESSIAN,
  /** The Hessian of the loss times a vector. */
  HESSIAN_VECTOR;

  /** Whether a class has it only when asked for. */
  public boolean isExtra() {
    return compareTo(JACOBIAN) >= 0;
  }
}
