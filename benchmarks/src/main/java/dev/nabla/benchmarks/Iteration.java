package dev.nabla.benchmarks;

import java.util.Comparator;
import java.util.List;

/**
 * One stretch of calls.
 *
 * @param nanoseconds the mean time of a call
 * @param share the processor time of the process divided by the time that passed: less than 1 where
 *     something else had the core
 */
record Iteration(double nanoseconds, double share) {
  private static final double UNDISTURBED = 0.98;
  private static final int LEAST_PART = 3;

  boolean isUndisturbed() {
    return share >= UNDISTURBED;
  }

  /**
   * Those that count: the undisturbed ones; where they are few, the third that was disturbed least.
   */
  static List<Iteration> counted(List<Iteration> all) {
    List<Iteration> undisturbed = all.stream().filter(Iteration::isUndisturbed).toList();
    int least = (all.size() + LEAST_PART - 1) / LEAST_PART;
    if (undisturbed.size() >= least) {
      return undisturbed;
    }
    return all.stream()
        .sorted(Comparator.comparingDouble(Iteration::share).reversed())
        .limit(least)
        .toList();
  }
}
