package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.Rejection;
import dev.nabla.grammar.latex.Commands.Meaning;
import dev.nabla.grammar.latex.Lexeme.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What stands in a superscript: a part of the name, as in {@code W^H} and {@code z^{(1)}}, an index
 * in parentheses, as in {@code x^{(i)}}, or what is left to be an exponent.
 */
record Superscript(Optional<String> name, Optional<Subscript.Item> index, List<Node> exponent) {
  private static final Set<String> SHIFTS = Set.of("+", "-", "−");

  static final Superscript NONE = new Superscript(Optional.empty(), Optional.empty(), List.of());

  /**
   * @param bound the letters that are indices
   * @param isLabel whether a letter or number is known to belong to names
   */
  static Superscript of(Node.Group sup, Set<String> bound, Predicate<String> isLabel) {
    List<Node> nodes = Node.shown(sup.body());
    if (nodes.isEmpty()) {
      throw empty(sup);
    }
    int last = nodes.size() - 1;
    boolean transposed = last > 0 && isTransposition(nodes.subList(last, last + 1));
    List<Node> front = transposed ? nodes.subList(0, last) : nodes;
    List<Node> rest = transposed ? nodes.subList(last, last + 1) : List.of();
    rejectShift(front);
    Optional<Subscript.Item> index = index(front).filter(item -> bound.contains(item.text()));
    if (index.isPresent()) {
      List<Node> named = front.subList(0, front.size() - 1);
      return new Superscript(name(named, isLabel), index, rest);
    }
    return name(front, isLabel)
        .map(name -> new Superscript(Optional.of(name), Optional.empty(), rest))
        .orElseGet(() -> new Superscript(Optional.empty(), Optional.empty(), nodes));
  }

  /** Says of {@code a^{(l-1)}} that it is the value of a step before. */
  private static void rejectShift(List<Node> nodes) {
    for (Node node : nodes) {
      if (node instanceof Node.Fence fence && (fence.is("(") || fence.is("["))) {
        List<Node> inner = Node.shown(fence.body());
        boolean shift =
            inner.size() == 3
                && isPlain(inner.get(0))
                && SHIFTS.stream().anyMatch(sign -> Node.isSign(inner.get(1), sign))
                && isPlain(inner.get(2));
        if (shift && !(inner.get(0) instanceof Node.Leaf leaf && leaf.kind() == Kind.NUMBER)) {
          throw recurrence(fence.span(), Label.spelled(inner.subList(0, 1)));
        }
      }
    }
  }

  /** Says that a value is defined by the one before it. */
  static Rejection recurrence(Span span, String index) {
    return Rejection.syntax(
        span,
        "another step than " + index + " stands here: recurrences are not read yet",
        "write each step with a name of its own, as in h_2 = \\tanh(W h_1 + b)");
  }

  static Rejection empty(Node.Group sup) {
    return Rejection.syntax(sup.span(), "the superscript is empty");
  }

  /** Whether this superscript transposes: {@code T}, {@code \top}. */
  static boolean isTransposition(List<Node> nodes) {
    if (nodes.size() != 1) {
      return false;
    }
    Node node = nodes.get(0);
    if (node instanceof Node.Leaf leaf && leaf.kind() == Kind.COMMAND) {
      return Commands.meaning(leaf.text()) == Meaning.TRANSPOSE;
    }
    boolean letter = node instanceof Node.Leaf || node instanceof Node.Call;
    return letter && Label.of(node).filter(label -> label.bases().contains("T")).isPresent();
  }

  /** The letter that stands alone in parentheses, last behind the names of layers. */
  static Optional<Subscript.Item> index(List<Node> nodes) {
    boolean layers =
        nodes.size() < 2
            || nodes.subList(0, nodes.size() - 1).stream()
                .allMatch(node -> bracketed(node).isPresent());
    return nodes.isEmpty() || !layers
        ? Optional.empty()
        : bracketed(nodes.get(nodes.size() - 1))
            .filter(inner -> inner.size() == 1)
            .filter(inner -> ((Node.Fence) nodes.get(nodes.size() - 1)).is("("))
            .map(inner -> Subscript.of(new Node.Group(Node.span(inner), inner)).items().get(0))
            .filter(Subscript.Item::letter);
  }

  /** What stands in parentheses or square brackets, when it is letters and numbers. */
  private static Optional<List<Node>> bracketed(Node node) {
    return node instanceof Node.Fence fence && (fence.is("(") || fence.is("["))
        ? Optional.of(Node.shown(fence.body()))
            .filter(inner -> !inner.isEmpty())
            .filter(inner -> inner.stream().allMatch(Superscript::isPlain))
        : Optional.empty();
  }

  /** What stands in each of the brackets, when there is nothing else. */
  private static Optional<List<Node>> inBrackets(List<Node> nodes) {
    List<Node> all = new ArrayList<>();
    for (Node node : nodes) {
      Optional<List<Node>> inner = bracketed(node);
      if (inner.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(inner.get());
    }
    return Optional.of(all).filter(list -> !list.isEmpty());
  }

  private static boolean isPlain(Node node) {
    return node instanceof Node.Leaf leaf
        && (leaf.kind() == Kind.LETTERS
            || leaf.kind() == Kind.NUMBER
            || leaf.kind() == Kind.COMMAND && Commands.meaning(leaf.text()) == Meaning.LETTER);
  }

  private static Optional<String> name(List<Node> nodes, Predicate<String> isLabel) {
    Optional<List<Node>> inner = inBrackets(nodes);
    if (inner.isPresent()) {
      return inner.map(Label::spelled);
    }
    if (isTransposition(nodes)) {
      return Optional.empty();
    }
    boolean word =
        nodes.size() == 1
            && nodes.get(0) instanceof Node.Call call
            && Set.of(Meaning.TEXT, Meaning.WORD).contains(Commands.meaning(call.name()))
            && !call.name().equals("mathit");
    if (word) {
      return Label.of(nodes.get(0)).map(label -> label.bases().get(0));
    }
    boolean plain = !nodes.isEmpty() && nodes.stream().allMatch(Superscript::isPlain);
    String text = plain ? Label.spelled(nodes) : "";
    boolean capitals = plain && text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    boolean label = plain && nodes.size() == 1 && (text.equals("1") || isLabel.test(text));
    return capitals || label ? Optional.of(text) : Optional.empty();
  }
}
