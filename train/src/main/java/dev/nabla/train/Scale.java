package dev.nabla.train;

/** How numbers of a column are scaled; what it takes is read off the rows trained with. */
public enum Scale {
  /** To the mean 0 and the standard deviation 1. */
  STANDARD {
    @Override
    Encoder.Number of(double[] values) {
      double mean = 0;
      for (double value : values) {
        mean += value / values.length;
      }
      double variance = 0;
      for (double value : values) {
        variance += (value - mean) * (value - mean) / values.length;
      }
      return number(mean, Math.sqrt(variance), Math.abs(mean));
    }
  },
  /** To the interval from 0 to 1. */
  MINMAX {
    @Override
    Encoder.Number of(double[] values) {
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (double value : values) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
      return number(least, greatest - least, Math.abs(least));
    }
  },
  /** Not at all. */
  NONE {
    @Override
    Encoder.Number of(double[] values) {
      return Encoder.Number.PLAIN;
    }
  };

  /** A spread that is no more than rounding is none. */
  private static final double ROUNDING = 1e-12;

  abstract Encoder.Number of(double[] values);

  private static Encoder.Number number(double shift, double spread, double size) {
    return new Encoder.Number(shift, spread > ROUNDING * size ? 1 / spread : 0);
  }
}
