package dev.nabla.train;

import java.util.List;

/**
 * A table of how often each class was taken for each, as a picture (SVG): the darker a cell, the
 * larger its part of the row. Every number stands in its cell, so that nothing is told by colour
 * alone.
 *
 * @param title what it shows
 * @param labels the classes
 * @param counts how often the class of the row was taken for that of the column
 */
public record ConfusionPlot(String title, List<String> labels, int[][] counts) {
  private static final double LEAST_CELL = 46;
  private static final double MOST_CELL = 130;
  private static final double TOP = 92;
  private static final double MARGIN = 24;

  public ConfusionPlot {
    labels = List.copyOf(labels);
    if (counts.length != labels.size()) {
      throw new IllegalArgumentException(counts.length + " rows for " + labels);
    }
  }

  /** The picture. */
  public String svg() {
    double widest = labels.stream().mapToDouble(Canvas::width).max().orElse(0);
    double cell = Math.min(MOST_CELL, Math.max(LEAST_CELL, widest + 12));
    double high = LEAST_CELL;
    double left = MARGIN + 30 + Math.min(widest, 260);
    Canvas svg = new Canvas(title);
    double side = labels.size() * cell;
    svg.text("ink title", MARGIN, 28, Canvas.Anchor.START, title);
    svg.text("ink", left + side / 2, 60, Canvas.Anchor.MIDDLE, "taken for");
    svg.upright("ink", MARGIN, TOP + labels.size() * high / 2, "is");
    for (int i = 0; i < labels.size(); i++) {
      double middle = left + (i + 0.5) * cell;
      svg.text("soft", middle, TOP - 10, Canvas.Anchor.MIDDLE, shortened(labels.get(i), cell));
      double y = TOP + (i + 0.5) * high;
      svg.text("soft", left - 10, y + 4, Canvas.Anchor.END, shortened(labels.get(i), 260));
      row(svg, i, left, cell, high);
    }
    double width = Math.max(left + side + MARGIN, MARGIN * 2 + Canvas.width(title) * 1.2);
    return svg.document(width, TOP + labels.size() * high + MARGIN);
  }

  private void row(Canvas svg, int i, double left, double cell, double high) {
    int total = 0;
    for (int count : counts[i]) {
      total += count;
    }
    for (int j = 0; j < counts[i].length; j++) {
      double part = total == 0 ? 0 : (double) counts[i][j] / total;
      double x = left + j * cell;
      double y = TOP + i * high;
      svg.rectangle("heat", x + 1, y + 1, cell - 2, high - 2, 0.06 + 0.44 * part);
      svg.text("ink", x + cell / 2, y + high / 2 + 5, Canvas.Anchor.MIDDLE, "" + counts[i][j]);
    }
  }

  private static String shortened(String label, double width) {
    int most = (int) ((width - 4) / 7.2);
    return label.length() <= most ? label : label.substring(0, Math.max(1, most - 1)) + "…";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfusionPlot that
        && title.equals(that.title)
        && labels.equals(that.labels)
        && java.util.Arrays.deepEquals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * title.hashCode() + java.util.Arrays.deepHashCode(counts);
  }
}
