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
}
