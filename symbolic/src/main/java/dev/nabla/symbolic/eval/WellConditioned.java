package dev.nabla.symbolic.eval;

import dev.nabla.symbolic.expr.MatrixFunction;
import java.util.Arrays;

/**
 * Double precision that refuses to invert a matrix when few digits of the inverse would be right,
 * as of {@code X^T X} where X has more columns than rows.
 */
final class WellConditioned extends FloatingPoint {
  private static final double LARGEST_CONDITION = 1e7;

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
