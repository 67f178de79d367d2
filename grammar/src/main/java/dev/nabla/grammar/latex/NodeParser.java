package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Limits;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Rejection;
import dev.nabla.grammar.latex.Commands.Meaning;
import dev.nabla.grammar.latex.Lexeme.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads what LaTeX groups: braces, brackets, environments, arguments of commands, subscripts and
 * superscripts. What is not closed is rejected at the place where it opens. No group is nested
 * deeper than {@link Limits#NESTING}.
 */
final class NodeParser {
  /** Environments that hold equations, in rows. */
  private static final Set<String> DISPLAYS =
      Set.of(
          "equation",
          "align",
          "aligned",
          "alignat",
          "alignedat",
          "gather",
          "gathered",
          "split",
          "multline",
          "multlined",
          "eqnarray",
          "flalign",
          "displaymath",
          "math");

  private static final Set<String> MATRICES =
      Set.of("matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array");

  private static final Set<String> CASES = Set.of("cases", "dcases");

  /** Environments whose name is followed by an argument. */
  private static final Set<String> WITH_ARGUMENT = Set.of("array", "alignat", "alignedat");

  private static final Map<String, String> CLOSING = Map.of("(", ")", "[", "]");

  /** What closes the whole. */
  private static final String END = "end";

  /** What a list of nodes ends with. */
  private record Ending(String opener, String closer, Span at) {
    boolean isFence() {
      return closer.equals(")") || closer.equals("]") || isBar() || closer.equals("\\}");
    }

    boolean isBar() {
      return closer.equals("|") || closer.equals("‖");
    }
  }

  private final String text;
  private final List<Lexeme> lexemes;
  private final Predicate<String> isName;
  private final Deque<String> environments = new ArrayDeque<>();
  private int at;
  private int depth;

  /**
   * @param isName whether a spelling such as {@code n_in} is a name that is known
   */
  NodeParser(String text, List<Lexeme> lexemes, Predicate<String> isName) {
    this.text = text;
    this.lexemes = new ArrayList<>(lexemes);
    this.isName = isName;
  }

  static boolean isDisplay(String environment) {
    return DISPLAYS.contains(environment);
  }

  static boolean isCases(String environment) {
    return CASES.contains(environment);
  }

  /** All nodes; {@code &} and {@code \\} outside environments are among them. */
  List<Node> parse() {
    Span start = new Span(lexemes.get(0).span().start(), lexemes.get(0).span().start());
    return list(new Ending("", END, start));
  }

  private Lexeme peek() {
    return lexemes.get(at);
  }

  private Lexeme take() {
    return lexemes.get(at++);
  }

  private void enter(Span span) {
    depth++;
    if (depth > Limits.NESTING) {
      throw new Rejection(
          DiagnosticCode.LIMIT,
          span,
          String.format(
              Locale.ROOT, "brackets are nested more than %d deep, the limit", Limits.NESTING));
    }
  }

  // ---------------------------------------------------------------- lists

  private List<Node> list(Ending ending) {
    enter(ending.at());
    List<Node> nodes = new ArrayList<>();
    while (!ends(ending, nodes)) {
      if (ending.isFence() && isBreak(peek()) && !inMatrix()) {
        at++;
        continue;
      }
      nodes.add(node());
    }
    depth--;
    return nodes;
  }

  private boolean inMatrix() {
    return !environments.isEmpty() && !isDisplay(environments.peek());
  }

  private static boolean isBreak(Lexeme lexeme) {
    return lexeme.isSign("&") || lexeme.isCommand("\\");
  }

  /** Whether the list ends before the next lexeme; what cannot stand there is rejected. */
  private boolean ends(Ending ending, List<Node> before) {
    Lexeme next = peek();
    String closer = closer(next);
    boolean bar = ending.isBar() && isBar(at, ending.closer()) && endsInOperand(before);
    if (closer.equals(ending.closer()) || bar) {
      return true;
    }
    if (ending.closer().equals("\\end") && isBreak(next)) {
      return true;
    }
    if (closer.isEmpty() && !(isBreak(next) && ending.isFence() && inMatrix())) {
      return false;
    }
    String shown = text.substring(next.span().start(), next.span().end());
    if (ending.opener().isEmpty()) {
      throw Rejection.syntax(
          next.span(), "'" + shown + "' closes nothing: nothing is open before it");
    }
    throw Rejection.syntax(
        ending.at(),
        next.kind() == Kind.END
            ? "'" + ending.opener() + "' is never closed"
            : "'" + ending.opener() + "' is not closed before '" + shown + "'");
  }

  /** What a lexeme closes, in one spelling; empty when it closes nothing. */
  private static String closer(Lexeme lexeme) {
    return switch (lexeme.kind()) {
      case END -> END;
      case CLOSE -> "}";
      case SIGN -> lexeme.text().equals(")") || lexeme.text().equals("]") ? lexeme.text() : "";
      case COMMAND ->
          switch (lexeme.text()) {
            case "right", "end" -> "\\" + lexeme.text();
            default ->
                Commands.meaning(lexeme.text()) == Meaning.CLOSE
                    ? closerOf(Commands.text(lexeme.text()))
                    : "";
          };
      default -> "";
    };
  }

  private static String closerOf(String open) {
    return open.equals("{") ? "\\}" : CLOSING.getOrDefault(open, open);
  }

  private boolean isBar(int place, String bar) {
    Lexeme lexeme = lexemes.get(place);
    boolean single = lexeme.isSign("|") || lexeme.isCommand("vert");
    boolean pair = lexeme.isSign("|") && isPair(place);
    boolean norm = pair || isNorm(lexeme);
    return bar.equals("‖") ? norm : single && !pair;
  }

  private static boolean isNorm(Lexeme lexeme) {
    return lexeme.isSign("‖")
        || lexeme.isSign("∥")
        || lexeme.isCommand("|")
        || lexeme.isCommand("Vert");
  }

  private boolean isPair(int first) {
    return lexemes.get(first).isSign("|")
        && lexemes.get(first + 1).isSign("|")
        && lexemes.get(first).touches(lexemes.get(first + 1));
  }

  /** Whether a norm sign behind these closes. */
  private static boolean endsInOperand(List<Node> nodes) {
    List<Node> shown = Node.shown(nodes);
    if (shown.isEmpty()) {
      return false;
    }
    Node last = shown.get(shown.size() - 1);
    if (!(last instanceof Node.Leaf leaf)) {
      return true;
    }
    return leaf.kind() != Kind.SIGN
        && (leaf.kind() != Kind.COMMAND || Commands.meaning(leaf.text()) == Meaning.LETTER);
  }

  // ---------------------------------------------------------------- nodes

  private Node node() {
    Node base = primary();
    int start = base.span().start();
    Optional<Node.Group> sub = Optional.empty();
    Optional<Node.Group> sup = Optional.empty();
    int primes = 0;
    boolean more = true;
    while (more) {
      Lexeme next = peek();
      rejectBare(base, next);
      if (next.isSign("_")) {
        rejectSecond(sub, next, "subscript");
        at++;
        sub = Optional.of(subscript(base));
      } else if (next.isSign("^")) {
        at++;
        Node.Group raised = script();
        int dashes = primes(raised);
        primes += dashes;
        if (dashes == 0) {
          rejectSecond(sup, next, "superscript");
          sup = Optional.of(raised);
        }
      } else if (next.isSign("'") || next.isSign("′") || next.isSign("’")) {
        at++;
        primes++;
      } else if (next.isCommand("limits") || next.isCommand("nolimits")) {
        at++;
      } else {
        more = false;
      }
    }
    Span span = new Span(start, lexemes.get(at - 1).span().end());
    return sub.isEmpty() && sup.isEmpty() && primes == 0
        ? base
        : new Node.Scripted(span, base, sub, sup, primes);
  }

  /** A sign carries no subscript. */
  private static void rejectBare(Node base, Lexeme script) {
    boolean sign =
        base instanceof Node.Leaf leaf
            && (leaf.kind() == Kind.SIGN
                || leaf.kind() == Kind.COMMAND && Commands.meaning(leaf.text()) == Meaning.SIGN);
    if (sign && (script.isSign("_") || script.isSign("^"))) {
      throw nothingBefore(script);
    }
  }

  private static Rejection nothingBefore(Lexeme script) {
    return Rejection.syntax(script.span(), "'" + script.text() + "' has nothing before it");
  }

  private static int primes(Node.Group raised) {
    List<Node> shown = Node.shown(raised.body());
    boolean all =
        shown.stream()
            .allMatch(
                n ->
                    n instanceof Node.Leaf leaf
                        && leaf.kind() == Kind.COMMAND
                        && Commands.meaning(leaf.text()) == Meaning.PRIME);
    return all ? shown.size() : 0;
  }

  private static void rejectSecond(Optional<Node.Group> known, Lexeme sign, String what) {
    if (known.isPresent()) {
      throw Rejection.syntax(
          sign.span(),
          "this is a second " + what + " of the same thing",
          "put what it belongs to in braces or parentheses");
    }
  }

  /**
   * A subscript; without braces it is one letter or number, unless it makes a name that is known.
   */
  private Node.Group subscript(Node base) {
    Optional<String> name =
        base instanceof Node.Leaf leaf && leaf.kind() == Kind.LETTERS
            ? Optional.of(leaf.text())
            : Optional.empty();
    if (name.isPresent() && peek().kind() == Kind.LETTERS) {
      StringBuilder word = new StringBuilder();
      int end = at;
      do {
        word.append(lexemes.get(end++).text());
      } while (lexemes.get(end).kind() == Kind.LETTERS
          && lexemes.get(end - 1).touches(lexemes.get(end)));
      if (end > at + 1 && isName.test(name.get() + "_" + word)) {
        Span span = peek().span().to(lexemes.get(end - 1).span());
        at = end;
        Node.Leaf leaf = new Node.Leaf(span, Kind.LETTERS, word.toString());
        return new Node.Group(span, List.of(leaf));
      }
    }
    return script();
  }

  /** What follows {@code _} or {@code ^}: a group, or one thing, with its sign. */
  private Node.Group script() {
    Lexeme first = peek();
    if (first.kind() == Kind.OPEN) {
      return (Node.Group) primary();
    }
    rejectMissing(first, "after '" + lexemes.get(at - 1).text() + "'");
    List<Node> nodes = new ArrayList<>();
    nodes.add(primary());
    boolean sign = first.isSign("-") || first.isSign("−");
    if (sign && (peek().kind() == Kind.NUMBER || peek().kind() == Kind.LETTERS)) {
      nodes.add(primary());
    }
    return new Node.Group(Node.span(nodes), nodes);
  }

  private void rejectMissing(Lexeme next, String where) {
    boolean missing =
        next.kind() == Kind.END
            || next.kind() == Kind.CLOSE
            || isBreak(next)
            || next.isCommand("right")
            || next.isCommand("end");
    if (missing) {
      throw Rejection.syntax(lexemes.get(at - 1).span(), "something is missing " + where);
    }
  }

  private Node primary() {
    Lexeme first = take();
    switch (first.kind()) {
      case OPEN -> {
        List<Node> body = list(new Ending("{", "}", first.span()));
        return new Node.Group(first.span().to(take().span()), body);
      }
      case COMMAND -> {
        return command(first);
      }
      case SIGN -> {
        return sign(first);
      }
      default -> {
        return leaf(first);
      }
    }
  }

  private static Node leaf(Lexeme lexeme) {
    return new Node.Leaf(lexeme.span(), lexeme.kind(), lexeme.text());
  }

  private Node sign(Lexeme first) {
    String sign = first.text();
    if (sign.equals("_") || sign.equals("^")) {
      throw nothingBefore(first);
    }
    if (CLOSING.containsKey(sign)) {
      return fence(sign, first.span(), sign, CLOSING.get(sign));
    }
    if ((sign.equals("|") || isNorm(first)) && isDivider(sign.equals("|") ? "|" : "‖")) {
      return leaf(first);
    }
    if (isNorm(first)) {
      return fence("‖", first.span(), sign, "‖");
    }
    if (sign.equals("|")) {
      if (isPair(at - 1)) {
        Span both = first.span().to(take().span());
        return fence("‖", both, "||", "‖");
      }
      return fence("|", first.span(), "|", "|");
    }
    return leaf(first);
  }

  /**
   * Whether the bar that was read last divides what stands in a bracket, {@code p(y | x)}: no other
   * bar follows before the bracket is closed.
   */
  private boolean isDivider(String bar) {
    int open = 0;
    for (int i = at; i < lexemes.size(); i++) {
      Lexeme next = lexemes.get(i);
      boolean opens = next.isSign("(") || next.isSign("[") || next.kind() == Kind.OPEN;
      boolean closes = next.isSign(")") || next.isSign("]") || next.kind() == Kind.CLOSE;
      open += opens ? 1 : closes ? -1 : 0;
      if (open < 0) {
        return next.isSign(")") || next.isSign("]");
      }
      if (open == 0 && (isBar(i, bar) || closer(next).equals(bar))) {
        return false;
      }
    }
    return false;
  }

  private Node.Fence fence(String open, Span opening, String shown, String closer) {
    List<Node> body = list(new Ending(shown, closer, opening));
    boolean pair = closer.equals("‖") && isPair(at);
    at += pair ? 1 : 0;
    return new Node.Fence(opening.to(take().span()), open, opening, body);
  }

  // ---------------------------------------------------------------- commands

  private Node command(Lexeme command) {
    String name = command.text();
    switch (name) {
      case "left" -> {
        return stretched(command);
      }
      case "begin" -> {
        return environment(command);
      }
      case "|", "Vert" -> {
        return isDivider("‖")
            ? new Node.Leaf(command.span(), Kind.SIGN, "‖")
            : fence("‖", command.span(), "\\" + name, "‖");
      }
      case "vert" -> {
        return isDivider("|")
            ? new Node.Leaf(command.span(), Kind.SIGN, "|")
            : fence("|", command.span(), "\\" + name, "|");
      }
      case "" -> throw Rejection.syntax(command.span(), "'\\' has no command after it");
      case "[", "]", "(", ")" ->
          throw Rejection.syntax(
              command.span(), "'\\" + name + "' stands before or behind a whole formula only");
      default -> {
        Meaning meaning = Commands.meaning(name);
        if (meaning == Meaning.OPEN) {
          String open = Commands.text(name);
          return fence(open, command.span(), "\\" + name, closerOf(open));
        }
        return meaning.arguments() == 0 ? leaf(command) : call(command, meaning);
      }
    }
  }

  private Node call(Lexeme command, Meaning meaning) {
    if (meaning == Meaning.TEXT && peek().kind() == Kind.OPEN) {
      return rawText(command);
    }
    Span optional = command.span();
    if (meaning == Meaning.ROOT && peek().isSign("[")) {
      optional = primary().span();
      throw Rejection.syntax(optional, "only square roots can be written", "write x^{1/3}");
    }
    List<Node.Group> arguments = new ArrayList<>();
    enter(command.span());
    for (int i = 0; i < meaning.arguments(); i++) {
      rejectMissing(peek(), "after '\\" + command.text() + "'");
      arguments.add(argument());
    }
    depth--;
    Span last = arguments.get(arguments.size() - 1).span();
    String raw = text.substring(arguments.get(0).span().start(), arguments.get(0).span().end());
    return new Node.Call(command.span().to(last), command.text(), arguments, unbraced(raw));
  }

  private static String unbraced(String raw) {
    return raw.startsWith("{") ? raw.substring(1, raw.length() - 1) : raw;
  }

  /** An argument: a group, or one thing; of a number without braces it is the first digit. */
  private Node.Group argument() {
    Lexeme first = peek();
    if (first.kind() == Kind.NUMBER && first.text().length() > 1) {
      int start = first.span().start();
      String digits = text.substring(start, first.span().end());
      Lexeme one = new Lexeme(Kind.NUMBER, new Span(start, start + 1), digits.substring(0, 1));
      Span rest = new Span(start + 1, first.span().end());
      lexemes.set(at, one);
      lexemes.add(at + 1, new Lexeme(Kind.NUMBER, rest, digits.substring(1)));
    }
    Node node = primary();
    return node instanceof Node.Group group ? group : new Node.Group(node.span(), List.of(node));
  }

  /** Text is not mathematics: only its braces matter. */
  private Node rawText(Lexeme command) {
    Lexeme open = take();
    int braces = 1;
    while (braces > 0) {
      Lexeme next = peek();
      if (next.kind() == Kind.END) {
        throw Rejection.syntax(open.span(), "'{' is never closed");
      }
      braces += next.kind() == Kind.OPEN ? 1 : next.kind() == Kind.CLOSE ? -1 : 0;
      at++;
    }
    Span close = lexemes.get(at - 1).span();
    String raw = text.substring(open.span().end(), close.start());
    return new Node.Call(command.span().to(close), command.text(), List.of(), raw);
  }

  /** {@code \left( … \right)}. */
  private Node stretched(Lexeme left) {
    Lexeme open = take();
    Optional<String> bracket = delimiter(open, true);
    Span opening = left.span().to(open.span());
    String shown = text.substring(opening.start(), opening.end());
    if (bracket.isEmpty()) {
      throw Rejection.syntax(
          opening, "'\\left' is followed by a bracket, as in \\left( … \\right)");
    }
    List<Node> body = list(new Ending(shown, "\\right", opening));
    Lexeme right = take();
    Lexeme close = take();
    Span span = opening.to(close.span());
    if (!delimiter(close, false).equals(bracket)) {
      String end = text.substring(right.span().start(), close.span().end());
      throw Rejection.syntax(
          right.span().to(close.span()), "'" + shown + "' is closed by '" + end + "'");
    }
    return new Node.Fence(span, bracket.get(), opening, body);
  }

  /**
   * The opening bracket of the pair that a bracket behind {@code \left} or {@code \right} is of.
   */
  private Optional<String> delimiter(Lexeme lexeme, boolean left) {
    if (lexeme.kind() == Kind.COMMAND) {
      Meaning wanted = left ? Meaning.OPEN : Meaning.CLOSE;
      boolean norm = lexeme.text().equals("|") || lexeme.text().equals("Vert");
      boolean bar = lexeme.text().equals("vert");
      return norm
          ? Optional.of("‖")
          : bar
              ? Optional.of("|")
              : Optional.of(lexeme.text())
                  .filter(name -> Commands.meaning(name) == wanted)
                  .map(Commands::text);
    }
    for (Map.Entry<String, String> pair : CLOSING.entrySet()) {
      if (lexeme.isSign(left ? pair.getKey() : pair.getValue())) {
        return Optional.of(pair.getKey());
      }
    }
    return lexeme.isSign("|")
        ? Optional.of("|")
        : lexeme.isSign("‖") ? Optional.of("‖") : Optional.empty();
  }

  // ---------------------------------------------------------------- environments

  private Node environment(Lexeme begin) {
    Name name = name(begin);
    String environment = name.text();
    String shown = "\\begin{" + environment + "}";
    if (!isDisplay(environment) && !MATRICES.contains(environment) && !isCases(environment)) {
      throw new Rejection(
          DiagnosticCode.LATEX_COMMAND,
          begin.span().to(name.span()),
          "the environment " + environment + " is not known",
          "equations stand in equation, align, aligned, gather, split; matrices in bmatrix, pmatrix;"
              + " and there is cases");
    }
    if (peek().kind() == Kind.OPEN && WITH_ARGUMENT.contains(environment)) {
      primary();
    }
    Span opening = begin.span().to(name.span());
    environments.push(environment);
    List<List<Node.Group>> rows = new ArrayList<>();
    List<Node.Group> row = new ArrayList<>();
    while (true) {
      int start = peek().span().start();
      List<Node> cell = list(new Ending(shown, "\\end", opening));
      row.add(new Node.Group(new Span(start, Math.max(start, peek().span().start())), cell));
      Lexeme stop = take();
      if (!stop.isSign("&")) {
        rows.add(row);
        row = new ArrayList<>();
      }
      if (stop.isCommand("\\")) {
        skipLineSpace(stop);
      } else if (stop.isCommand("end")) {
        Name end = name(stop);
        if (!end.text().equals(environment)) {
          throw Rejection.syntax(
              stop.span().to(end.span()), shown + " is closed by \\end{" + end.text() + "}");
        }
        environments.pop();
        return new Node.Table(opening.to(end.span()), environment, rows);
      }
    }
  }

  private record Name(String text, Span span) {}

  /** The name in braces behind {@code \begin} or {@code \end}; a star behind it means nothing. */
  private Name name(Lexeme command) {
    if (peek().kind() != Kind.OPEN) {
      throw Rejection.syntax(
          command.span(), "'\\" + command.text() + "' is followed by a name in braces");
    }
    Lexeme open = take();
    while (peek().kind() == Kind.LETTERS || peek().isSign("*")) {
      at++;
    }
    if (peek().kind() != Kind.CLOSE) {
      throw Rejection.syntax(open.span(), "expected a name between '{' and '}'");
    }
    Lexeme close = take();
    String name = text.substring(open.span().end(), close.span().start()).strip();
    return new Name(name.replaceFirst("\\*$", ""), open.span().to(close.span()));
  }

  /** {@code \\[2pt]} says how far the next line is. */
  private void skipLineSpace(Lexeme newline) {
    if (peek().isSign("[") && newline.touches(peek())) {
      Lexeme number = lexemes.get(at + 1);
      int sign = number.isSign("-") ? 1 : 0;
      if (lexemes.get(at + 1 + sign).kind() == Kind.NUMBER) {
        primary();
      }
    }
  }
}
