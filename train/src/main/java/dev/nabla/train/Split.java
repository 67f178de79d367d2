package dev.nabla.train;

import java.util.Arrays;
import java.util.Random;

/**
 * Rows to train with and rows held out.
 *
 * @param train in the order in which they were drawn
 * @param test held out
 */
public record Split(int[] train, int[] test) {
  /**
   * Holds out a fraction of the rows, rounded to whole rows, chosen by the seed.
   *
   * @param fraction at least 0, below 1
   */
  public static Split of(int rows, double fraction, long seed) {
    int[] order = new int[rows];
    Arrays.setAll(order, k -> k);
    int held = (int) Math.round(rows * fraction);
    if (held > 0) {
      shuffle(order, new Random(seed));
    }
    return new Split(Arrays.copyOfRange(order, held, rows), Arrays.copyOf(order, held));
  }

  /** A random permutation (Fisher and Yates), the same for the same generator everywhere. */
  static void shuffle(int[] order, Random random) {
    for (int k = order.length - 1; k > 0; k--) {
      int other = random.nextInt(k + 1);
      int kept = order[k];
      order[k] = order[other];
      order[other] = kept;
    }
  }
}
