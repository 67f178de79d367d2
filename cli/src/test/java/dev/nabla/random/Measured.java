package dev.nabla.random;

import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.RoundedInterpreter;
import java.util.function.Function;

/**
 * Numbers and how well arithmetic can know them: computed once in double precision, and some times
 * with random errors of single precision in every operation.
 *
 * @param values in double precision
 * @param spread how far the ones with errors were off at most
 */
record Measured(double[] values, double spread) {
  /** The unit roundoff of single precision. */
  private static final double SINGLE = 0x1p-24;

  /** How much finer double precision is. */
  private static final double FINER = 0x1p-29;

  private static final int RUNS = 3;

  /**
   * What the largest of three random errors is multiplied by. Other orders of summation, fused
   * operations and polynomials within 2 ulp make errors of the same size in other places; 64 is far
   * more than what they were seen to differ by, and far less than what a wrong term makes.
   */
  private static final double SAFETY = 64;

  static Measured of(Function<Interpreter, double[]> computation) {
    double[] values = computation.apply(new Interpreter());
    double spread = 0;
    for (int run = 0; run < RUNS; run++) {
      double[] off = computation.apply(RoundedInterpreter.of(SINGLE, 100 + run));
      for (int k = 0; k < values.length; k++) {
        double distance = Math.abs(off[k] - values[k]);
        spread = Math.max(spread, Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance);
      }
    }
    return new Measured(values, spread);
  }

  /** The largest absolute value. */
  double scale() {
    double scale = 0;
    for (double value : values) {
      scale = Math.max(scale, Math.abs(value));
    }
    return scale;
  }

  boolean isFinite() {
    double sum = 0;
    for (double value : values) {
      sum += value * 0;
    }
    return sum == 0;
  }

  /** The largest error that rounding explains in double precision. */
  double inDouble() {
    return SAFETY * spread * FINER + 1e-13 * scale() + 1e-300;
  }

  /** The same in single precision, where what is below 1e-37 may be lost. */
  double inSingle() {
    return SAFETY * spread + 16 * SINGLE * scale() + 1e-36;
  }

  /** Whether double precision leaves six digits or more. */
  boolean isWellConditioned() {
    return isFinite() && inDouble() <= 1e-6 * Math.max(1, scale());
  }

  /** The largest difference to other values; infinite when one of two is no number. */
  double distance(double[] others) {
    if (others.length != values.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int k = 0; k < values.length; k++) {
      double distance = Math.abs(values[k] - others[k]);
      boolean same = Double.compare(values[k], others[k]) == 0;
      largest =
          Math.max(
              largest, same ? 0 : Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance);
    }
    return largest;
  }
}
