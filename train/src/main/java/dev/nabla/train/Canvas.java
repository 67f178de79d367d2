package dev.nabla.train;

import dev.nabla.report.svg.Svg;
import dev.nabla.report.svg.Svg.Colour;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What plots are made of. Characters are as wide as six tenths of their height. */
final class Canvas {
  /** How many classes {@code s0}, {@code s1} … there are for series. */
  static final int SERIES = 6;

  private static final List<String> RULES =
      List.of(
          "text{font:13px sans-serif}",
          ".title{font-size:15px;font-weight:600}",
          ".grid,.axis{stroke-width:1;fill:none}",
          ".line{fill:none;stroke-width:2;stroke-linejoin:round}");
  private static final List<Colour> COLOURS =
      List.of(
          new Colour(".paper", "fill", "#ffffff", "#0d1117"),
          new Colour(".ink", "fill", "#1f2328", "#e6edf3"),
          new Colour(".soft", "fill", "#59636e", "#9aa4af"),
          new Colour(".heat", "fill", "#0b62c4", "#388bfd"),
          new Colour(".grid", "stroke", "#d8dee4", "#30363d"),
          new Colour(".axis", "stroke", "#59636e", "#9aa4af"));

  /** Of each series the light and the dark colour. */
  private static final List<List<String>> CURVES =
      List.of(
          List.of("#0b62c4", "#6cb2ff"),
          List.of("#c2410c", "#ff9b63"),
          List.of("#15803d", "#5bd67f"),
          List.of("#7e22ce", "#cf9bff"),
          List.of("#a16207", "#e3b341"),
          List.of("#be185d", "#ff8fc0"));

  private final Svg svg = new Svg("nabla-plot", Canvas::at, false);

  /** Where a text stands in relation to its point. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  private final String title;

  /** An empty picture. */
  Canvas(String title) {
    this.title = title;
    svg.add(svg.text(title, "title", ""));
    List<Colour> colours = new ArrayList<>(COLOURS);
    for (int k = 0; k < SERIES; k++) {
      String light = CURVES.get(k).get(0);
      String dark = CURVES.get(k).get(1);
      colours.add(new Colour(".s" + k, "stroke", light, dark));
      colours.add(new Colour(".m" + k, "fill", light, dark));
    }
    svg.style(RULES, colours);
    svg.add(svg.shape("rect", "class width height", "paper", "100%", "100%"));
  }

  void line(String classes, double x1, double y1, double x2, double y2) {
    svg.add(svg.shape("line", "class x1 y1 x2 y2", classes, x1, y1, x2, y2));
  }

  /** A rectangle through which the paper shines. */
  void rectangle(String classes, double x, double y, double width, double height, double opacity) {
    svg.add(
        svg.shape(
            "rect", "class x y width height fill-opacity", classes, x, y, width, height, opacity));
  }

  /** A line through points, given as {@code M 1 2 L 3 4}. */
  void path(String classes, String points, String dashes) {
    svg.add(
        dashes.isEmpty()
            ? svg.shape("path", "class d", classes, points)
            : svg.shape("path", "class stroke-dasharray d", classes, dashes, points));
  }

  void text(String classes, double x, double y, Anchor anchor, String text) {
    String at = anchor.name().toLowerCase(Locale.ROOT);
    svg.add(svg.text(text, "text", "class x y text-anchor", classes, x, y, at));
  }

  /** A text that is read from the bottom to the top. */
  void upright(String classes, double x, double y, String text) {
    svg.add(
        svg.text(
            text,
            "text",
            "class x y text-anchor transform",
            classes,
            x,
            y,
            "middle",
            "rotate(-90 " + at(x) + " " + at(y) + ")"));
  }

  /** A mark of a series: a disc, square, triangle or diamond. */
  void mark(int series, double x, double y) {
    String classes = "m" + series % SERIES;
    String points =
        switch (series % 4) {
          case 0 -> "";
          case 1 -> polygon(x, y, -4, -4, 4, -4, 4, 4, -4, 4);
          case 2 -> polygon(x, y, 0, -5, 5, 4, -5, 4);
          default -> polygon(x, y, 0, -6, 6, 0, 0, 6, -6, 0);
        };
    svg.add(
        points.isEmpty()
            ? svg.shape("circle", "class cx cy r", classes, x, y, 4)
            : svg.shape("polygon", "class points", classes, points));
  }

  private static String polygon(double x, double y, double... offsets) {
    StringBuilder points = new StringBuilder();
    for (int k = 0; k < offsets.length; k += 2) {
      points.append(k == 0 ? "" : " ").append(at(x + offsets[k])).append(',');
      points.append(at(y + offsets[k + 1]));
    }
    return points.toString();
  }

  /** A coordinate, to a hundredth. */
  static String at(double value) {
    double rounded = Math.round(value * 100) / 100.0;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }

  /** About how wide a text is. */
  static double width(String text) {
    return 7.2 * text.codePointCount(0, text.length());
  }

  /** The picture. */
  String document(double width, double height) {
    String box = "0 0 " + at(width) + " " + at(height);
    return svg.whole(
            "class viewBox width height role aria-label",
            "nabla-plot",
            box,
            width,
            height,
            "img",
            title)
        + "\n";
  }
}
