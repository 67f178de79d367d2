package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.Rejection;
import dev.nabla.grammar.latex.Commands.Meaning;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an equation defines: a name, perhaps with indices or with what it depends on.
 *
 * @param label the name on the left
 * @param arguments what stands in parentheses behind it, as in {@code z_1(x)}
 * @param indices the indices that the left side binds, those of the arguments last
 * @param ofArguments how many of them are of the arguments
 * @param bound all letters that are indices in the equation
 */
record Definition(
    Equation equation,
    Optional<String> keyword,
    Label label,
    Optional<Node.Fence> arguments,
    List<Subscript.Item> indices,
    int ofArguments,
    Set<String> bound) {
  /** Letters that people use for indices. */
  private static final String LETTERS = "cijklmnpqrsℓ";

  /** The name on a left side with what stands behind it. */
  private record Left(Label label, Optional<Node.Fence> behind) {}

  /**
   * What an equation defines.
   *
   * @param uses what stands on the right
   * @param sums letters that a sum somewhere binds
   */
  static Definition of(Equation equation, Optional<String> keyword, Uses uses, Set<String> sums) {
    Left left = left(equation.left());
    Label label = left.label();
    Optional<Node.Fence> arguments = left.behind().filter(Definition::isArgument);
    List<Subscript.Item> indices = new ArrayList<>();
    left.behind()
        .filter(fence -> fence.is("[") && !isArgument(fence))
        .ifPresent(fence -> indices.addAll(brackets(fence)));
    label
        .sup()
        .flatMap(sup -> Superscript.index(Node.shown(sup.body())))
        .filter(item -> isIndex(item, uses, sums))
        .ifPresent(indices::add);
    label
        .sub()
        .map(Subscript::of)
        .filter(sub -> sub.isLetters() && !SymbolReader.isWord(sub))
        .filter(sub -> sub.items().stream().allMatch(item -> isIndex(item, uses, sums)))
        .ifPresent(sub -> indices.addAll(sub.items()));
    int own = indices.size();
    arguments.ifPresent(fence -> addIndices(fence, indices, uses, sums));
    Set<String> bound = new HashSet<>(uses.sums());
    indices.forEach(item -> bound.add(item.text()));
    return new Definition(
        equation, keyword, label, arguments, List.copyOf(indices), indices.size() - own, bound);
  }

  /** The letter is an index when it stands in subscripts on the right too, not only of matrices. */
  private static boolean isIndex(Subscript.Item item, Uses uses, Set<String> sums) {
    String letter = item.text();
    return item.all()
        || uses.subscripts().contains(letter)
            && !uses.isPartOfName(letter)
            && (LETTERS.contains(letter.substring(0, 1)) || sums.contains(letter));
  }

  private static List<Subscript.Item> brackets(Node.Fence fence) {
    Subscript items = Subscript.of(new Node.Group(fence.span(), fence.body()));
    if (!items.isLetters()) {
      throw Rejection.syntax(fence.span(), "the indices on the left are different letters");
    }
    return items.items();
  }

  /** What depends on {@code z_i} has an index i when its formula has. */
  private static void addIndices(
      Node.Fence fence, List<Subscript.Item> indices, Uses right, Set<String> sums) {
    for (Node node : fence.body()) {
      Optional<Label> label = Label.of(node);
      List<Subscript.Item> items =
          new ArrayList<>(
              label.flatMap(Label::sub).map(Subscript::of).map(Subscript::items).orElse(List.of()));
      label
          .flatMap(Label::sup)
          .flatMap(sup -> Superscript.index(Node.shown(sup.body())))
          .ifPresent(items::add);
      for (Subscript.Item item : items) {
        boolean known = indices.stream().anyMatch(i -> i.text().equals(item.text()));
        boolean free = item.letter() && !right.sums().contains(item.text());
        if (!known && free && isIndex(item, right, sums)) {
          indices.add(item);
        }
      }
    }
  }

  private static Left left(List<Node> all) {
    List<Node> nodes = named(all);
    Optional<Label> label =
        nodes == all ? Label.of(nodes.get(0)) : Label.of(nodes.get(0)).map(Label::ofLogarithm);
    Optional<Node.Fence> behind =
        nodes.size() == 2 && nodes.get(1) instanceof Node.Fence fence
            ? Optional.of(fence)
            : Optional.empty();
    if (nodes.size() == 1 && nodes.get(0) instanceof Node.Scripted element) {
      Optional<Left> bracketed = bracketed(element);
      if (bracketed.isPresent()) {
        return bracketed.get();
      }
    }
    if (label.isPresent() && (nodes.size() == 1 || behind.isPresent())) {
      return new Left(label.get(), behind);
    }
    refuse(nodes);
    throw Rejection.syntax(
        Node.span(nodes),
        "the left side is not a name",
        "an equation gives a name to an expression, as in z = W x + b");
  }

  /** What a name depends on stands in parentheses, or has a bar in it: {@code KL[q \| p]}. */
  private static boolean isArgument(Node.Fence fence) {
    return fence.is("(")
        || fence.is("[")
            && fence.body().stream().anyMatch(n -> Node.isSign(n, "|") || Node.isSign(n, "‖"));
  }

  /** What is left of {@code \log p(y \mid x)}, which is a name, without the logarithm. */
  private static List<Node> named(List<Node> nodes) {
    return isLogarithm(nodes) ? nodes.subList(1, nodes.size()) : nodes;
  }

  /** Whether this is a logarithm that serves as a name, {@code \log p(y \mid x)}. */
  static boolean isLogarithm(List<Node> nodes) {
    return nodes.size() == 3
        && (Node.isCommand(nodes.get(0), "log") || Node.isCommand(nodes.get(0), "ln"))
        && Label.of(nodes.get(1)).isPresent()
        && nodes.get(2) instanceof Node.Fence;
  }

  /** {@code [W_1]_{i j}} is {@code W1[i,j]}. */
  private static Optional<Left> bracketed(Node.Scripted element) {
    boolean possible =
        element.base() instanceof Node.Fence fence
            && fence.is("[")
            && fence.body().size() == 1
            && element.sup().isEmpty();
    if (!possible || element.sub().isEmpty()) {
      return Optional.empty();
    }
    Node.Group sub = element.sub().get();
    Node.Fence indices = new Node.Fence(sub.span(), "[", sub.span(), sub.body());
    return Label.of(((Node.Fence) element.base()).body().get(0))
        .map(label -> new Left(label, Optional.of(indices)));
  }

  /** Says of derivatives and the like that they are not written, before anything else. */
  private static void refuse(List<Node> nodes) {
    for (Node node : nodes) {
      if (node instanceof Node.Leaf leaf
          && leaf.kind() == Lexeme.Kind.COMMAND
          && Set.of(Meaning.REFUSED, Meaning.UNKNOWN).contains(Commands.meaning(leaf.text()))) {
        throw Commands.refused(leaf.span(), leaf.text());
      } else if (node instanceof Node.Scripted scripted) {
        refuse(List.of(scripted.base()));
      } else if (node instanceof Node.Group group) {
        refuse(group.body());
      } else if (node instanceof Node.Call call) {
        call.arguments().forEach(argument -> refuse(argument.body()));
      }
    }
  }

  /** What the equation is about, whatever its indices. */
  String name(Vocabulary vocabulary) {
    return new SymbolReader(vocabulary, bound).read(label).name();
  }

  Span span() {
    return equation.span();
  }
}
