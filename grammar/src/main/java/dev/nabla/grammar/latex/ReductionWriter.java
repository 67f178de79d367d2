package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Names;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.Rejection;
import dev.nabla.grammar.latex.Commands.Meaning;
import dev.nabla.grammar.latex.Lexeme.Kind;
import dev.nabla.grammar.text.NablaParser;
import java.util.List;
import java.util.Optional;

/**
 * Writes sums and products over an index. How far an index runs is in the shapes; a limit that is a
 * number, or a size that is declared, is kept to be compared with them.
 */
final class ReductionWriter {
  private final FormulaWriter formula;
  private final Vocabulary vocabulary;

  ReductionWriter(FormulaWriter formula, Vocabulary vocabulary) {
    this.formula = formula;
    this.vocabulary = vocabulary;
  }

  static boolean isReduction(Node node) {
    Node base = node instanceof Node.Scripted scripted ? scripted.base() : node;
    return base instanceof Node.Leaf leaf
        && leaf.kind() == Kind.COMMAND
        && Commands.meaning(leaf.text()) == Meaning.REDUCTION;
  }

  void write(Node node) {
    Node base = node instanceof Node.Scripted scripted ? scripted.base() : node;
    formula.tokens().name(Commands.text(((Node.Leaf) base).text()), base.span());
    if (node instanceof Node.Scripted scripted) {
      Node.Group sub =
          scripted
              .sub()
              .orElseThrow(
                  () ->
                      Rejection.syntax(
                          scripted.span(),
                          "a sum with a limit needs an index, as in \\sum_{i=1}^{n}"));
      indices(sub, scripted.sup());
    }
  }

  /** What stands below a sum: the indices, and from where they run. */
  private record Below(Subscript indices, Optional<Integer> from, List<Node> to) {}

  /** The indices that a sum binds. */
  static List<Subscript.Item> indices(Node.Group sub) {
    return below(sub).indices().items();
  }

  private static Below below(Node.Group sub) {
    List<Node> nodes = Node.shown(sub.body());
    int equals = 0;
    while (equals < nodes.size() && !Node.isSign(nodes.get(equals), "=")) {
      equals++;
    }
    List<Node> letters = nodes.subList(0, equals);
    if (letters.isEmpty()) {
      throw notAnIndex(sub);
    }
    Subscript indices = Subscript.of(new Node.Group(Node.span(letters), letters));
    if (!indices.isLetters()) {
      throw notAnIndex(sub);
    }
    if (equals == nodes.size()) {
      return new Below(indices, Optional.empty(), List.of());
    }
    List<Node> range = nodes.subList(equals + 1, nodes.size());
    boolean from =
        !range.isEmpty()
            && range.get(0) instanceof Node.Leaf leaf
            && leaf.kind() == Kind.NUMBER
            && (leaf.text().equals("0") || leaf.text().equals("1"));
    boolean dots = range.size() > 3 && EquationSplitter.isDots(range.get(2));
    if (!from || range.size() > 1 && !dots) {
      throw partial(sub.span());
    }
    int first = Integer.parseInt(((Node.Leaf) range.get(0)).text());
    return new Below(
        indices, Optional.of(first), dots ? range.subList(4, range.size()) : List.of());
  }

  private static Rejection notAnIndex(Node.Group sub) {
    return Rejection.syntax(sub.span(), "an index is a letter, as in \\sum_i or \\sum_{i=1}^{n}");
  }

  private static Rejection partial(Span span) {
    return Rejection.syntax(
        span,
        "an index runs over the whole of its range, from 1 to the size",
        "a part of a sum is written out, as in x_2 + x_3");
  }

  /** The indices in brackets, with the range that the limit gives. */
  void indices(Node.Group sub, Optional<Node.Group> sup) {
    Below below = below(sub);
    List<Node> limit = sup.map(s -> Node.shown(s.body())).orElse(below.to());
    Tokens out = formula.tokens();
    Span place = sub.span();
    out.add(NablaParser.INDEX_OPEN, "[", new Span(place.start(), place.start() + 1));
    for (int i = 0; i < below.indices().items().size(); i++) {
      if (i > 0) {
        out.add(NablaParser.COMMA, ",", place);
      }
      formula.index(below.indices().items().get(i));
    }
    if (!limit.isEmpty()) {
      limit(limit, below.from().orElse(1));
    }
    out.add(NablaParser.RBRACKET, "]", new Span(place.end() - 1, place.end()));
  }

  private void limit(List<Node> nodes, int from) {
    Span span = Node.span(nodes);
    List<Node> size = nodes;
    boolean oneLess =
        nodes.size() > 2
            && Label.spelled(nodes.subList(nodes.size() - 2, nodes.size())).equals("_1");
    if (from == 0 && oneLess) {
      size = nodes.subList(0, nodes.size() - 2);
    }
    String text = name(size);
    boolean number = size.size() == 1 && text.chars().allMatch(Character::isDigit);
    if (number && text.length() < 10) {
      int last = Integer.parseInt(text) + (from == 0 ? 1 : 0);
      range(NablaParser.NUMBER, Integer.toString(last), span);
    } else if (from == 0 && size == nodes) {
      throw partial(span);
    } else if (vocabulary.isSize(text)) {
      range(NablaParser.NAME, text, span);
    }
  }

  /** The name of a size: letters in a row are one, and so are a letter and its subscript. */
  static String name(List<Node> nodes) {
    StringBuilder name = new StringBuilder();
    for (Node node : nodes) {
      boolean number = node instanceof Node.Leaf leaf && leaf.kind() == Kind.NUMBER;
      Optional<Label> label = Label.of(node).filter(l -> l.sup().isEmpty() && l.primes() == 0);
      if (node instanceof Node.Leaf leaf && leaf.kind() == Kind.COMMAND && label.isEmpty()) {
        throw Commands.refused(leaf.span(), leaf.text());
      }
      if (!number && label.isEmpty()) {
        throw partial(Node.span(nodes));
      }
      name.append(number ? ((Node.Leaf) node).text() : label.get().bases().get(0));
      label.flatMap(Label::sub).ifPresent(sub -> name.append('_').append(Subscript.of(sub).text()));
    }
    return Names.canonical(name.toString());
  }

  private void range(int type, String text, Span span) {
    formula.tokens().add(NablaParser.COLON, ":", new Span(span.start(), span.start()));
    formula.tokens().add(type, text, span);
  }
}
