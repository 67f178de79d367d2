package dev.nabla.random;

/** Something that holds of every definition. */
@FunctionalInterface
interface Check {
  /**
   * Makes sure that it holds.
   *
   * @param seed of what is drawn by the check
   * @throws AssertionError when it does not
   */
  void of(RandomSpec spec, Subject subject, Sample sample, long seed, Coverage coverage);
}
