package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;
import java.util.List;

/**
 * One equation, or a declaration.
 *
 * @param sides what stands between the relations; a single one is no equation
 * @param relation {@code =}, {@code +=}, {@code :} or {@code \in}; empty when there is none
 */
record Equation(List<List<Node>> sides, String relation) {
  List<Node> left() {
    return sides.get(0);
  }

  List<List<Node>> right() {
    return sides.subList(1, sides.size());
  }

  Span span() {
    return Node.span(sides.get(0)).to(Node.span(sides.get(sides.size() - 1)));
  }

  boolean isDefinition() {
    return relation.equals("=") || relation.equals("+=");
  }
}
