package dev.nabla.train;

/** What training makes small: the mean loss over samples. */
public interface Objective {
  /** How many parameters there are. */
  int parameters();

  /**
   * The mean loss of some samples; overwrites {@code grad} with its gradient.
   *
   * @param order the numbers of samples
   * @param from the first place in {@code order} that counts
   * @param to the place after the last one
   */
  double gradient(double[] theta, Samples samples, int[] order, int from, int to, double[] grad);

  /** The mean loss of all samples. */
  double loss(double[] theta, Samples samples);
}
