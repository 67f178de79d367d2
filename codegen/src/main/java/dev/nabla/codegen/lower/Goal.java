package dev.nabla.codegen.lower;

/** What a method is to compute. */
public enum Goal {
  /** The predictions. */
  PREDICT("predict"),
  /** The loss alone. */
  LOSS("loss"),
  /** The loss and its gradient. */
  GRADIENT("gradient"),
  /** The result, where there is no loss. */
  FORWARD("forward"),
  /** The cotangents of parameters and inputs from the one of the result. */
  BACKWARD("backward"),
  /** The derivative of every prediction by every input. */
  JACOBIAN("jacobian"),
  /** The derivative of every prediction by every parameter. */
  PARAMETER_JACOBIAN("parameterJacobian"),
  /** The second derivatives of the loss. */
  HESSIAN("hessian"),
  /** The Hessian of the loss times a vector. */
  HESSIAN_VECTOR("hessianVector"),
  /** The gradient, where the loss itself is not wanted. */
  GRADIENT_ONLY("gradientOnly");

  private final String methodName;

  Goal(String methodName) {
    this.methodName = methodName;
  }

  /** The method that computes it. */
  public String methodName() {
    return methodName;
  }

  /** Whether a class has it only when asked for. */
  public boolean isExtra() {
    return compareTo(JACOBIAN) >= 0;
  }
}
