package dev.nabla.random;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * A derivative from differences, with a bound of its error.
 *
 * @param value the derivative
 * @param error how far off it may be
 */
record Slope(double value, double error) {
  /** The first steps that are tried. */
  private static final double[] STEPS = {0x1p-5, 0x1p-8, 0x1p-11};

  private static final int HALVINGS = 5;

  /** What the extrapolation's own estimate of its error is multiplied by. */
  private static final double SAFETY = 16;

  /** How large an error may be, relative to the values compared. */
  private static final double USEFUL = 1e-4;

  /**
   * A value and the branches on the way to it.
   *
   * @param value the function's value
   * @param branches what must be the same for the function to be smooth
   */
  record At(double value, List<Integer> branches) {}

  /**
   * Central differences of a function at 0 with ever smaller steps, extrapolated to none (Ridders,
   * 1982). Empty when a kink is nearer than all steps, or the differences do not converge.
   *
   * @param noise the error of a value
   * @param scale what errors are compared with
   */
  static Optional<Slope> of(DoubleFunction<At> function, double noise, double scale) {
    At centre = function.apply(0);
    for (double step : STEPS) {
      Optional<Slope> slope = extrapolated(function, centre, step, noise);
      if (slope.isPresent()
          && slope.get().error <= USEFUL * Math.max(scale, Math.abs(slope.get().value))) {
        return slope;
      }
    }
    return Optional.empty();
  }

  private static Optional<Slope> extrapolated(
      DoubleFunction<At> function, At centre, double step, double noise) {
    double[][] table = new double[HALVINGS][HALVINGS];
    double best = Double.NaN;
    double error = Double.POSITIVE_INFINITY;
    for (int row = 0; row < HALVINGS; row++) {
      double h = Math.scalb(step, -row);
      At up = function.apply(h);
      At down = function.apply(-h);
      if (!up.branches.equals(centre.branches) || !down.branches.equals(centre.branches)) {
        return Optional.empty();
      }
      table[row][0] = (up.value - down.value) / (2 * h);
      double power = 1;
      for (int column = 1; column <= row; column++) {
        power *= 4;
        double finer = table[row][column - 1];
        double coarser = table[row - 1][column - 1];
        table[row][column] = finer + (finer - coarser) / (power - 1);
        double own =
            Math.max(Math.abs(table[row][column] - finer), Math.abs(table[row][column] - coarser));
        double total = SAFETY * own + 4 * noise / h;
        if (total < error) {
          error = total;
          best = table[row][column];
        }
      }
    }
    return Double.isFinite(best) ? Optional.of(new Slope(best, error)) : Optional.empty();
  }
}
