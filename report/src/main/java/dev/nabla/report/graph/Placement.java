package dev.nabla.report.graph;

import dev.nabla.report.graph.Figure.NodeFigure;
import java.util.List;
import java.util.Optional;

/**
 * Where everything stands.
 *
 * @param width of the drawing
 * @param height of the drawing
 * @param down whether edges go down rather than to the right
 * @param nodes by id
 * @param edges in the order of the graph
 * @param frames by id
 */
record Placement(
    double width,
    double height,
    boolean down,
    List<PlacedNode> nodes,
    List<PlacedEdge> edges,
    List<Box> frames) {
  /** A rectangle. */
  record Box(double x, double y, double width, double height) {
    double centerX() {
      return x + width / 2;
    }

    double centerY() {
      return y + height / 2;
    }

    boolean overlaps(Box other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }

    boolean contains(Box other) {
      return x <= other.x
          && y <= other.y
          && x + width >= other.x + other.width
          && y + height >= other.y + other.height;
    }
  }

  /**
   * A node's form and the lines below it.
   *
   * @param below where those stand; empty when there are none
   */
  record PlacedNode(NodeFigure figure, Box box, Optional<Box> below) {}

  /** A corner of an edge. */
  record Point(double x, double y) {}

  /**
   * An edge.
   *
   * @param points from start to end
   * @param label where the values stand, half of it above the edge; empty when there are none
   */
  record PlacedEdge(List<Point> points, Optional<Box> label) {
    PlacedEdge {
      points = List.copyOf(points);
    }
  }

  Placement {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    frames = List.copyOf(frames);
  }
}
