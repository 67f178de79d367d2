package dev.nabla.codegen;

/** How exponentials, logarithms and hyperbolic tangents are computed. */
public enum MathMode {
  /** Polynomials in the class itself, within 2 ulp of the exact value wherever it is normal. */
  FAST,
  /** {@code java.lang.Math}. */
  STRICT
}
