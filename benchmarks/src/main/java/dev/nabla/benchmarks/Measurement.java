package dev.nabla.benchmarks;

/**
 * The time of a call, or why there is none.
 *
 * @param median nanoseconds; not a number where there is no time
 * @param bytes bytes allocated in a call; not a number where it was not measured
 * @param note the form that was best, or the reason why there is no time; empty where there is
 *     nothing to say
 */
record Measurement(Case of, String by, double median, double bytes, String note) {
  static Measurement of(Case of, String by, double median, String note) {
    return new Measurement(of, by, median, Double.NaN, note);
  }

  static Measurement missing(Case of, String by, String reason) {
    return new Measurement(of, by, Double.NaN, Double.NaN, reason);
  }

  boolean isPresent() {
    return !Double.isNaN(median);
  }

  /** Whether it was left out because its results were wrong. */
  boolean isWrong() {
    return note.contains("WRONG");
  }
}
