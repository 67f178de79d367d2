package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.latex.Commands.Meaning;
import dev.nabla.grammar.latex.Lexeme.Kind;
import java.util.List;
import java.util.Optional;

/**
 * An expression without a name that says what it is derived by: {@code \max_w …}, {@code \nabla_w
 * …}, {@code \frac{\partial}{\partial X} …}. It is read as {@code f(X) = …}.
 */
final class Asking {
  private Asking() {}

  /**
   * The equation that says the same.
   *
   * @param name what the expression is called
   */
  static Optional<Equation> of(Equation alone, String name) {
    List<Node> nodes = Node.shown(alone.left());
    if (!alone.right().isEmpty() || nodes.size() < 2) {
      return Optional.empty();
    }
    return by(nodes.get(0))
        .filter(by -> Label.of(by).isPresent())
        .map(
            by -> {
              Span span = nodes.get(0).span();
              Node letter = new Node.Leaf(span, Kind.LETTERS, name);
              Node fence = new Node.Fence(span, "(", span, List.of(by));
              List<Node> value = nodes.subList(1, nodes.size());
              return new Equation(List.of(List.of(letter, fence), value), "=");
            });
  }

  /** What it is derived by. */
  private static Optional<Node> by(Node first) {
    if (first instanceof Node.Scripted scripted && scripted.sub().isPresent()) {
      boolean operator =
          List.of("max", "min", "nabla").stream()
              .anyMatch(name -> Node.isCommand(scripted.base(), name));
      return operator && scripted.sup().isEmpty()
          ? single(Node.shown(scripted.sub().get().body()))
          : Optional.empty();
    }
    if (first instanceof Node.Call call && Commands.meaning(call.name()) == Meaning.FRACTION) {
      List<Node> above = Node.shown(call.arguments().get(0).body());
      List<Node> below = Node.shown(call.arguments().get(1).body());
      boolean operator =
          above.size() == 1
              && below.size() == 2
              && isDifferential(above.get(0))
              && isDifferential(below.get(0));
      return operator ? Optional.of(below.get(1)) : Optional.empty();
    }
    return Optional.empty();
  }

  private static Optional<Node> single(List<Node> nodes) {
    return nodes.size() == 1 ? Optional.of(nodes.get(0)) : Optional.empty();
  }

  private static boolean isDifferential(Node node) {
    return Node.isCommand(node, "partial")
        || Label.of(node).filter(label -> label.bases().get(0).equals("d")).isPresent();
  }
}
