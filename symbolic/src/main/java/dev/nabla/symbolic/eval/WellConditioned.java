package dev.nabla.symbolic.eval;

import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.function.ScalarFunction;
import java.util.Arrays;

/**
 * Double precision that refuses what leaves few right digits: to invert a matrix such as {@code X^T
 * X} where X has more columns than rows, and a sum that all but cancels, as {@code 1 -
 * sigmoid(30)}.
 */
class WellConditioned extends FloatingPoint {
  private static final double LARGEST_CONDITION = 1e7;
  private static final double LEAST_LEFT = 1e-8;
  private static final double NUDGE = 1e-12;

  /**
   * {@inheritDoc}
   *
   * @throws ArithmeticException when the terms all but cancel
   */
  @Override
  public double add(double a, double b) {
    double sum = super.add(a, b);
    if (sum != 0 && Math.abs(sum) < LEAST_LEFT * Math.abs(a)) {
      throw new ArithmeticException("a sum that all but cancels");
    }
    return sum;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArithmeticException when the last digits of the argument decide about the first ones of
   *     the value
   */
  @Override
  public double apply(ScalarFunction function, double... arguments) {
    double value = super.apply(function, arguments);
    if (arguments.length == 1) {
      double beside = super.apply(function, arguments[0] * (1 + NUDGE));
      if (Math.abs(beside - value) > LARGEST_CONDITION * NUDGE * Math.abs(value)) {
        throw new ArithmeticException("a function where its argument says too little");
      }
    }
    return value;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArithmeticException when the matrix is singular, or nearly
   */
  @Override
  public double[] matrix(MatrixFunction.Kind kind, double[] data, int n) {
    double[] result = super.matrix(kind, data, n);
    if (kind == MatrixFunction.Kind.INVERSE
        && !(largest(data) * largest(result) < LARGEST_CONDITION)) {
      throw new ArithmeticException("a matrix that is singular, or nearly");
    }
    return result;
  }

  private static double largest(double[] data) {
    return Arrays.stream(data).map(Math::abs).max().orElse(0);
  }
}
