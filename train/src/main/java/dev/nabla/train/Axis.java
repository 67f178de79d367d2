package dev.nabla.train;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis from one number to another, with ticks at round numbers.
 *
 * @param from the least number
 * @param to the greatest, above the least
 * @param step from tick to tick, on a linear axis
 * @param isLogarithmic whether equal distances are equal ratios
 */
record Axis(double from, double to, double step, boolean isLogarithmic) {
  private static final int TICKS = 6;

  /** An axis that holds two numbers, and begins and ends at round ones if asked to. */
  static Axis of(double least, double greatest, boolean logarithmic, boolean round) {
    if (logarithmic) {
      double from = Math.pow(10, Math.floor(Math.log10(least)));
      double to = Math.pow(10, Math.ceil(Math.log10(greatest)));
      return new Axis(from, to > from ? to : 10 * from, 0, true);
    }
    double spread = greatest - least;
    double pad = spread > 1e-12 * Math.abs(greatest) ? 0 : Math.max(0.5, Math.abs(greatest) / 2);
    double low = least - pad;
    double high = greatest + pad;
    double step = step(high - low);
    return round
        ? new Axis(Math.floor(low / step) * step, Math.ceil(high / step) * step, step, false)
        : new Axis(low, high, step, false);
  }

  /** 1, 2 or 5 times a power of ten, so that a few steps make up a spread. */
  private static double step(double spread) {
    double rough = spread / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digit = rough / power;
    return (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power;
  }

  /** Where a number lies, from 0 to 1. */
  double place(double value) {
    return isLogarithmic
        ? Math.log(value / from) / Math.log(to / from)
        : (value - from) / (to - from);
  }

  /** The numbers that are marked. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (isLogarithmic) {
      int first = (int) Math.round(Math.log10(from));
      int last = (int) Math.round(Math.log10(to));
      int every = Math.max(1, (last - first + TICKS - 1) / TICKS);
      for (int power = first; power <= last; power += every) {
        ticks.add(Math.pow(10, power));
      }
      return ticks;
    }
    long first = (long) Math.ceil(from / step - 1e-9);
    long last = (long) Math.floor(to / step + 1e-9);
    for (long k = first; k <= last; k++) {
      ticks.add(k * step);
    }
    return ticks;
  }

  /** A marked number as people write it. */
  static String label(double tick) {
    if (Math.abs(tick) < 1e-300) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(tick).round(new MathContext(10)).stripTrailingZeros();
    double size = Math.abs(tick);
    return size >= 1e-4 && size < 1e6
        ? rounded.toPlainString().replace('-', '−')
        : rounded.unscaledValue().toString().replace('-', '−')
            + (rounded.scale() == 0 ? "" : "e" + -rounded.scale());
  }
}
