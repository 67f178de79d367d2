package dev.nabla.random;

import java.util.stream.DoubleStream;

/** Where values are expected to lie: what keeps arguments where functions are defined and tame. */
record Range(double low, double high) {
  /** What variables are drawn from. */
  static final Range GIVEN = new Range(-1.2, 1.2);

  static final Range POSITIVE = new Range(0.3, 1.5);

  static final Range LABEL = new Range(0.1, 0.9);

  static final Range UNIT = new Range(0, 1);

  static Range of(double value) {
    return new Range(value, value);
  }

  double magnitude() {
    return Math.max(Math.abs(low), Math.abs(high));
  }

  boolean isIn(Range other) {
    return low >= other.low - 1e-9 && high <= other.high + 1e-9;
  }

  /** Whether zero is well outside. */
  boolean excludesZero() {
    return low > 0.1 || high < -0.1;
  }

  Range plus(Range other) {
    return new Range(low + other.low, high + other.high);
  }

  Range negated() {
    return new Range(-high, -low);
  }

  Range times(Range other) {
    double[] corners = {low * other.low, low * other.high, high * other.low, high * other.high};
    return new Range(
        DoubleStream.of(corners).min().orElseThrow(), DoubleStream.of(corners).max().orElseThrow());
  }

  /** The reciprocal of what excludes zero. */
  Range inverted() {
    return new Range(1 / high, 1 / low);
  }

  Range times(double factor) {
    return times(of(factor));
  }

  Range or(Range other) {
    return new Range(Math.min(low, other.low), Math.max(high, other.high));
  }

  /** The values of a power. */
  Range power(double exponent) {
    double a = Math.pow(low, exponent);
    double b = Math.pow(high, exponent);
    Range ends = new Range(Math.min(a, b), Math.max(a, b));
    return low < 0 && high > 0 && exponent > 0 ? ends.or(of(0)) : ends;
  }

  /** A sum of so many. */
  Range summed(int count) {
    return new Range(low * count, high * count);
  }
}
