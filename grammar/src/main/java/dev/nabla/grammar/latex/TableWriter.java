package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.Rejection;
import dev.nabla.grammar.latex.Commands.Meaning;
import dev.nabla.grammar.latex.Lexeme.Kind;
import dev.nabla.grammar.text.NablaParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes vectors, matrices and cases. {@code (a, b)} and a matrix of one column are vectors, {@code
 * [a, b]} and a matrix of one row are rows. Cases are {@code where(c, a, b)}; the last of them is
 * what the others leave.
 */
final class TableWriter {
  private static final Set<String> IF = Set.of("if", "when", "for", "where");
  private static final Set<String> ELSE = Set.of("else", "otherwise", "elsewhere");
  private static final Map<String, String> OPPOSITE =
      Map.of("<", ">=", ">=", "<", ">", "<=", "<=", ">", "=", "!=", "!=", "=");

  private final FormulaWriter formula;
  private final Tokens out;

  TableWriter(FormulaWriter formula) {
    this.formula = formula;
    this.out = formula.tokens();
  }

  void write(Node.Table table) {
    List<List<Node.Group>> rows = new ArrayList<>(table.rows());
    List<Node.Group> last = rows.get(rows.size() - 1);
    if (last.size() == 1 && isEmpty(last.get(0))) {
      rows.remove(rows.size() - 1);
    }
    if (rows.isEmpty()) {
      throw Rejection.syntax(table.span(), "'\\begin{" + table.environment() + "}' holds nothing");
    }
    if (NodeParser.isDisplay(table.environment())) {
      throw Rejection.syntax(
          table.span(), "'\\begin{" + table.environment() + "}' holds equations, not a value");
    }
    if (NodeParser.isCases(table.environment())) {
      cases(table, rows);
    } else {
      matrix(table, rows);
    }
  }

  private static boolean isEmpty(Node.Group cell) {
    return Node.shown(cell.body()).isEmpty();
  }

  private void matrix(Node.Table table, List<List<Node.Group>> rows) {
    boolean column = rows.stream().allMatch(row -> row.size() == 1);
    boolean single = rows.size() == 1;
    open(table.span());
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < rows.get(i).size(); j++) {
        Node.Group cell = rows.get(i).get(j);
        Span before = new Span(cell.span().start(), cell.span().start());
        if (i > 0 || j > 0) {
          boolean comma = column || j > 0;
          out.add(comma ? NablaParser.COMMA : NablaParser.SEMICOLON, comma ? "," : ";", before);
        }
        if (isEmpty(cell)) {
          throw Rejection.syntax(cell.span(), "an element of the matrix is missing");
        }
        formula.write(cell.body());
      }
    }
    close(table.span());
    if (single && !column) {
      out.add(NablaParser.TRANSPOSE, "ᵀ", last(table.span()));
    }
  }

  private void open(Span whole) {
    out.add(NablaParser.LBRACKET, "[", new Span(whole.start(), whole.start() + 1));
  }

  private void close(Span whole) {
    out.add(NablaParser.RBRACKET, "]", last(whole));
  }

  private static Span last(Span whole) {
    return new Span(whole.end() - 1, whole.end());
  }

  /** {@code (a, b)} or {@code [a, b]}. */
  void list(Node.Fence fence) {
    open(fence.span());
    formula.write(fence.body());
    close(fence.span());
    if (fence.is("[")) {
      out.add(NablaParser.TRANSPOSE, "ᵀ", last(fence.span()));
    }
  }

  /** {@code [a, b; c, d]}, as it is typed. */
  void typed(Node.Fence fence) {
    open(fence.span());
    List<Node> row = new ArrayList<>();
    for (Node node : fence.body()) {
      if (Node.isSign(node, ";")) {
        formula.write(row);
        out.add(NablaParser.SEMICOLON, ";", node.span());
        row = new ArrayList<>();
      } else {
        row.add(node);
      }
    }
    formula.write(row);
    close(fence.span());
  }

  // ---------------------------------------------------------------- cases

  private void cases(Node.Table table, List<List<Node.Group>> rows) {
    Span opening = new Span(table.span().start(), table.span().start() + "\\begin".length());
    for (int i = 0; i < rows.size() - 1; i++) {
      List<Node> condition = condition(rows.get(i));
      if (isElse(rows.get(i))) {
        throw Rejection.syntax(rows.get(i).get(1).span(), "only the last case is for all else");
      }
      out.name("where", opening);
      out.add(NablaParser.LPAREN, "(", opening);
      formula.write(condition);
      out.add(NablaParser.COMMA, ",", Node.span(condition));
      formula.write(value(rows.get(i)));
      out.add(NablaParser.COMMA, ",", rows.get(i).get(0).span());
    }
    List<Node.Group> last = rows.get(rows.size() - 1);
    boolean rest =
        rows.size() > 1
            && (isElse(last) || isOpposite(condition(rows.get(rows.size() - 2)), condition(last)));
    if (!rest) {
      throw Rejection.syntax(
          last.get(last.size() - 1).span(),
          "the last case is the opposite of the one before, or \\text{otherwise}");
    }
    formula.write(value(last));
    for (int i = 0; i < rows.size() - 1; i++) {
      out.add(NablaParser.RPAREN, ")", last(table.span()));
    }
  }

  private static List<Node> value(List<Node.Group> row) {
    List<Node> value = trimmed(row.get(0).body());
    if (value.isEmpty()) {
      throw Rejection.syntax(row.get(0).span(), "a case has no value");
    }
    return value;
  }

  private static List<Node> condition(List<Node.Group> row) {
    List<Node> condition =
        row.size() == 2
            ? trimmed(row.get(1).body()).stream().filter(node -> !IF.contains(word(node))).toList()
            : List.of();
    if (condition.isEmpty()) {
      throw Rejection.syntax(
          row.get(row.size() - 1).span(), "a case is a value and its condition, with & between");
    }
    return condition;
  }

  private static boolean isElse(List<Node.Group> row) {
    List<Node> condition = row.size() == 2 ? trimmed(row.get(1).body()) : List.of();
    return condition.size() == 1 && ELSE.contains(word(condition.get(0)));
  }

  /** What shows, without the comma or full stop that the sentence puts behind it. */
  private static List<Node> trimmed(List<Node> nodes) {
    List<Node> shown = Node.shown(nodes);
    int end = shown.size();
    while (end > 0
        && (Node.isSign(shown.get(end - 1), ",") || Node.isSign(shown.get(end - 1), "."))) {
      end--;
    }
    return shown.subList(0, end);
  }

  private static String word(Node node) {
    return node instanceof Node.Call call && Commands.meaning(call.name()) == Meaning.TEXT
        ? call.raw().strip().replaceAll("[.,]$", "")
        : "";
  }

  private boolean isOpposite(List<Node> one, List<Node> other) {
    int a = comparison(one);
    int b = comparison(other);
    return a > 0
        && b > 0
        && sign(other.get(b)).equals(OPPOSITE.get(sign(one.get(a))))
        && formula.signature(one.subList(0, a)).equals(formula.signature(other.subList(0, b)))
        && formula
            .signature(one.subList(a + 1, one.size()))
            .equals(formula.signature(other.subList(b + 1, other.size())));
  }

  private static int comparison(List<Node> nodes) {
    int at = 0;
    while (at < nodes.size() && !OPPOSITE.containsKey(sign(nodes.get(at)))) {
      at++;
    }
    return at == nodes.size() ? -1 : at;
  }

  private static String sign(Node node) {
    if (!(node instanceof Node.Leaf leaf)) {
      return "";
    }
    boolean command = leaf.kind() == Kind.COMMAND;
    return command && Commands.meaning(leaf.text()) == Meaning.SIGN
        ? Commands.text(leaf.text())
        : command ? "" : leaf.text();
  }
}
