package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Rejection;
import dev.nabla.grammar.latex.Commands.Meaning;
import dev.nabla.grammar.latex.Lexeme.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What stands in a subscript: letters, numbers and words, in a row or with commas between.
 *
 * @param text as a part of a name: {@code jk}, {@code 1_in}
 */
record Subscript(Span span, List<Item> items, String text) {
  /** A letter, a number, a colon, or a word, which is never an index. */
  record Item(Span span, String text, boolean letter, boolean number) {
    /** Whether this is a colon, all of an axis. */
    boolean all() {
      return text.equals(":");
    }
  }

  static Subscript of(Node.Group group) {
    List<Item> items = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    String gap = "";
    rejectShift(group);
    for (Node node : group.body()) {
      if (Node.isSpace(node)) {
        gap = items.isEmpty() ? "" : "_";
      } else if (Node.isSign(node, ",")) {
        gap = "_";
      } else {
        Item item = item(node).orElseThrow(() -> rejected(node));
        boolean apart = !items.isEmpty() && !(last(items).letter() && item.letter());
        text.append(gap.isEmpty() && apart ? "_" : gap).append(item.text());
        items.add(item);
        gap = "";
      }
    }
    if (items.isEmpty()) {
      throw Rejection.syntax(group.span(), "the subscript is empty");
    }
    return new Subscript(group.span(), List.copyOf(items), text.toString());
  }

  /** Says of {@code h_{t-1}} that it is the value of a step before. */
  private static void rejectShift(Node.Group group) {
    List<Node> nodes = Node.shown(group.body());
    for (int i = 1; i + 1 < nodes.size(); i++) {
      boolean sign =
          Node.isSign(nodes.get(i), "-")
              || Node.isSign(nodes.get(i), "−")
              || Node.isSign(nodes.get(i), "+");
      if (sign && isLetter(nodes.get(i - 1))) {
        throw Superscript.recurrence(group.span(), Label.spelled(nodes.subList(i - 1, i)));
      }
    }
  }

  private static Item last(List<Item> items) {
    return items.get(items.size() - 1);
  }

  private static Rejection rejected(Node node) {
    return Rejection.syntax(
        node.span(),
        "a subscript is made of letters, numbers and words",
        "a condition cannot stand here: give what is meant a name of its own");
  }

  /** Says of {@code f_{y_i}} that y picks an element. */
  private static void rejectPick(Node node) {
    Optional<Label> label = Label.of(node).filter(l -> !l.word());
    Optional<List<Node>> sub = label.flatMap(Label::sub).map(s -> Node.shown(s.body()));
    if (sub.filter(s -> s.size() == 1 && isLetter(s.get(0)) && !isLetter(node)).isPresent()) {
      throw new Rejection(
          DiagnosticCode.INDEX,
          node.span(),
          "a subscript that is data picks an element, which is not read",
          "with the label one-hot, y, the element of f that it picks is y^\\top f");
    }
  }

  private static Optional<Item> item(Node node) {
    rejectPick(node);
    if (node instanceof Node.Leaf leaf && leaf.kind() == Kind.NUMBER) {
      boolean whole = leaf.text().chars().allMatch(Character::isDigit);
      return Optional.of(new Item(leaf.span(), leaf.text(), false, true)).filter(i -> whole);
    }
    if (Node.isSign(node, ":")) {
      return Optional.of(new Item(node.span(), ":", false, false));
    }
    if (node instanceof Node.Group group && Node.shown(group.body()).size() == 1) {
      return item(Node.shown(group.body()).get(0));
    }
    return Label.of(node)
        .filter(label -> label.primes() == 0)
        .map(label -> new Item(node.span(), name(label), isLetter(node), false));
  }

  /** Whether this can be an index: a letter that is not set as text, with a number at most. */
  private static boolean isLetter(Node node) {
    if (node instanceof Node.Scripted scripted) {
      return scripted.sup().isEmpty()
          && isLetter(scripted.base())
          && Node.shown(scripted.sub().orElseThrow().body()).stream()
              .allMatch(n -> n instanceof Node.Leaf leaf && leaf.kind() == Kind.NUMBER);
    }
    return node instanceof Node.Leaf leaf
        && (leaf.kind() == Kind.LETTERS && leaf.text().codePointCount(0, leaf.text().length()) == 1
            || leaf.kind() == Kind.COMMAND && Commands.meaning(leaf.text()) == Meaning.LETTER);
  }

  /** The name of an index or of what a subscript mentions, as in {@code \delta_{z_1}}. */
  private static String name(Label label) {
    String sub = label.sub().map(Subscript::of).map(s -> "_" + s.text()).orElse("");
    String sup = label.sup().map(s -> "_" + Label.spelled(s.body())).orElse("");
    return dev.nabla.grammar.base.Names.canonical(label.bases().get(0) + sub + sup);
  }

  boolean isNumbers() {
    return items.stream().allMatch(Item::number);
  }

  /** Whether all items are letters, none twice, or colons. */
  boolean isLetters() {
    List<String> letters = items.stream().filter(i -> !i.all()).map(Item::text).toList();
    return items.stream().allMatch(item -> item.letter() || item.all())
        && letters.stream().distinct().count() == letters.size();
  }

  @Override
  public String toString() {
    return items.stream().map(Item::text).collect(Collectors.joining());
  }
}
