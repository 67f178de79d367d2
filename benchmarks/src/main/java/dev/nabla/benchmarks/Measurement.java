package dev.nabla.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The time of a call in each iteration, or why there is none.
 *
 * @param times nanoseconds, one for each iteration of each fork; empty where there is no time
 * @param bytes bytes allocated in a call; not a number where it was not measured
 * @param note the form that was best, or the reason why there is no time; empty where there is
 *     nothing to say
 */
record Measurement(Case of, String by, List<Double> times, double bytes, String note) {
  static Measurement missing(Case of, String by, String reason) {
    return new Measurement(of, by, List.of(), Double.NaN, reason);
  }

  boolean isPresent() {
    return !times.isEmpty();
  }

  /** Whether it was left out because its results were wrong. */
  boolean isWrong() {
    return note.contains("WRONG");
  }

  /** Half of the iterations were faster. */
  double median() {
    List<Double> sorted = times.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** This with the iterations of a later fork; a failure of either is the result. */
  Measurement and(Measurement later) {
    if (!isPresent() || !later.isPresent()) {
      return isPresent() ? later : this;
    }
    List<Double> all = new ArrayList<>(times);
    all.addAll(later.times);
    String notes = Stream.of(note, later.note).distinct().reduce((a, b) -> a + ", " + b).orElse("");
    return new Measurement(of, by, all, Math.max(bytes, later.bytes), notes);
  }
}
