package dev.nabla.codegen.emit;

/**
 * The methods that generated code carries along, as they stand in a class of single precision in
 * fast mode, which has exp and log of its own. HelperMethods says which words differ elsewhere.
 *
 * <p>Signs are taken by masks of bits, since a branch on one is hard to predict. A softplus keeps the
 * logarithm of 1 + decay accurate for a small decay as Kahan does; the terms of the error function's
 * series (Abramowitz and Stegun 7.1.6) all have one sign.
 */
final class Helpers {
  private Helpers() {}

  private static float exp(float u) {
    return (float) Math.exp(u);
  }

  private static float log(float u) {
    return (float) Math.log(u);
  }

  /**
   * The square.
   */
  private static float square(float u) {
    return u * u;
  }

  /**
   * The third power.
   */
  private static float cube(float u) {
    return u * u * u;
  }

  /**
   * The fourth power.
   */
  private static float fourth(float u) {
    float s = u * u;
    return s * s;
  }

  /**
   * {@code e^-|u|}, at most 1.
   */
  private static float decay(float u) {
    return exp(-Math.abs(u));
  }

  /**
   * {@code 1 / (1 + e^-u)}, from u and its decay.
   */
  private static float sigmoid(float u, float decay) {
    int negative = Float.floatToRawIntBits(u) >> 31;
    float above = Float.intBitsToFloat(Float.floatToRawIntBits(decay) & negative | 0x3f800000 & ~negative);
    return above / (1 + decay);
  }

  /**
   * {@code log(1 + e^u)}, from u and its decay.
   */
  private static float softplus(float u, float decay) {
    float sum = 1 + decay;
    float logarithm = sum == 1 ? decay : log(sum) * (decay / (sum - 1));
    return Math.max(u, 0) + logarithm;
  }

  /**
   * v where u is positive, 0 elsewhere.
   */
  private static float gate(float u, float v) {
    int bits = Float.floatToRawIntBits(u);
    return Float.intBitsToFloat(Float.floatToRawIntBits(v) & (-bits >> 31) & ~(bits >> 31));
  }

  /**
   * The error function: 2/sqrt(pi) e^(-u^2) sum 2^n u^(2n+1) / (2n+1)!!.
   */
  private static float erf(float u) {
    if (Math.abs(u) > 6) {
      return Math.signum(u);
    }
    double v = u;
    double term = v;
    double sum = v;
    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= 2 * v * v / (2 * n + 1);
      sum += term;
    }
    return (float) (2.0 / Math.sqrt(Math.PI) * Math.exp(-v * v) * sum);
  }

  /**
   * From the largest element m and the sum of all {@code e^(u - m)}.
   */
  private static float logSumExp(float largest, float sum) {
    return Float.isInfinite(largest) ? largest : largest + log(sum);
  }

  /**
   * Gauss-Jordan elimination with pivoting of the n by n matrix a, which is destroyed.
   * Writes the inverse unless it is a itself; returns the determinant, or the
   * logarithm of its size.
   */
  private static float eliminate(float[] a, float[] inverse, int n, boolean logarithm) {
    boolean inverts = inverse != a;
    if (inverts) {
      for (int k = 0; k < n * n; k++) {
        inverse[k] = k % (n + 1) == 0 ? 1 : 0;
      }
    }
    float result = logarithm ? 0 : 1;
    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int r = c + 1; r < n; r++) {
        pivot = Math.abs(a[r * n + c]) > Math.abs(a[pivot * n + c]) ? r : pivot;
      }
      float p = a[pivot * n + c];
      result = logarithm ? result + (float) Math.log(Math.abs(p)) : pivot == c ? result * p : -result * p;
      for (int k = 0; k < n; k++) {
        float t = a[c * n + k];
        a[c * n + k] = a[pivot * n + k] / p;
        if (pivot != c) {
          a[pivot * n + k] = t;
        }
        if (inverts) {
          float s = inverse[c * n + k];
          inverse[c * n + k] = inverse[pivot * n + k] / p;
          if (pivot != c) {
            inverse[pivot * n + k] = s;
          }
        }
      }
      for (int r = 0; r < n; r++) {
        float f = a[r * n + c];
        if (r != c && f != 0f) {
          for (int k = 0; k < n; k++) {
            a[r * n + k] -= f * a[c * n + k];
            if (inverts) {
              inverse[r * n + k] -= f * inverse[c * n + k];
            }
          }
        }
      }
    }
    return result;
  }
}
