package dev.nabla.cli.train;

import java.util.Locale;

/**
 * The text of a picture. Colours are classes, of which there is a light and a dark set; the viewer
 * chooses ({@code prefers-color-scheme}). Characters are as wide as six tenths of their height.
 */
final class Svg {
  /** How many classes {@code s0}, {@code s1} … there are for series. */
  static final int SERIES = 6;

  private static final String STYLE =
      """
      <style>
      svg { color-scheme: light dark; --paper: #ffffff; --ink: #1f2328; --soft: #59636e; --grid: #d8dee4;
        --c0: #0b62c4; --c1: #c2410c; --c2: #15803d; --c3: #7e22ce; --c4: #a16207; --c5: #be185d; --heat: #0b62c4 }
      @media (prefers-color-scheme: dark) { svg { --paper: #0d1117; --ink: #e6edf3; --soft: #9aa4af; --grid: #30363d;
        --c0: #6cb2ff; --c1: #ff9b63; --c2: #5bd67f; --c3: #cf9bff; --c4: #e3b341; --c5: #ff8fc0; --heat: #388bfd } }
      .paper { fill: var(--paper) } .ink { fill: var(--ink) } .soft { fill: var(--soft) } .heat { fill: var(--heat) }
      .grid { stroke: var(--grid); stroke-width: 1 } .axis { stroke: var(--soft); stroke-width: 1; fill: none }
      .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round }
      .s0 { stroke: var(--c0) } .s1 { stroke: var(--c1) } .s2 { stroke: var(--c2) }
      .s3 { stroke: var(--c3) } .s4 { stroke: var(--c4) } .s5 { stroke: var(--c5) }
      .m0 { fill: var(--c0) } .m1 { fill: var(--c1) } .m2 { fill: var(--c2) }
      .m3 { fill: var(--c3) } .m4 { fill: var(--c4) } .m5 { fill: var(--c5) }
      text { font: 13px ui-sans-serif, system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif }
      text.title { font-size: 15px; font-weight: 600 }
      </style>
      """;

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
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" width=\"%s\""
                + " height=\"%s\" role=\"img\" aria-label=\"%s\">\n<title>%s</title>\n",
            at(width),
            at(height),
            at(width),
            at(height),
            escaped(title),
            escaped(title))
        + STYLE
        + "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n"
        + body
        + "</svg>\n";
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
