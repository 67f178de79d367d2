package dev.nabla.report.graph;

import dev.nabla.report.graph.ComputationGraph.Edge;
import dev.nabla.report.graph.ComputationGraph.Frame;
import dev.nabla.report.graph.ComputationGraph.Kind;
import dev.nabla.report.graph.ComputationGraph.Node;
import dev.nabla.report.graph.Figure.Form;
import dev.nabla.report.graph.Figure.Line;
import dev.nabla.report.graph.Placement.Box;
import dev.nabla.report.graph.Placement.PlacedEdge;
import dev.nabla.report.graph.Placement.PlacedNode;
import dev.nabla.report.graph.Placement.Point;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes a graph as SVG: one element that needs nothing else, to be opened alone or to stand in a
 * page, light or dark as the reader's system is. Forward values stand above an edge (or first,
 * where edges go down), what comes back below it.
 */
public final class SvgGraph {
  private static final double LEGEND = 34;
  private static final double CORNER = 7;

  private final ComputationGraph graph;
  private final Figure figure;
  private final Placement placement;
  private final String id;
  private final StringBuilder out = new StringBuilder();

  private SvgGraph(ComputationGraph graph, String id) {
    this.graph = graph;
    this.figure = new Figure(graph);
    this.placement = GraphLayout.of(graph, figure);
    this.id = id;
  }

  /** The drawing as an element {@code svg}. */
  public static String of(ComputationGraph graph) {
    return of(graph, "nabla-graph");
  }

  /**
   * The drawing as an element {@code svg}.
   *
   * @param id the element's id, which other ids in it begin with: one for each graph on a page, of
   *     letters, digits and {@code -}
   */
  public static String of(ComputationGraph graph, String id) {
    return new SvgGraph(graph, id).write();
  }

  private String write() {
    double legend = Legend.width(graph);
    double width = Math.max(placement.width(), legend);
    double height = placement.height() + LEGEND;
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"%s\" class=\"nabla-graph\" role=\"img\""
                .formatted(id)
            + " aria-labelledby=\"%s-title %s-desc\" viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\">"
                .formatted(id, id, number(width), number(height), number(width), number(height)));
    line(
        "<title id=\"%s-title\">%s</title>"
            .formatted(id, escaped("Computation graph of " + graph.name())));
    line("<desc id=\"%s-desc\">%s</desc>".formatted(id, escaped(description())));
    line("<style>");
    out.append(Theme.css());
    line("</style>");
    line(
        ("<defs><marker id=\"%s-arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\""
                + " markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">"
                + "<path class=\"arrow\" d=\"M0 0.5 8 4 0 7.5z\"/></marker></defs>")
            .formatted(id));
    line(
        "<rect class=\"paper\" width=\"%s\" height=\"%s\"/>"
            .formatted(number(width), number(height)));
    graph.frames().forEach(this::frame);
    for (int k = 0; k < graph.edges().size(); k++) {
      edge(graph.edges().get(k), placement.edges().get(k));
    }
    graph.nodes().forEach(this::node);
    out.append(Legend.of(graph, 16, placement.height() + 4));
    line("</svg>");
    return out.toString();
  }

  private String description() {
    long operations = count(Kind.OPERATION);
    long ends = graph.nodes().stream().filter(node -> node.kind().isEnd()).count();
    long data = graph.nodes().size() - operations - ends;
    String text =
        "%s data %s, %s %s; the result is %s."
            .formatted(
                data,
                data == 1 ? "node" : "nodes",
                operations,
                graph.detail() == ComputationGraph.Detail.OPERATIONS ? "operations" : "statements",
                graph.result());
    return graph.evaluated()
        ? text + " At each edge the forward value and the gradient of " + graph.result() + "."
        : text;
  }

  private long count(Kind kind) {
    return graph.nodes().stream().filter(node -> node.kind() == kind).count();
  }

  // ---------------------------------------------------------------- parts

  private void frame(Frame frame) {
    Box box = placement.frames().get(frame.id());
    line("<g class=\"frame\"><title>%s</title>".formatted(escaped(frame.label())));
    rectangle(box, 8);
    text(GraphLayout.heading(frame), box.x() + 12, box.y() + 20, "start");
    line("</g>");
  }

  private void edge(Edge edge, PlacedEdge placed) {
    line(
        "<path class=\"edge\" d=\"%s\" marker-end=\"url(#%s-arrow)\"/>"
            .formatted(path(placed.points()), id));
    placed.label().ifPresent(box -> values(edge, box));
  }

  private void values(Edge edge, Box box) {
    List<Line> value = figure.value(edge);
    List<Line> adjoint = figure.adjoint(edge);
    line("<g class=\"values\">");
    if (placement.down()) {
      rectangle(new Box(box.x(), box.y() + 1, box.width(), box.height() - 2), 3);
    }
    stack(value, box.centerX(), box.centerY() - 3 - Figure.height(value));
    stack(adjoint, box.centerX(), box.centerY() + 2);
    line("</g>");
  }

  private void node(Node node) {
    PlacedNode placed = placement.nodes().get(node.id());
    Box box = placed.box();
    String role =
        node.kind().word() + (node.output() && node.kind() == Kind.OPERATION ? " output" : "");
    line("<g class=\"node %s\"><title>%s</title>".formatted(role, escaped(title(node))));
    if (placed.figure().form() == Form.CIRCLE) {
      line(
          "<circle cx=\"%s\" cy=\"%s\" r=\"%s\"/>"
              .formatted(number(box.centerX()), number(box.centerY()), number(box.width() / 2)));
    } else {
      rectangle(box, placed.figure().form() == Form.PILL ? box.height() / 2 : 6);
    }
    List<Line> inside = placed.figure().inside();
    stack(inside, box.centerX(), box.centerY() - Figure.height(inside) / 2);
    placed.below().ifPresent(below -> stack(placed.figure().below(), below.centerX(), below.y()));
    line("</g>");
  }

  /** What a reader sees who rests on a node. */
  private String title(Node node) {
    String what = node.kind().word() + " " + node.formula() + " : " + node.shape();
    String value =
        node.value()
            .map(v -> "\n" + "value " + String.join(" ", TensorText.lines(v, node.shape())))
            .orElse("");
    String adjoint =
        node.adjoint()
            .map(v -> "\n" + "gradient " + String.join(" ", TensorText.lines(v, node.shape())))
            .orElse("");
    return what + value + adjoint;
  }

  // ---------------------------------------------------------------- pieces

  /** Lines one below the other, around a middle. */
  private void stack(List<Line> lines, double x, double top) {
    double y = top;
    for (Line line : lines) {
      y += line.style().lineHeight();
      text(line, x, y - line.style().size() * 0.32, "middle");
    }
  }

  private void text(Line line, double x, double y, String anchor) {
    line(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
            .formatted(
                line.style().name().toLowerCase(Locale.ROOT),
                number(x),
                number(y),
                anchor,
                escaped(line.text())));
  }

  private void rectangle(Box box, double corner) {
    line(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>"
            .formatted(
                number(box.x()),
                number(box.y()),
                number(box.width()),
                number(box.height()),
                number(corner)));
  }

  /** A line with its corners rounded. */
  private static String path(List<Point> points) {
    List<Point> corners = distinct(points);
    StringBuilder path = new StringBuilder("M" + pair(corners.get(0)));
    for (int k = 1; k < corners.size() - 1; k++) {
      Point corner = corners.get(k);
      path.append(" L").append(pair(towards(corner, corners.get(k - 1))));
      path.append(" Q").append(pair(corner)).append(' ');
      path.append(pair(towards(corner, corners.get(k + 1))));
    }
    return path.append(" L").append(pair(corners.get(corners.size() - 1))).toString();
  }

  /** Without points that lie on the way between their neighbours. */
  private static List<Point> distinct(List<Point> points) {
    List<Point> kept = new ArrayList<>();
    for (int k = 0; k < points.size(); k++) {
      boolean end = k == 0 || k == points.size() - 1;
      if (end || !straight(kept.get(kept.size() - 1), points.get(k), points.get(k + 1))) {
        kept.add(points.get(k));
      }
    }
    return kept;
  }

  private static boolean straight(Point a, Point b, Point c) {
    double area = (b.x() - a.x()) * (c.y() - a.y()) - (c.x() - a.x()) * (b.y() - a.y());
    return Math.abs(area) < 1e-6;
  }

  private static Point towards(Point from, Point to) {
    double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
    double part = Math.min(CORNER, length / 2) / length;
    return new Point(from.x() + (to.x() - from.x()) * part, from.y() + (to.y() - from.y()) * part);
  }

  private static String pair(Point point) {
    return number(point.x()) + " " + number(point.y());
  }

  static String number(double value) {
    return BigDecimal.valueOf(value)
        .setScale(1, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  /** What the colours and the places of numbers mean. */
  private static final class Legend {
    private Legend() {}

    private static List<Kind> kinds(ComputationGraph graph) {
      return List.of(Kind.INPUT, Kind.TARGET, Kind.PARAMETER, Kind.CONSTANT).stream()
          .filter(kind -> graph.nodes().stream().anyMatch(node -> node.kind() == kind))
          .toList();
    }

    private static Optional<Line> values(ComputationGraph graph) {
      boolean folded = graph.detail() == ComputationGraph.Detail.STATEMENTS;
      return graph.evaluated()
          ? Optional.of(
              new Line(Figure.Style.VALUE, folded ? "first the value" : "above an edge its value"))
          : Optional.empty();
    }

    private static Line adjoint(ComputationGraph graph) {
      boolean folded = graph.detail() == ComputationGraph.Detail.STATEMENTS;
      return new Line(
          Figure.Style.ADJOINT,
          (folded ? "then the gradient of " : "below it the gradient of ") + graph.result());
    }

    static double width(ComputationGraph graph) {
      double width = 32;
      for (Kind kind : kinds(graph)) {
        width += 34 + word(kind).width();
      }
      return values(graph).map(line -> line.width() + 14 + adjoint(graph).width()).orElse(0.0)
          + width;
    }

    private static Line word(Kind kind) {
      return new Line(Figure.Style.CAPTION, kind.word());
    }

    static String of(ComputationGraph graph, double left, double top) {
      StringBuilder out = new StringBuilder("<g class=\"legend\">\n");
      double x = left;
      for (Kind kind : kinds(graph)) {
        out.append(
            "<g class=\"node %s\"><rect x=\"%s\" y=\"%s\" width=\"14\" height=\"14\" rx=\"3\"/>"
                .formatted(kind.word(), number(x), number(top)));
        out.append(text(word(kind), x + 20, top + 11)).append("</g>\n");
        x += 34 + word(kind).width();
      }
      Optional<Line> values = values(graph);
      if (values.isPresent()) {
        out.append(text(values.get(), x, top + 11)).append('\n');
        out.append(text(adjoint(graph), x + values.get().width() + 14, top + 11)).append('\n');
      }
      return out.append("</g>\n").toString();
    }

    private static String text(Line line, double x, double y) {
      return "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
          .formatted(
              line.style().name().toLowerCase(Locale.ROOT),
              number(x),
              number(y),
              escaped(line.text()));
    }
  }
}
