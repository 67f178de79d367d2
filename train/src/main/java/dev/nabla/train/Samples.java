package dev.nabla.train;

import java.util.List;

/**
 * Rows of a table as a network takes them: {@code xs} holds the inputs and {@code ys} the targets,
 * sample after sample.
 *
 * @param count how many samples there are
 */
public record Samples(int count, double[] xs, double[] ys) {
  /** Encodes rows of a table. */
  public static Samples of(
      List<Feed> inputs, List<Feed> targets, Table table, int[] rows, Problems problems) {
    return new Samples(
        rows.length,
        Feed.encode(inputs, table, rows, problems),
        Feed.encode(targets, table, rows, problems));
  }

  /** The length of one sample's inputs. */
  public int inputs() {
    return count == 0 ? 0 : xs.length / count;
  }

  /** The length of one sample's targets. */
  public int targets() {
    return count == 0 ? 0 : ys.length / count;
  }
}
