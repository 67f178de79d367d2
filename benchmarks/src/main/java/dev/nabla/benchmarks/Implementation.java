package dev.nabla.benchmarks;

/** One implementation of a case, ready to run; it belongs to one thread. */
public interface Implementation extends AutoCloseable {
  /**
   * Does the work on the next sample (the first one at the first call) and returns a number that
   * depends on it: the loss, where there is one.
   */
  double run();

  /**
   * What the last call computed, in the order and layout of {@link Family#results}: always the same
   * whatever the implementation's own layout is.
   */
  double[] result();

  @Override
  default void close() {}
}
