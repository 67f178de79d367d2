package dev.nabla.train;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Curves over a common axis, as a picture (SVG) that is one file, readable in light and dark. A
 * curve is told by its colour, its dashes, the mark at its end and the legend. Points that are not
 * finite (or above 1e300) leave a gap; on a logarithmic axis so do those that are not above 0.
 *
 * @param title what it shows
 * @param xLabel what is along the axis at the bottom
 * @param yLabel what is along the axis at the left
 * @param series the curves
 * @param isLogarithmic whether the axis at the left is
 */
public record LinePlot(
    String title, String xLabel, String yLabel, List<Series> series, boolean isLogarithmic) {
  private static final double WIDTH = 520;
  private static final double HEIGHT = 360;
  private static final double LEFT = 74;
  private static final double RIGHT = 20;
  private static final double BOTTOM = 52;
  private static final double TITLE = 44;
  private static final double LEGEND_LINE = 20;
  private static final double SAMPLE = 34;
  private static final double GREATEST = 1e300;
  private static final List<String> DASHES = List.of("", "7 4", "2 4", "9 3 2 3", "12 4", "4 2");

  /**
   * A curve.
   *
   * @param name for the legend
   * @param x where its points lie, as many as {@code y}
   * @param y how high
   */
  public record Series(String name, double[] x, double[] y) {
    public Series {
      if (x.length != y.length) {
        throw new IllegalArgumentException(x.length + " places for " + y.length + " heights");
      }
      x = x.clone();
      y = y.clone();
    }

    private int length() {
      return x.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Series that
          && name.equals(that.name)
          && Arrays.equals(x, that.x)
          && Arrays.equals(y, that.y);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * name.hashCode() + Arrays.hashCode(x)) + Arrays.hashCode(y);
    }
  }

  public LinePlot {
    series = List.copyOf(series);
  }

  /** A plot with a linear axis. */
  public static LinePlot of(String title, String xLabel, String yLabel, List<Series> series) {
    return new LinePlot(title, xLabel, yLabel, series, false);
  }

  /** The same with a logarithmic axis at the left. */
  public LinePlot logarithmic() {
    return new LinePlot(title, xLabel, yLabel, series, true);
  }

  /** The picture. */
  public String svg() {
    return svg(title, List.of(this));
  }

  /** A picture of several plots side by side. */
  public static String svg(String title, List<LinePlot> plots) {
    Canvas svg = new Canvas(title);
    double height = plots.stream().mapToDouble(LinePlot::height).max().orElse(HEIGHT);
    for (int k = 0; k < plots.size(); k++) {
      plots.get(k).draw(svg, k * WIDTH);
    }
    return svg.document(plots.size() * WIDTH, height);
  }

  private double top() {
    return TITLE + LEGEND_LINE * legendLines();
  }

  private double height() {
    return HEIGHT + LEGEND_LINE * (legendLines() - 1);
  }

  private boolean isShown(double x, double y) {
    return Math.abs(x) <= GREATEST && Math.abs(y) <= GREATEST && (!isLogarithmic || y > 0);
  }

  private void draw(Canvas svg, double offset) {
    double left = offset + LEFT;
    double right = offset + WIDTH - RIGHT;
    double bottom = height() - BOTTOM;
    svg.text("ink title", left, 24, Canvas.Anchor.START, title);
    legend(svg, left);
    Axis xs = axis(false);
    Axis ys = axis(true);
    for (double tick : ys.ticks()) {
      double y = bottom - ys.place(tick) * (bottom - top());
      svg.line("grid", left, y, right, y);
      svg.text("soft", left - 8, y + 4, Canvas.Anchor.END, Axis.label(tick));
    }
    for (double tick : xs.ticks()) {
      double x = left + xs.place(tick) * (right - left);
      svg.line("axis", x, bottom, x, bottom + 5);
      svg.text("soft", x, bottom + 20, Canvas.Anchor.MIDDLE, Axis.label(tick));
    }
    svg.line("axis", left, bottom, right, bottom);
    svg.text("ink", (left + right) / 2, bottom + 42, Canvas.Anchor.MIDDLE, xLabel);
    svg.upright("ink", offset + 16, (top() + bottom) / 2, yLabel);
    for (int k = 0; k < series.size(); k++) {
      curve(
          svg,
          k,
          x -> left + xs.place(x) * (right - left),
          y -> bottom - ys.place(y) * (bottom - top()));
    }
  }

  private Axis axis(boolean vertical) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (Series curve : series) {
      for (int k = 0; k < curve.length(); k++) {
        if (isShown(curve.x()[k], curve.y()[k])) {
          double value = vertical ? curve.y()[k] : curve.x()[k];
          least = Math.min(least, value);
          greatest = Math.max(greatest, value);
        }
      }
    }
    return least > greatest
        ? Axis.of(0, 1, false, vertical)
        : Axis.of(least, greatest, vertical && isLogarithmic, vertical);
  }

  private void curve(
      Canvas svg, int number, ToDoubleFunction<Double> toX, ToDoubleFunction<Double> toY) {
    Series curve = series.get(number);
    StringBuilder path = new StringBuilder();
    boolean begun = false;
    int last = -1;
    for (int k = 0; k < curve.length(); k++) {
      boolean shown = isShown(curve.x()[k], curve.y()[k]);
      if (shown) {
        path.append(begun ? "L" : "M").append(Canvas.at(toX.applyAsDouble(curve.x()[k])));
        path.append(' ').append(Canvas.at(toY.applyAsDouble(curve.y()[k])));
        last = k;
      }
      begun = shown;
    }
    if (last >= 0) {
      svg.path(line(number), path.toString(), dashes(number));
      svg.mark(number, toX.applyAsDouble(curve.x()[last]), toY.applyAsDouble(curve.y()[last]));
    }
  }

  private static String line(int number) {
    return "line s" + number % Canvas.SERIES;
  }

  private static String dashes(int number) {
    return DASHES.get(number % DASHES.size());
  }

  private int legendLines() {
    int lines = 1;
    double x = 0;
    for (Series curve : series) {
      double width = SAMPLE + Canvas.width(curve.name()) + 24;
      if (x > 0 && x + width > WIDTH - LEFT) {
        lines++;
        x = 0;
      }
      x += width;
    }
    return lines;
  }

  private void legend(Canvas svg, double left) {
    double x = 0;
    double y = TITLE;
    for (int k = 0; k < series.size(); k++) {
      String name = series.get(k).name();
      double width = SAMPLE + Canvas.width(name) + 24;
      if (x > 0 && x + width > WIDTH - LEFT) {
        y += LEGEND_LINE;
        x = 0;
      }
      String points = "M" + Canvas.at(left + x) + " " + Canvas.at(y) + "h" + Canvas.at(SAMPLE - 8);
      svg.path(line(k), points, dashes(k));
      svg.mark(k, left + x + (SAMPLE - 8) / 2, y);
      svg.text("ink", left + x + SAMPLE, y + 4, Canvas.Anchor.START, name);
      x += width;
    }
  }
}
