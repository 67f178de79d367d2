package dev.nabla.codegen.loop;

/** Functions that generated code carries along where it needs them. */
public enum Helper {
  /** {@code e^-|u|}, which a sigmoid and a softplus of the same argument share. */
  DECAY("decay", true),
  /** The sigmoid of u from u and {@code e^-|u|}. */
  SIGMOID("sigmoid", true),
  /** {@code log(1 + e^u)} from u and {@code e^-|u|}. */
  SOFTPLUS("softplus", true),
  /** Of u and v: v where u is positive, 0 elsewhere. */
  GATE("gate", true),
  /** The exponential, logarithm and hyperbolic tangent by polynomials. */
  EXP("exp", false),
  LOG("log", false),
  TANH("tanh", false),
  /** The error function. */
  ERF("erf", false),
  /** From the largest element m and Σ exp(u - m): {@code m + log s}, or m when it is infinite. */
  LOG_SUM_EXP("logSumExp", true),
  SQUARE("square", true),
  CUBE("cube", false),
  FOURTH("fourth", false),
  /** Inverse, determinant and its logarithm by Gauss-Jordan elimination with pivoting. */
  ELIMINATE("eliminate", false);

  private final String methodName;
  private final boolean inVectors;

  Helper(String methodName, boolean inVectors) {
    this.methodName = methodName;
    this.inVectors = inVectors;
  }

  /** Whether it can be computed for neighbouring elements at once. */
  public boolean inVectors() {
    return inVectors;
  }

  /** The name of the method, where it is free. */
  public String methodName() {
    return methodName;
  }
}
