package dev.nabla.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The time of a call in each iteration, or why there is none.
 *
 * @param iterations those of all forks; empty where there is no time
 * @param bytes bytes allocated in a call; not a number where it was not measured
 * @param settling seconds until the compiler was last at work before iterations began
 * @param note the form that was best, or the reason why there is no time; empty where there is
 *     nothing to say
 */
record Measurement(
    Case of, String by, List<Iteration> iterations, double bytes, double settling, String note) {
  /** What is not a Java process has no bytes and nothing to compile. */
  static Measurement ofProgram(Case of, String by, List<Iteration> iterations, String note) {
    return new Measurement(of, by, iterations, Double.NaN, 0, note);
  }

  static Measurement missing(Case of, String by, String reason) {
    return ofProgram(of, by, List.of(), reason);
  }

  boolean isPresent() {
    return !iterations.isEmpty();
  }

  /** Whether it was left out because its results were wrong. */
  boolean isWrong() {
    return note.contains("WRONG");
  }

  /** Nanoseconds of a call: half of the iterations that count were faster. */
  double median() {
    return quantile(0.5);
  }

  /** Whether the middle half of the iterations that count lies within a fifth of the median. */
  boolean isSteady() {
    return quantile(0.75) - quantile(0.25) <= median() / 5;
  }

  private double quantile(double share) {
    List<Double> sorted =
        Iteration.counted(iterations).stream().map(Iteration::nanoseconds).sorted().toList();
    double at = share * (sorted.size() - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (at - below) * (sorted.get(above) - sorted.get(below));
  }

  /** This with the iterations of a later fork; a failure of either is the result. */
  Measurement and(Measurement later) {
    if (!isPresent() || !later.isPresent()) {
      return isPresent() ? later : this;
    }
    List<Iteration> all = new ArrayList<>(iterations);
    all.addAll(later.iterations);
    String notes = Stream.of(note, later.note).distinct().reduce((a, b) -> a + ", " + b).orElse("");
    double longest = Math.max(settling, later.settling);
    return new Measurement(of, by, all, Math.max(bytes, later.bytes), longest, notes);
  }
}
