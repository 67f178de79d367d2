package dev.nabla.report.graph;

import dev.nabla.report.graph.ComputationGraph.Kind;
import java.util.List;

/**
 * The colours of a drawing, for light and for dark surroundings. They are written out rather than
 * as variables, which not every program that draws SVG knows.
 */
final class Theme {
  /** A rule of the style sheet: two colours of one property of some elements. */
  private record Rule(String elements, String property, String light, String dark) {}

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

  private static final List<Rule> RULES =
      List.of(
          new Rule("text", "fill", "#1f2328", "#e6edf3"),
          new Rule(".paper,.values rect", "fill", "#ffffff", "#0d1117"),
          new Rule(".edge", "stroke", "#57606a", "#9198a1"),
          new Rule(".arrow", "fill", "#57606a", "#9198a1"),
          new Rule(".frame rect", "fill", "#f6f8fa", "#151b23"),
          new Rule(".frame rect", "stroke", "#d0d7de", "#3d444d"),
          new Rule(".caption,.heading", "fill", "#57606a", "#9198a1"),
          new Rule(".value", "fill", "#116329", "#56d364"),
          new Rule(".adjoint", "fill", "#b3261e", "#ff8a80"));

  private Theme() {}

  /** The colours of a kind of node. */
  static Colours of(Kind kind) {
    return NODES.stream()
        .filter(colours -> colours.kind().equals(kind.word()))
        .findFirst()
        .orElseThrow();
  }

  static String css() {
    StringBuilder css = new StringBuilder();
    css.append(".nabla-graph{color-scheme:light dark}\n");
    css.append(".nabla-graph text{font-family:sans-serif}\n");
    for (Figure.Style style : Figure.Style.values()) {
      css.append(
          ".nabla-graph .%s{font-size:%spx}\n"
              .formatted(
                  style.name().toLowerCase(java.util.Locale.ROOT), SvgGraph.number(style.size())));
    }
    css.append(".nabla-graph .edge{fill:none;stroke-width:1.4}\n");
    css.append(".nabla-graph .node rect,.nabla-graph .node circle{stroke-width:1.6}\n");
    css.append(
        ".nabla-graph .loss rect,.nabla-graph .output rect,.nabla-graph .output circle"
            + "{stroke-width:2.4}\n");
    rules(css, false);
    css.append("@media (prefers-color-scheme:dark){\n");
    rules(css, true);
    css.append("}\n");
    return css.toString();
  }

  private static void rules(StringBuilder css, boolean dark) {
    for (Rule rule : RULES) {
      rule(css, rule.elements(), rule.property(), dark ? rule.dark() : rule.light());
    }
    for (Colours node : NODES) {
      String forms = ".%1$s rect,.%1$s circle".formatted(node.kind());
      rule(css, forms, "fill", dark ? node.darkFill() : node.fill());
      rule(css, forms, "stroke", dark ? node.darkStroke() : node.stroke());
    }
  }

  private static void rule(StringBuilder css, String elements, String property, String value) {
    css.append(".nabla-graph ").append(elements.replace(",", ",.nabla-graph "));
    css.append('{').append(property).append(':').append(value).append("}\n");
  }
}
