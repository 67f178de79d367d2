package dev.nabla.codegen.loop;

/** Functions that generated code carries along where it needs them. */
public enum Helper {
  /** {@code e^-|u|}, which a sigmoid and a softplus of the same argument share. */
  DECAY("decay"),
  /** The sigmoid of u from u and {@code e^-|u|}. */
  SIGMOID("sigmoid"),
  /** {@code log(1 + e^u)} from u and {@code e^-|u|}. */
  SOFTPLUS("softplus"),
  /** Of u and v: v where u is positive, 0 elsewhere. */
  GATE("gate"),
  /** The exponential, logarithm and hyperbolic tangent by polynomials. */
  EXP("exp"),
  LOG("log"),
  TANH("tanh"),
  /** The error function. */
  ERF("erf"),
  /** From the largest element m and Σ exp(u - m): {@code m + log s}, or m when it is infinite. */
  LOG_SUM_EXP("logSumExp"),
  SQUARE("square"),
  CUBE("cube"),
  FOURTH("fourth"),
  /** Inverse, determinant and its logarithm by Gauss-Jordan elimination with pivoting. */
  ELIMINATE("eliminate");

  private final String methodName;

  Helper(String methodName) {
    this.methodName = methodName;
  }

  /** The name that the functions' Java templates use. */
  public String methodName() {
    return methodName;
  }
}
