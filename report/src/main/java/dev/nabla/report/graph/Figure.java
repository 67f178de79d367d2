package dev.nabla.report.graph;

import dev.nabla.report.graph.ComputationGraph.Detail;
import dev.nabla.report.graph.ComputationGraph.Edge;
import dev.nabla.report.graph.ComputationGraph.Kind;
import dev.nabla.report.graph.ComputationGraph.Node;
import dev.nabla.symbolic.eval.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of a node or an edge is drawn, and how large it is: lines of text of a style. Sizes are in
 * the drawing's unit, a pixel at natural size.
 */
final class Figure {
  /** How a line is written. */
  enum Style {
    /** What a node shows. */
    LABEL(16),
    /** What is said of it below. */
    CAPTION(12),
    /** A forward value. */
    VALUE(12.5),
    /** An adjoint. */
    ADJOINT(12.5),
    /** The statement in a frame's corner. */
    HEADING(13);

    private final double size;

    Style(double size) {
      this.size = size;
    }

    double size() {
      return size;
    }

    double lineHeight() {
      return Math.ceil(size * 1.25);
    }
  }

  /** A line of text. */
  record Line(Style style, String text) {
    double width() {
      return TextWidth.of(text, style.size());
    }
  }

  /** The form of a node. */
  enum Form {
    CIRCLE,
    /** A box with round ends. */
    PILL,
    BOX
  }

  /**
   * A node as it is drawn.
   *
   * @param inside the lines in the form
   * @param below the lines below it
   */
  record NodeFigure(Form form, double width, double height, List<Line> inside, List<Line> below) {
    NodeFigure {
      inside = List.copyOf(inside);
      below = List.copyOf(below);
    }
  }

  private static final double CIRCLE = 38;
  private static final double PADDING = 11;

  private final ComputationGraph graph;
  private final boolean shapes;
  private final boolean down;
  private final Map<Integer, Integer> uses = new HashMap<>();
  private final Set<Integer> ends = new HashSet<>();

  Figure(ComputationGraph graph) {
    this.graph = graph;
    this.shapes = graph.nodes().stream().anyMatch(node -> node.shape().order() > 0);
    this.down = graph.detail() == Detail.STATEMENTS;
    for (Edge edge : graph.edges()) {
      uses.merge(edge.from(), 1, Integer::sum);
      if (graph.nodes().get(edge.to()).kind().isEnd()) {
        ends.add(edge.from());
      }
    }
  }

  /** Whether edges go down rather than to the right; nothing may stand below a node then. */
  boolean isDown() {
    return down;
  }

  NodeFigure of(Node node) {
    List<Line> inside = new ArrayList<>(List.of(new Line(Style.LABEL, node.label())));
    List<Line> below = new ArrayList<>();
    boolean operation = node.kind() == Kind.OPERATION;
    String caption = caption(node);
    if (!caption.isEmpty()) {
      (operation && !down ? below : inside).add(new Line(Style.CAPTION, caption));
    }
    if (uses.getOrDefault(node.id(), 0) > 1) {
      (down ? inside : below).addAll(total(node));
    }
    double width = even(width(inside) + 2 * PADDING);
    double height = even(height(inside) + 14);
    if (!operation) {
      return new NodeFigure(Form.BOX, Math.max(width, CIRCLE), height, inside, below);
    }
    boolean round = !down && width(inside) <= CIRCLE - 16;
    return round
        ? new NodeFigure(Form.CIRCLE, CIRCLE, CIRCLE, inside, below)
        : new NodeFigure(
            down ? Form.BOX : Form.PILL,
            Math.max(width + 6, CIRCLE),
            Math.max(height, CIRCLE - 4),
            inside,
            below);
  }

  /** {@code h₂ : (n, 1) output}; scalars need no shape where everything is one. */
  String caption(Node node) {
    if (node.kind().isEnd()) {
      return node.kind().word() + (shapes ? " " + node.shape() : "");
    }
    String shape = shapes ? node.shape().toString() : "";
    boolean last = ends.contains(node.id());
    String name = last || down ? "" : node.name().orElse("");
    String both = name.isEmpty() || shape.isEmpty() ? name + shape : name + " : " + shape;
    return node.output() && !last ? (both + " output").strip() : both;
  }

  /** The adjoint of a node that several edges leave, which is on none of them. */
  private List<Line> total(Node node) {
    List<Line> lines = new ArrayList<>();
    if (node.adjoint().isPresent()) {
      String of = node.name().orElse(node.kind() == Kind.OPERATION ? "·" : node.label());
      List<String> text = TensorText.lines(node.adjoint().get(), node.shape());
      String head = "∂" + graph.result() + "/∂" + of + " = ";
      for (int k = 0; k < text.size(); k++) {
        lines.add(new Line(Style.ADJOINT, (k == 0 ? head : "") + text.get(k)));
      }
    }
    return lines;
  }

  /** The forward value at an edge. */
  List<Line> value(Edge edge) {
    return lines(Style.VALUE, graph.nodes().get(edge.from()).value(), edge);
  }

  /** What comes back along an edge. */
  List<Line> adjoint(Edge edge) {
    return lines(Style.ADJOINT, edge.adjoint(), edge);
  }

  private List<Line> lines(Style style, Optional<Tensor> value, Edge edge) {
    return value.stream()
        .flatMap(v -> TensorText.lines(v, graph.nodes().get(edge.from()).shape()).stream())
        .map(text -> new Line(style, text))
        .toList();
  }

  /** The next even number: the layout has whole numbers, and so has the middle then. */
  static double even(double length) {
    return 2 * Math.ceil(length / 2);
  }

  static double width(List<Line> lines) {
    return lines.stream().mapToDouble(Line::width).max().orElse(0);
  }

  static double height(List<Line> lines) {
    return lines.stream().mapToDouble(line -> line.style().lineHeight()).sum();
  }
}
