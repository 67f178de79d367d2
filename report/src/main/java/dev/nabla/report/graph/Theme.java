package dev.nabla.report.graph;

import dev.nabla.report.graph.ComputationGraph.Kind;
import dev.nabla.report.svg.Svg.Colour;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The colours of a drawing, for light and for dark surroundings. */
final class Theme {
  /**
   * The colours of a node.
   *
   * @param kind the class of nodes
   */
  record Colours(String kind, String fill, String stroke, String darkFill, String darkStroke) {}

  static final List<Colours> NODES =
      List.of(
          new Colours("operation", "#ffffff", "#424a53", "#161b22", "#b1bac4"),
          new Colours("input", "#ddf4ff", "#0969da", "#0c2d4d", "#58a6ff"),
          new Colours("parameter", "#dafbe1", "#1a7f37", "#0f2f1a", "#3fb950"),
          new Colours("target", "#fff1d6", "#9a6700", "#3a2a08", "#d29922"),
          new Colours("constant", "#eaeef2", "#6e7781", "#2d333b", "#8b949e"),
          new Colours("output", "#fbefff", "#8250df", "#2b1d45", "#bc8cff"),
          new Colours("loss", "#ffebe9", "#cf222e", "#43151a", "#ff7b72"),
          new Colours("result", "#f6f8fa", "#424a53", "#21262d", "#b1bac4"));

  private static final List<Colour> COLOURS =
      List.of(
          new Colour("text", "fill", "#1f2328", "#e6edf3"),
          new Colour(".paper,.values rect", "fill", "#ffffff", "#0d1117"),
          new Colour(".edge", "stroke", "#57606a", "#9198a1"),
          new Colour(".arrow", "fill", "#57606a", "#9198a1"),
          new Colour(".frame rect", "fill", "#f6f8fa", "#151b23"),
          new Colour(".frame rect", "stroke", "#d0d7de", "#3d444d"),
          new Colour(".caption,.heading", "fill", "#57606a", "#9198a1"),
          new Colour(".value", "fill", "#116329", "#56d364"),
          new Colour(".adjoint", "fill", "#b3261e", "#ff8a80"));

  private Theme() {}

  /** The colours of a kind of node. */
  static Colours of(Kind kind) {
    return NODES.stream()
        .filter(colours -> colours.kind().equals(kind.word()))
        .findFirst()
        .orElseThrow();
  }

  /** What elements look like but for their colours. */
  static List<String> rules() {
    List<String> rules = new ArrayList<>(List.of("text{font-family:sans-serif}"));
    for (Figure.Style style : Figure.Style.values()) {
      String name = style.name().toLowerCase(Locale.ROOT);
      rules.add("." + name + "{font-size:" + SvgGraph.number(style.size()) + "px}");
    }
    rules.add(".edge{fill:none;stroke-width:1.4}");
    rules.add(".node rect,.node circle{stroke-width:1.6}");
    rules.add(".loss rect,.output rect,.output circle{stroke-width:2.4}");
    return rules;
  }

  static List<Colour> colours() {
    List<Colour> colours = new ArrayList<>(COLOURS);
    for (Colours node : NODES) {
      String forms = ".%1$s rect,.%1$s circle".formatted(node.kind());
      colours.add(new Colour(forms, "fill", node.fill(), node.darkFill()));
      colours.add(new Colour(forms, "stroke", node.stroke(), node.darkStroke()));
    }
    return colours;
  }
}
