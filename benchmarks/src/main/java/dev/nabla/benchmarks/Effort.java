package dev.nabla.benchmarks;

/**
 * How long to measure: forks, iterations of warm-up, iterations that count, the length of one. A
 * time is the median over the counted iterations of all forks of the mean time of a call in one.
 */
record Effort(int forks, int warmUp, int iterations, int milliseconds) {
  /** For a first look. */
  static final Effort QUICK = new Effort(1, 10, 10, 100);

  /** For figures to keep. */
  static final Effort FULL = new Effort(3, 20, 20, 100);

  @Override
  public String toString() {
    return String.format(
        "median of %d × %d iterations of %d ms after %d to warm up",
        forks, iterations, milliseconds, warmUp);
  }
}
