package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Rejection;
import dev.nabla.grammar.latex.Commands.Meaning;
import dev.nabla.grammar.latex.Lexeme.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells the equations of a block apart. Commas, full stops, gaps, new lines, {@code &} and text
 * stand between equations when a definition follows; a line that begins with a relation or an
 * operator goes on with the equation before it. Numbers of equations, as in {@code (1a)}, and
 * ranges of indices, as in {@code j = 1, \dots, n}, which the shapes say too, are left out.
 */
final class EquationSplitter {
  /** Words between equations. */
  static final Set<String> CONNECTIVES =
      Set.of("and", "where", "with", "for", "if", "or", "otherwise", "else", "when", "so", "then");

  private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)*[a-z]?");

  /** What ends a part. */
  private enum Gap {
    NONE,
    COMMA,
    SPACE,
    LINE,
    TEXT
  }

  private final List<Equation> equations = new ArrayList<>();
  private List<Node> current = new ArrayList<>();

  private EquationSplitter() {}

  /** The declarations of a list, which commas divide. */
  static List<Equation> list(List<Node> nodes) {
    EquationSplitter splitter = new EquationSplitter();
    for (Node node : flat(nodes)) {
      if (Node.isSign(node, ",")) {
        splitter.finish();
      } else {
        splitter.current.add(node);
      }
    }
    splitter.finish();
    return splitter.equations;
  }

  /**
   * The equations of a block.
   *
   * @throws Rejection when something belongs to none
   */
  static List<Equation> split(List<Node> nodes) {
    EquationSplitter splitter = new EquationSplitter();
    splitter.run(flat(nodes));
    return splitter.equations;
  }

  /** The nodes with the rows of displays in place, and without what only shows. */
  private static List<Node> flat(List<Node> nodes) {
    List<Node> out = new ArrayList<>();
    for (Node node : nodes) {
      boolean display = node instanceof Node.Table t && NodeParser.isDisplay(t.environment());
      boolean skipped =
          node instanceof Node.Call call && Commands.meaning(call.name()) == Meaning.SKIPPED;
      if (display) {
        rows((Node.Table) node, out);
      } else if (node instanceof Node.Call call && call.name().equals("boxed")) {
        out.addAll(flat(call.arguments().get(0).body()));
      } else if (!skipped && !Node.isSpace(node)) {
        out.add(node);
      }
    }
    return out;
  }

  private static void rows(Node.Table table, List<Node> out) {
    for (List<Node.Group> row : table.rows()) {
      Span start = new Span(row.get(0).span().start(), row.get(0).span().start());
      out.add(new Node.Leaf(start, Kind.COMMAND, "\\"));
      for (int i = 0; i < row.size(); i++) {
        if (i > 0) {
          out.add(new Node.Leaf(row.get(i).span(), Kind.SIGN, "&"));
        }
        out.addAll(flat(row.get(i).body()));
      }
    }
  }

  /** A part of a block and what stands before it. */
  private record Part(Gap before, List<Node> nodes) {}

  private void run(List<Node> nodes) {
    List<Part> parts = parts(nodes);
    int at = 0;
    while (at < parts.size()) {
      int range = range(parts, at);
      if (range == 0) {
        part(parts.get(at));
      }
      at += Math.max(1, range);
    }
    finish();
  }

  private static List<Part> parts(List<Node> nodes) {
    List<Part> parts = new ArrayList<>();
    List<Node> part = new ArrayList<>();
    Gap before = Gap.NONE;
    for (int i = 0; i < nodes.size(); i++) {
      if (alignsOperator(nodes, i)) {
        continue;
      }
      Gap gap = gap(nodes, i);
      if (gap == Gap.NONE) {
        part.add(nodes.get(i));
      } else {
        if (!part.isEmpty()) {
          parts.add(new Part(before, part));
          part = new ArrayList<>();
          before = gap;
        } else {
          before = gap.compareTo(before) > 0 ? gap : before;
        }
      }
    }
    if (!part.isEmpty()) {
      parts.add(new Part(before, part));
    }
    return parts;
  }

  /** Whether this is a {@code &} beside the relation or operator that lines are aligned at. */
  private static boolean alignsOperator(List<Node> nodes, int at) {
    if (!Node.isSign(nodes.get(at), "&")) {
      return false;
    }
    boolean before = at > 0 && isOperatorOrRelation(nodes.get(at - 1));
    return before || at + 1 < nodes.size() && isOperatorOrRelation(nodes.get(at + 1));
  }

  private static boolean isOperatorOrRelation(Node node) {
    return goesOn(node) || isOperator(node);
  }

  private static Gap gap(List<Node> nodes, int at) {
    Node node = nodes.get(at);
    if (node instanceof Node.Call call && Commands.meaning(call.name()) == Meaning.TEXT) {
      Optional<Label> label = Label.of(node);
      boolean sentence = call.raw().strip().matches("(?s).*[\\s:,;.].*|\\(.*\\)|\\[.*\\]");
      boolean name = label.isPresent() && !CONNECTIVES.contains(label.get().bases().get(0));
      return name && !sentence ? Gap.NONE : Gap.TEXT;
    }
    if (!(node instanceof Node.Leaf leaf)) {
      return Gap.NONE;
    }
    if (leaf.kind() == Kind.COMMAND) {
      return leaf.text().equals("\\")
          ? Gap.LINE
          : Commands.meaning(leaf.text()) == Meaning.GAP ? Gap.SPACE : Gap.NONE;
    }
    return switch (leaf.kind() == Kind.SIGN ? leaf.text() : "") {
      case "," -> Gap.COMMA;
      case ";", "." -> Gap.LINE;
      case "&" -> Gap.SPACE;
      default -> Gap.NONE;
    };
  }

  // ---------------------------------------------------------------- parts

  /** How many parts are a range of an index, {@code j = 1, \dots, n}. */
  private static int range(List<Part> parts, int at) {
    boolean dots = at + 1 < parts.size() && isDots(parts.get(at + 1).nodes().get(0));
    List<Node> first = parts.get(at).nodes();
    boolean range =
        dots
            && first.size() >= 3
            && relation(first, 1).isPresent()
            && first.get(first.size() - 1) instanceof Node.Leaf leaf
            && leaf.kind() == Kind.NUMBER;
    return range ? Math.min(3, parts.size() - at) : 0;
  }

  static boolean isDots(Node node) {
    return node instanceof Node.Leaf leaf
        && leaf.kind() == Kind.COMMAND
        && leaf.text().endsWith("dots");
  }

  private void part(Part part) {
    List<Node> nodes = part.nodes();
    if (isRemark(part) && !isIncomplete()) {
      return;
    }
    if (isNumber(nodes) && part.before() != Gap.NONE && !isIncomplete()) {
      finish();
    } else if (current.isEmpty() || goesOn(nodes.get(0)) || isIncomplete()) {
      current.addAll(nodes);
    } else if (nextRelation(nodes, 0) >= 0) {
      finish();
      current.addAll(nodes);
    } else if (part.before() == Gap.SPACE || part.before() == Gap.LINE && startsBinary(nodes)) {
      current.addAll(nodes);
    } else if (isCall(nodes)) {
      finish();
      current.addAll(nodes);
    } else {
      refuse(nodes);
      throw Rejection.syntax(
          Node.span(nodes),
          "this belongs to no equation",
          "an equation gives a name to an expression, as in z = W x + b");
    }
  }

  /** A word that stands apart, or the letters behind {@code \text{for all}}. */
  private static boolean isRemark(Part part) {
    boolean words =
        part.nodes().stream()
            .allMatch(
                node ->
                    node instanceof Node.Call call
                        && Commands.meaning(call.name()) == Meaning.TEXT
                        && !call.name().equals("operatorname"));
    boolean letters =
        part.nodes().stream()
            .allMatch(node -> node instanceof Node.Leaf leaf && leaf.kind() == Kind.LETTERS);
    return part.before() != Gap.NONE && words || part.before() == Gap.TEXT && letters;
  }

  /** Says first what cannot be anywhere. */
  private static void refuse(List<Node> nodes) {
    for (Node node : nodes) {
      if (node instanceof Node.Leaf leaf
          && leaf.kind() == Kind.COMMAND
          && Commands.meaning(leaf.text()) == Meaning.REFUSED) {
        throw Commands.refused(leaf.span(), leaf.text());
      }
    }
  }

  private static boolean goesOn(Node first) {
    return relation(List.of(first), 0).isPresent();
  }

  private boolean isIncomplete() {
    if (current.isEmpty()) {
      return false;
    }
    Node last = current.get(current.size() - 1);
    return relation(List.of(last), 0).isPresent() || isOperator(last);
  }

  private static boolean startsBinary(List<Node> nodes) {
    return isOperator(nodes.get(0));
  }

  private static boolean isOperator(Node node) {
    if (!(node instanceof Node.Leaf leaf) || leaf.kind() == Kind.LETTERS) {
      return false;
    }
    boolean command = leaf.kind() == Kind.COMMAND && Commands.meaning(leaf.text()) == Meaning.SIGN;
    String sign = command ? Commands.text(leaf.text()) : leaf.text();
    return (command || leaf.kind() == Kind.SIGN)
        && Commands.sign(sign).isPresent()
        && !sign.equals(",");
  }

  /** The number of an equation, in parentheses. */
  private static boolean isNumber(List<Node> nodes) {
    return nodes.size() == 1
        && nodes.get(0) instanceof Node.Fence fence
        && fence.is("(")
        && NUMBER.matcher(Label.spelled(fence.body())).matches();
  }

  private static boolean isCall(List<Node> nodes) {
    return nodes.size() == 2
        && Label.of(nodes.get(0)).isPresent()
        && nodes.get(1) instanceof Node.Fence fence
        && fence.is("(");
  }

  // ---------------------------------------------------------------- relations

  /** A relation, and how many nodes it takes. */
  private record Relation(String sign, int length) {}

  private static Optional<Relation> relation(List<Node> nodes, int at) {
    String one = sign(nodes.get(at));
    String two = at + 1 < nodes.size() ? sign(nodes.get(at + 1)) : "";
    if ((one.equals("+") || one.equals(":")) && two.equals("=")) {
      return Optional.of(new Relation(one.equals("+") ? "+=" : "=", 2));
    }
    if (one.equals("=") && two.equals("=") && touch(nodes, at)) {
      return Optional.empty();
    }
    return switch (one) {
      case "=", ":", "+=" -> Optional.of(new Relation(one, 1));
      case "∈" -> Optional.of(new Relation("\\in", 1));
      default -> Optional.empty();
    };
  }

  private static String sign(Node node) {
    if (node instanceof Node.Call call && Commands.meaning(call.name()) == Meaning.WRAPPER) {
      return call.arguments().get(0).body().stream()
          .map(EquationSplitter::sign)
          .reduce("", String::concat);
    }
    if (!(node instanceof Node.Leaf leaf)) {
      return "";
    }
    if (leaf.kind() == Kind.COMMAND) {
      return leaf.text().equals("in")
          ? "∈"
          : Commands.meaning(leaf.text()) == Meaning.SIGN ? Commands.text(leaf.text()) : "";
    }
    return leaf.kind() == Kind.SIGN ? leaf.text() : "";
  }

  private static boolean touch(List<Node> nodes, int first) {
    return nodes.get(first).span().end() == nodes.get(first + 1).span().start();
  }

  /** Where the next relation stands, or -1. A comparison such as {@code <=} is none. */
  private static int nextRelation(List<Node> nodes, int from) {
    for (int i = from; i < nodes.size(); i++) {
      boolean comparison =
          i > 0
              && Set.of("<", ">", "!", "=").contains(sign(nodes.get(i - 1)))
              && touch(nodes, i - 1);
      if (!comparison && relation(nodes, i).isPresent()) {
        return i;
      }
    }
    return -1;
  }

  /** Cuts what has been gathered at its relations. */
  private void finish() {
    if (current.isEmpty()) {
      return;
    }
    List<Node> nodes = current;
    current = new ArrayList<>();
    List<List<Node>> sides = new ArrayList<>();
    String kind = "";
    int from = 0;
    int at = nextRelation(nodes, 0);
    while (at >= 0) {
      Relation relation = relation(nodes, at).orElseThrow();
      if (!kind.isEmpty() && !relation.sign().equals("=")) {
        throw Rejection.syntax(
            nodes.get(at).span(), "'" + relation.sign() + "' cannot follow '" + kind + "'");
      }
      addSide(sides, nodes, from, at);
      kind = kind.isEmpty() ? relation.sign() : kind;
      from = at + relation.length();
      at = nextRelation(nodes, from);
    }
    addSide(sides, nodes, from, nodes.size());
    equations.add(new Equation(sides, kind));
  }

  /** A line may end with the relation that the next one begins with. */
  private static void addSide(List<List<Node>> sides, List<Node> nodes, int from, int to) {
    if (from < to) {
      sides.add(List.copyOf(nodes.subList(from, to)));
      return;
    }
    boolean repeated =
        from > 0 && to < nodes.size() && sign(nodes.get(from - 1)).equals(sign(nodes.get(to)));
    if (!repeated) {
      Span place = nodes.get(Math.min(Math.max(0, to - 1), nodes.size() - 1)).span();
      throw new Rejection(
          DiagnosticCode.SYNTAX,
          place,
          to == 0
              ? "expected a name before '" + sign(nodes.get(0)) + "'"
              : "expected an expression after '" + sign(nodes.get(to - 1)) + "'");
    }
  }
}
