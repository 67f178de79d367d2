package dev.nabla.train;

import java.util.List;
import java.util.Optional;

/**
 * The columns that a variable of the network takes its elements from, in row-major order.
 *
 * @param variable the input or target
 * @param columns one after the other
 */
public record Feed(String variable, List<Source> columns) {
  /**
   * A column and how its cells become numbers.
   *
   * @param column its name
   */
  public record Source(String column, Encoder encoder) {}

  public Feed {
    columns = List.copyOf(columns);
  }

  /** How many numbers a row of the table becomes. */
  public int width() {
    return columns.stream().mapToInt(source -> source.encoder().width()).sum();
  }

  /** How many numbers several feeds give for a row. */
  public static int width(List<Feed> feeds) {
    return feeds.stream().mapToInt(Feed::width).sum();
  }

  /** Rows of a table as numbers, row after row, in each row feed after feed. */
  public static double[] encode(List<Feed> feeds, Table table, int[] rows, Problems problems) {
    List<Source> sources = feeds.stream().flatMap(feed -> feed.columns().stream()).toList();
    int[] columns =
        sources.stream().mapToInt(s -> table.column(s.column(), "the network")).toArray();
    double[] values = new double[Math.multiplyExact(rows.length, width(feeds))];
    int at = 0;
    for (int row : rows) {
      for (int k = 0; k < columns.length; k++) {
        Encoder encoder = sources.get(k).encoder();
        Optional<String> problem = encoder.encode(table.cell(row, columns[k]), values, at);
        if (problem.isPresent()) {
          problems.add(
              table.place(row, columns[k]),
              problem.get() + ", in column " + sources.get(k).column());
        }
        at += encoder.width();
      }
    }
    return values;
  }
}
