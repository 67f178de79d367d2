package dev.nabla.benchmarks;

/**
 * How long to measure.
 *
 * @param forks processes
 * @param idle milliseconds that the compiler has to be idle before iterations begin
 * @param warmUp iterations that do not count
 * @param iterations iterations that count
 * @param milliseconds the length of an iteration
 */
record Effort(int forks, int idle, int warmUp, int iterations, int milliseconds) {
  /** For a first look. */
  static final Effort QUICK = new Effort(1, 500, 5, 8, 100);

  /** For figures to keep. */
  static final Effort FULL = new Effort(3, 1000, 10, 15, 100);

  /** The same in one short fork: for what takes seconds to load and is far away anyway. */
  Effort least() {
    return new Effort(1, idle, QUICK.warmUp, QUICK.iterations, milliseconds);
  }

  @Override
  public String toString() {
    return String.format(
        "times are medians of %d × %d iterations of %d ms, after %d to warm up, which begin when the compiler is idle",
        forks, iterations, milliseconds, warmUp);
  }
}
