package dev.nabla.report.graph;

import dev.nabla.report.graph.ComputationGraph.Edge;
import dev.nabla.report.graph.ComputationGraph.Frame;
import dev.nabla.report.graph.ComputationGraph.Kind;
import dev.nabla.report.graph.ComputationGraph.Node;
import dev.nabla.report.graph.Figure.Form;
import dev.nabla.report.graph.Figure.Line;
import dev.nabla.report.graph.Figure.NodeFigure;
import dev.nabla.report.graph.Placement.Box;
import dev.nabla.report.graph.Placement.PlacedEdge;
import dev.nabla.report.graph.Placement.PlacedNode;
import dev.nabla.report.graph.Placement.Point;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.LayeringStrategy;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.options.NodeLabelPlacement;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.options.SizeConstraint;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Lays a graph out in layers, by the Eclipse Layout Kernel: operations to the right, as lectures
 * draw them, statements downwards, as programs are read. The operands of an operation enter in the
 * order of the text, and data stands next to what uses it first. The same graph gives the same
 * drawing.
 */
final class GraphLayout {
  private static final double MARGIN = 16;

  private final ComputationGraph graph;
  private final Figure figure;
  private final boolean down;
  private final ElkNode root = ElkGraphUtil.createGraph();
  private final List<ElkNode> frames = new ArrayList<>();
  private final List<ElkNode> nodes = new ArrayList<>();
  private final List<NodeFigure> figures = new ArrayList<>();
  private final List<ElkEdge> edges = new ArrayList<>();
  private final Map<Integer, ElkPort> exits = new HashMap<>();
  private final Map<Integer, ElkPort> entries = new HashMap<>();

  private GraphLayout(ComputationGraph graph, Figure figure) {
    this.graph = graph;
    this.figure = figure;
    this.down = figure.isDown();
  }

  static Placement of(ComputationGraph graph, Figure figure) {
    GraphLayout layout = new GraphLayout(graph, figure);
    layout.configure(layout.root);
    layout.root.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
    graph.frames().forEach(layout::add);
    graph.nodes().forEach(layout::add);
    Map<Integer, Integer> operands = new HashMap<>();
    graph.edges().forEach(edge -> operands.merge(edge.to(), 1, Integer::sum));
    graph.edges().forEach(edge -> layout.add(edge, operands.get(edge.to())));
    new RecursiveGraphLayoutEngine().layout(layout.root, new BasicProgressMonitor());
    return layout.placement();
  }

  private void configure(ElkNode parent) {
    parent.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    parent.setProperty(CoreOptions.DIRECTION, down ? Direction.DOWN : Direction.RIGHT);
    parent.setProperty(CoreOptions.RANDOM_SEED, 1);
    parent.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    parent.setProperty(LayeredOptions.LAYERING_STRATEGY, LayeringStrategy.LONGEST_PATH);
    parent.setProperty(
        LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
    parent.setProperty(CoreOptions.SPACING_NODE_NODE, 22.0);
    // A value at an edge is a layer of its own, with space on both sides.
    double layers = graph.evaluated() ? 18 : 34;
    parent.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, layers);
    parent.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 14.0);
    parent.setProperty(CoreOptions.SPACING_EDGE_NODE, 14.0);
    parent.setProperty(CoreOptions.SPACING_EDGE_LABEL, 4.0);
    parent.setProperty(CoreOptions.PADDING, new ElkPadding(MARGIN));
  }

  // ---------------------------------------------------------------- what there is

  private void add(Frame frame) {
    ElkNode node = ElkGraphUtil.createNode(root);
    configure(node);
    Line heading = heading(frame);
    node.setProperty(CoreOptions.PADDING, new ElkPadding(34, 14, 14, 14));
    node.setProperty(CoreOptions.NODE_SIZE_CONSTRAINTS, EnumSet.of(SizeConstraint.MINIMUM_SIZE));
    node.setProperty(
        CoreOptions.NODE_SIZE_MINIMUM,
        new org.eclipse.elk.core.math.KVector(heading.width() + 24, 0));
    frames.add(node);
  }

  static Line heading(Frame frame) {
    return new Line(Figure.Style.HEADING, Labels.shortened(frame.label()));
  }

  private void add(Node node) {
    ElkNode parent = node.frame().isPresent() ? frames.get(node.frame().getAsInt()) : root;
    NodeFigure drawn = figure.of(node);
    ElkNode placed = ElkGraphUtil.createNode(parent);
    placed.setDimensions(drawn.width(), drawn.height());
    placed.setProperty(CoreOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_POS);
    if (!drawn.below().isEmpty()) {
      ElkLabel label = ElkGraphUtil.createLabel(drawn.below().get(0).text(), placed);
      label.setDimensions(Figure.even(Figure.width(drawn.below())), Figure.height(drawn.below()));
      placed.setProperty(
          CoreOptions.NODE_LABELS_PLACEMENT, NodeLabelPlacement.outsideBottomCenter());
    }
    nodes.add(placed);
    figures.add(drawn);
  }

  private void add(Edge edge, int operands) {
    ElkPort exit =
        exits.computeIfAbsent(edge.from(), id -> down ? port(id, 0.5, 1) : port(id, 1, 0.5));
    ElkPort entry = entry(edge, operands);
    ElkEdge placed = ElkGraphUtil.createSimpleEdge(exit, entry);
    boolean fromData = graph.nodes().get(edge.from()).kind() != Kind.OPERATION;
    placed.setProperty(LayeredOptions.PRIORITY_STRAIGHTNESS, fromData ? 1 : 10);
    List<Line> value = figure.value(edge);
    List<Line> adjoint = figure.adjoint(edge);
    if (!value.isEmpty()) {
      ElkLabel label = ElkGraphUtil.createLabel(value.get(0).text(), placed);
      double half = Math.max(Figure.height(value), Figure.height(adjoint)) + 3;
      double width = Math.max(Figure.width(value), Figure.width(adjoint)) + 8;
      label.setDimensions(Figure.even(width), 2 * half);
      label.setProperty(CoreOptions.EDGE_LABELS_INLINE, true);
      label.setProperty(CoreOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
    }
    edges.add(placed);
  }

  /**
   * Where an edge enters. The formula of a statement tells its operands apart: they enter at one
   * place, so that a chain of statements is a straight column.
   */
  private ElkPort entry(Edge edge, int operands) {
    if (down) {
      return entries.computeIfAbsent(edge.to(), id -> port(id, 0.5, 0));
    }
    double part = (edge.position() + 1.0) / (operands + 1);
    boolean circle = figures.get(edge.to()).form() == Form.CIRCLE;
    return port(edge.to(), 0, circle ? 0.12 + 0.76 * part : part);
  }

  /** A place on the border of a node, in parts of its width and height. */
  private ElkPort port(int id, double x, double y) {
    ElkNode node = nodes.get(id);
    ElkPort port = ElkGraphUtil.createPort(node);
    port.setLocation(x * node.getWidth(), y * node.getHeight());
    port.setProperty(
        CoreOptions.PORT_SIDE,
        x == 0 ? PortSide.WEST : x == 1 ? PortSide.EAST : y == 0 ? PortSide.NORTH : PortSide.SOUTH);
    return port;
  }

  // ---------------------------------------------------------------- where it stands

  private Placement placement() {
    List<PlacedNode> placedNodes = new ArrayList<>();
    for (int k = 0; k < nodes.size(); k++) {
      ElkNode node = nodes.get(k);
      Box box = box(node);
      Optional<Box> below =
          node.getLabels().stream()
              .map(
                  l -> new Box(box.x() + l.getX(), box.y() + l.getY(), l.getWidth(), l.getHeight()))
              .findFirst();
      placedNodes.add(new PlacedNode(figures.get(k), box, below));
    }
    List<PlacedEdge> placedEdges = new ArrayList<>();
    for (int k = 0; k < edges.size(); k++) {
      placedEdges.add(edge(edges.get(k), graph.edges().get(k), placedNodes));
    }
    List<Box> placedFrames = frames.stream().map(GraphLayout::box).toList();
    return new Placement(
        root.getWidth(), root.getHeight(), down, placedNodes, placedEdges, placedFrames);
  }

  private static Box box(ElkNode node) {
    Point at = origin(node);
    return new Box(at.x(), at.y(), node.getWidth(), node.getHeight());
  }

  /** Where a node's corner is in the drawing. */
  private static Point origin(ElkNode node) {
    double x = 0;
    double y = 0;
    for (ElkNode at = node; at.getParent() != null; at = at.getParent()) {
      x += at.getX();
      y += at.getY();
    }
    return new Point(x, y);
  }

  private PlacedEdge edge(ElkEdge placed, Edge edge, List<PlacedNode> placedNodes) {
    Point origin = origin(placed.getContainingNode());
    ElkEdgeSection section = placed.getSections().get(0);
    List<Point> points = new ArrayList<>();
    points.add(shifted(origin, section.getStartX(), section.getStartY()));
    section.getBendPoints().forEach(p -> points.add(shifted(origin, p.getX(), p.getY())));
    points.add(shifted(origin, section.getEndX(), section.getEndY()));
    PlacedNode target = placedNodes.get(edge.to());
    if (target.figure().form() == Form.CIRCLE) {
      points.add(onCircle(target.box(), points.get(points.size() - 1)));
    }
    Optional<Box> label =
        placed.getLabels().stream()
            .map(
                l ->
                    new Box(
                        origin.x() + l.getX(), origin.y() + l.getY(), l.getWidth(), l.getHeight()))
            .findFirst();
    return new PlacedEdge(points, label);
  }

  private static Point shifted(Point origin, double x, double y) {
    return new Point(origin.x() + x, origin.y() + y);
  }

  /** Where an edge that ends at the square around a circle meets the circle. */
  private Point onCircle(Box box, Point end) {
    double radius = box.width() / 2;
    double off = down ? end.x() - box.centerX() : end.y() - box.centerY();
    double depth = radius - Math.sqrt(Math.max(0, radius * radius - off * off));
    return down ? new Point(end.x(), end.y() + depth) : new Point(end.x() + depth, end.y());
  }
}
