package dev.nabla.codegen.check;

import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/** Numeric derivatives by central differences, extrapolated from two step lengths. */
final class Difference {
  /**
   * How far the differences to both sides, and those of both lengths, may be apart before there is
   * a kink in between. To one side alone a kink a third of the step away is not seen.
   */
  private static final double KINK = 1e-5;

  /** How much shorter the second try is. */
  private static final double SHORTER = 16;

  private Difference() {}

  /**
   * The derivatives at 0 of the elements of a function of one number.
   *
   * @param at the function
   * @param centre its value at 0
   * @param h the step
   * @return for each element the derivative, unless a kink or an end of the domain lies within the
   *     step
   */
  static OptionalDouble[] of(DoubleFunction<double[]> at, double[] centre, double h) {
    OptionalDouble[] found = step(at, centre, h);
    for (OptionalDouble derivative : found) {
      if (derivative.isEmpty()) {
        OptionalDouble[] closer = step(at, centre, h / SHORTER);
        for (int k = 0; k < found.length; k++) {
          found[k] = found[k].isPresent() ? found[k] : closer[k];
        }
        break;
      }
    }
    return found;
  }

  private static OptionalDouble[] step(DoubleFunction<double[]> at, double[] centre, double h) {
    double[] up = at.apply(h);
    double[] down = at.apply(-h);
    double[] halfUp = at.apply(h / 2);
    double[] halfDown = at.apply(-h / 2);
    OptionalDouble[] derivatives = new OptionalDouble[centre.length];
    for (int k = 0; k < centre.length; k++) {
      double right = (4 * halfUp[k] - 3 * centre[k] - up[k]) / h;
      double left = (3 * centre[k] - 4 * halfDown[k] + down[k]) / h;
      double wide = (up[k] - down[k]) / (2 * h);
      double narrow = (halfUp[k] - halfDown[k]) / h;
      double scale = Math.max(1, Math.max(Math.abs(right), Math.abs(left)));
      double jump = Math.max(Math.abs(right - left), Math.abs(wide - narrow));
      derivatives[k] =
          !(jump <= KINK * scale)
              ? OptionalDouble.empty()
              : OptionalDouble.of((4 * narrow - wide) / 3);
    }
    return derivatives;
  }
}
