package dev.nabla.report.graph;

import static dev.nabla.grammar.print.Markup.tag;

import dev.nabla.grammar.print.Markup;
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
import dev.nabla.report.svg.Svg;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
  private final Svg svg;

  private SvgGraph(ComputationGraph graph, String id, boolean inPage) {
    this.graph = graph;
    this.figure = new Figure(graph);
    this.placement = GraphLayout.of(graph, figure);
    this.id = id;
    this.svg = new Svg("nabla-graph", SvgGraph::number, inPage);
  }

  /** The drawing as a file. */
  public static String of(ComputationGraph graph) {
    return new SvgGraph(graph, "nabla-graph", false).drawing() + "\n";
  }

  /**
   * The drawing as an element of a page.
   *
   * @param id the element's id, which other ids in it begin with: one for each graph on a page, of
   *     letters, digits and {@code -}
   */
  public static Markup of(ComputationGraph graph, String id) {
    return new SvgGraph(graph, id, true).drawing();
  }

  private Markup drawing() {
    double width = Math.max(placement.width(), legendWidth());
    double height = placement.height() + LEGEND;
    String title = "Computation graph of " + graph.name();
    svg.add(svg.text(title, "title", "id", id + "-title"));
    svg.add(svg.text(description(), "desc", "id", id + "-desc"));
    svg.style(Theme.rules(), Theme.colours());
    svg.add(tag("defs").around(arrow()));
    svg.add(svg.shape("rect", "class width height", "paper", width, height));
    graph.frames().forEach(this::frame);
    for (int k = 0; k < graph.edges().size(); k++) {
      edge(graph.edges().get(k), placement.edges().get(k));
    }
    graph.nodes().forEach(this::node);
    svg.group("legend", () -> legend(16, placement.height() + 4));
    return svg.whole(
        "id class role aria-labelledby viewBox width height",
        id,
        "nabla-graph",
        "img",
        id + "-title " + id + "-desc",
        "0 0 " + number(width) + " " + number(height),
        width,
        height);
  }

  private Markup arrow() {
    return tag("marker")
        .with("id", id + "-arrow")
        .with("viewBox", "0 0 8 8")
        .with("refX", "7")
        .with("refY", "4")
        .with("markerWidth", "8")
        .with("markerHeight", "8")
        .with("markerUnits", "userSpaceOnUse")
        .with("orient", "auto")
        .around(svg.shape("path", "class d", "arrow", "M0 0.5 8 4 0 7.5z"));
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
    svg.group(
        "frame",
        frame.label(),
        () -> {
          rectangle(box, 8);
          text(GraphLayout.heading(frame), box.x() + 12, box.y() + 20, "start");
        });
  }

  private void edge(Edge edge, PlacedEdge placed) {
    String points = path(placed.points());
    svg.add(svg.shape("path", "class d marker-end", "edge", points, "url(#" + id + "-arrow)"));
    placed.label().ifPresent(box -> svg.group("values", () -> values(edge, box)));
  }

  private void values(Edge edge, Box box) {
    List<Line> value = figure.value(edge);
    List<Line> adjoint = figure.adjoint(edge);
    if (placement.down()) {
      rectangle(new Box(box.x(), box.y() + 1, box.width(), box.height() - 2), 3);
    }
    stack(value, box.centerX(), box.centerY() - 3 - Figure.height(value));
    stack(adjoint, box.centerX(), box.centerY() + 2);
  }

  private void node(Node node) {
    boolean output = node.output() && node.kind() == Kind.OPERATION;
    String role = "node " + node.kind().word() + (output ? " output" : "");
    svg.group(role, title(node), () -> form(placement.nodes().get(node.id())));
  }

  private void form(PlacedNode placed) {
    Box box = placed.box();
    if (placed.figure().form() == Form.CIRCLE) {
      svg.add(svg.shape("circle", "cx cy r", box.centerX(), box.centerY(), box.width() / 2));
    } else {
      rectangle(box, placed.figure().form() == Form.PILL ? box.height() / 2 : 6);
    }
    List<Line> inside = placed.figure().inside();
    stack(inside, box.centerX(), box.centerY() - Figure.height(inside) / 2);
    placed.below().ifPresent(below -> stack(placed.figure().below(), below.centerX(), below.y()));
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
    String style = style(line);
    svg.add(svg.text(line.text(), "text", "class x y text-anchor", style, x, y, anchor));
  }

  private static String style(Line line) {
    return line.style().name().toLowerCase(Locale.ROOT);
  }

  private void rectangle(Box box, double corner) {
    double width = box.width();
    double height = box.height();
    svg.add(svg.shape("rect", "x y width height rx", box.x(), box.y(), width, height, corner));
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

  // ---------------------------------------------------------------- legend

  private List<Kind> kinds() {
    return List.of(Kind.INPUT, Kind.TARGET, Kind.PARAMETER, Kind.CONSTANT).stream()
        .filter(kind -> graph.nodes().stream().anyMatch(node -> node.kind() == kind))
        .toList();
  }

  /** What the places of numbers mean. */
  private List<Line> places() {
    boolean folded = graph.detail() == ComputationGraph.Detail.STATEMENTS;
    String value = folded ? "first the value" : "above an edge its value";
    String adjoint = folded ? "then the gradient of " : "below it the gradient of ";
    return graph.evaluated()
        ? List.of(
            new Line(Figure.Style.VALUE, value),
            new Line(Figure.Style.ADJOINT, adjoint + graph.result()))
        : List.of();
  }

  private double legendWidth() {
    double width = 32;
    for (Kind kind : kinds()) {
      width += 34 + word(kind).width();
    }
    List<Line> places = places();
    return places.isEmpty() ? width : places.get(0).width() + 14 + places.get(1).width() + width;
  }

  private static Line word(Kind kind) {
    return new Line(Figure.Style.CAPTION, kind.word());
  }

  /** What the colours and the places of numbers mean. */
  private void legend(double left, double top) {
    double x = left;
    for (Kind kind : kinds()) {
      Markup sample = svg.shape("rect", "x y width height rx", x, top, 14, 14, 3);
      svg.add(
          tag("g")
              .with("class", "node " + kind.word())
              .around(sample, legend(word(kind), x + 20, top)));
      x += 34 + word(kind).width();
    }
    for (Line line : places()) {
      svg.add(legend(line, x, top));
      x += line.width() + 14;
    }
  }

  private Markup legend(Line line, double x, double top) {
    return svg.text(line.text(), "text", "class x y", style(line), x, top + 11);
  }
}
