package dev.nabla.train;

import java.util.List;
import java.util.Locale;

/**
 * The text of a picture. Colours are classes, of which there is a light and a dark set; the viewer
 * chooses ({@code prefers-color-scheme}). Characters are as wide as six tenths of their height.
 */
final class Svg {
  /** How many classes {@code s0}, {@code s1} … there are for series. */
  static final int SERIES = 6;

  /**
   * A property of elements, with its light and its dark colour. They are written out rather than as
   * variables, which not every program that draws SVG knows.
   */
  private record Rule(String elements, String property, String light, String dark) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(".paper", "fill", "#ffffff", "#0d1117"),
          new Rule(".ink", "fill", "#1f2328", "#e6edf3"),
          new Rule(".soft", "fill", "#59636e", "#9aa4af"),
          new Rule(".heat", "fill", "#0b62c4", "#388bfd"),
          new Rule(".grid", "stroke", "#d8dee4", "#30363d"),
          new Rule(".axis", "stroke", "#59636e", "#9aa4af"));
  private static final List<Rule> CURVES =
      List.of(
          new Rule("0", "", "#0b62c4", "#6cb2ff"),
          new Rule("1", "", "#c2410c", "#ff9b63"),
          new Rule("2", "", "#15803d", "#5bd67f"),
          new Rule("3", "", "#7e22ce", "#cf9bff"),
          new Rule("4", "", "#a16207", "#e3b341"),
          new Rule("5", "", "#be185d", "#ff8fc0"));

  private final StringBuilder body = new StringBuilder();

  /** Where a text stands in relation to its point. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  void line(String classes, double x1, double y1, double x2, double y2) {
    add(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n",
        classes, at(x1), at(y1), at(x2), at(y2));
  }

  /** A rectangle; an opacity below 1 lets the paper shine through. */
  void rectangle(String classes, double x, double y, double width, double height, double opacity) {
    String fill = opacity == 1 ? "" : " fill-opacity=\"" + at(opacity) + "\"";
    add(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"%s/>\n",
        classes, at(x), at(y), at(width), at(height), fill);
  }

  /** A line through points, given as {@code M 1 2 L 3 4}. */
  void path(String classes, String points, String dashes) {
    String dash = dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\"";
    add("<path class=\"%s\"%s d=\"%s\"/>\n", classes, dash, points);
  }

  void text(String classes, double x, double y, Anchor anchor, String text) {
    text(classes, x, y, anchor, "", text);
  }

  /** A text that is read from the bottom to the top. */
  void upright(String classes, double x, double y, String text) {
    text(
        classes,
        x,
        y,
        Anchor.MIDDLE,
        " transform=\"rotate(-90 " + at(x) + " " + at(y) + ")\"",
        text);
  }

  private void text(String classes, double x, double y, Anchor anchor, String more, String text) {
    add(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\"%s>%s</text>\n",
        classes, at(x), at(y), anchor.name().toLowerCase(Locale.ROOT), more, escaped(text));
  }

  /** A mark of a series: a disc, square, triangle or diamond. */
  void mark(int series, double x, double y) {
    String points =
        switch (series % 4) {
          case 0 -> "";
          case 1 -> polygon(x, y, -4, -4, 4, -4, 4, 4, -4, 4);
          case 2 -> polygon(x, y, 0, -5, 5, 4, -5, 4);
          default -> polygon(x, y, 0, -6, 6, 0, 0, 6, -6, 0);
        };
    if (points.isEmpty()) {
      add("<circle class=\"m%d\" cx=\"%s\" cy=\"%s\" r=\"4\"/>\n", series % SERIES, at(x), at(y));
    } else {
      add("<polygon class=\"m%d\" points=\"%s\"/>\n", series % SERIES, points);
    }
  }

  private static String polygon(double x, double y, double... offsets) {
    StringBuilder points = new StringBuilder();
    for (int k = 0; k < offsets.length; k += 2) {
      points.append(k == 0 ? "" : " ").append(at(x + offsets[k])).append(',');
      points.append(at(y + offsets[k + 1]));
    }
    return points.toString();
  }

  private void add(String format, Object... values) {
    body.append(String.format(Locale.ROOT, format, values));
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
  String document(String title, double width, double height) {
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"nabla-plot\" viewBox=\"0 0 %s %s\" width=\"%s\""
                + " height=\"%s\" role=\"img\" aria-label=\"%s\">\n<title>%s</title>\n",
            at(width),
            at(height),
            at(width),
            at(height),
            escaped(title),
            escaped(title))
        + style()
        + "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n"
        + body
        + "</svg>\n";
  }

  private static String style() {
    StringBuilder css = new StringBuilder("<style>\n");
    css.append(".nabla-plot{color-scheme:light dark}\n");
    css.append(".nabla-plot text{font:13px sans-serif}\n");
    css.append(".nabla-plot .title{font-size:15px;font-weight:600}\n");
    css.append(".nabla-plot .grid,.nabla-plot .axis{stroke-width:1;fill:none}\n");
    css.append(".nabla-plot .line{fill:none;stroke-width:2;stroke-linejoin:round}\n");
    colours(css, false);
    css.append("@media (prefers-color-scheme:dark){\n");
    colours(css, true);
    return css.append("}\n</style>\n").toString();
  }

  private static void colours(StringBuilder css, boolean dark) {
    RULES.forEach(rule -> colour(css, rule.elements(), rule.property(), rule, dark));
    for (Rule curve : CURVES) {
      colour(css, ".s" + curve.elements(), "stroke", curve, dark);
      colour(css, ".m" + curve.elements(), "fill", curve, dark);
    }
  }

  private static void colour(
      StringBuilder css, String elements, String property, Rule rule, boolean dark) {
    css.append(".nabla-plot ").append(elements).append('{').append(property).append(':');
    css.append(dark ? rule.dark() : rule.light()).append("}\n");
  }

  /** A text as XML has it; characters that XML does not allow are left out. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                  boolean allowed =
                      c >= 0x20 && c < 0xD800 || c >= 0xE000 && c < 0xFFFE || c >= 0x10000;
                  if (allowed) {
                    escaped.appendCodePoint(c);
                  }
                }
              }
            });
    return escaped.toString();
  }
}
