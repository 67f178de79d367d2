package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.Rejection;
import dev.nabla.grammar.latex.Commands.Meaning;
import dev.nabla.grammar.text.NablaParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the shape of a declaration, {@code : (n, 1) onehot} or {@code \in \mathbb{R}^{m \times
 * n}}.
 */
final class ShapeWriter {
  private final FormulaWriter formula;
  private final Tokens out;

  ShapeWriter(FormulaWriter formula) {
    this.formula = formula;
    this.out = formula.tokens();
  }

  /** Whether this says {@code n \in \mathbb{N}}. */
  static boolean isSize(Equation equation) {
    return set(equation.right().get(0)).filter(set -> set.equals("N")).isPresent();
  }

  private static Optional<String> set(List<Node> nodes) {
    Node first = nodes.get(0);
    Node base = first instanceof Node.Scripted scripted ? scripted.base() : first;
    return base instanceof Node.Call call && Commands.meaning(call.name()) == Meaning.SET
        ? Optional.of(call.raw())
        : Optional.empty();
  }

  void write(Equation equation) {
    List<Node> right = equation.right().get(0);
    Span place = Node.span(right);
    out.add(NablaParser.COLON, ":", new Span(place.start(), place.start()));
    Optional<String> set = set(right);
    if (set.filter(name -> name.equals("R")).isPresent()) {
      Optional<Node.Group> sup =
          right.get(0) instanceof Node.Scripted scripted ? scripted.sup() : Optional.empty();
      sizes(sup.map(Node.Group::body).orElse(List.of()), right.get(0).span());
    } else if (set.isEmpty() && right.get(0) instanceof Node.Fence fence && fence.is("(")) {
      sizes(fence.body(), fence.span());
    } else {
      throw Rejection.syntax(
          place, "expected a shape", "a shape is (n, 1), or \\mathbb{R}^{m \\times n} after \\in");
    }
    for (Node fact : right.subList(1, right.size())) {
      Label label =
          Label.of(fact).orElseThrow(() -> Rejection.syntax(fact.span(), "expected a word"));
      out.name(label.bases().get(0), label.span());
    }
  }

  /** Sizes, with commas or {@code \times} between; letters in a row are one name. */
  private void sizes(List<Node> nodes, Span whole) {
    out.add(NablaParser.LPAREN, "(", new Span(whole.start(), whole.start() + 1));
    List<Node> size = new ArrayList<>();
    for (Node node : Node.shown(nodes)) {
      boolean times =
          node instanceof Node.Leaf leaf
              && leaf.kind() == Lexeme.Kind.COMMAND
              && leaf.text().equals("times");
      if (times || Node.isSign(node, ",") || Node.isSign(node, "×")) {
        size(size, node.span());
        out.add(NablaParser.COMMA, ",", node.span());
        size = new ArrayList<>();
      } else {
        size.add(node);
      }
    }
    if (!Node.shown(nodes).isEmpty()) {
      size(size, whole);
    }
    Span last = new Span(whole.end() - 1, whole.end());
    out.add(NablaParser.RPAREN, ")", last);
  }

  private void size(List<Node> nodes, Span place) {
    if (nodes.isEmpty()) {
      throw Rejection.syntax(place, "expected a size");
    }
    String name = ReductionWriter.name(nodes);
    boolean number = name.chars().allMatch(Character::isDigit);
    out.add(number ? NablaParser.NUMBER : NablaParser.NAME, name, Node.span(nodes));
  }
}
