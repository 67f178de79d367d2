package dev.nabla.benchmarks;

/**
 * How long to measure: forks, iterations of warm-up and iterations that count in each, the length
 * of an iteration.
 */
record Effort(int forks, int warmUp, int iterations, int milliseconds) {
  /** For a first look. */
  static final Effort QUICK = new Effort(1, 10, 10, 100);

  /** For figures to keep. */
  static final Effort FULL = new Effort(3, 20, 20, 100);

  @Override
  public String toString() {
    return String.format(
        "times are medians of %d × %d iterations of %d ms, after %d to warm up",
        forks, iterations, milliseconds, warmUp);
  }
}
