package dev.nabla.grammar;

import dev.nabla.grammar.NablaParser.NetworkContext;
import dev.nabla.grammar.NablaParser.StatementContext;
import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Span;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.latex.LatexInput;
import dev.nabla.grammar.latex.LatexStatement;
import dev.nabla.grammar.latex.Rows;
import dev.nabla.grammar.print.Style;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;

/**
 * Reads the language. Each statement is parsed on its own, so that one run reports the errors of
 * all of them. Whatever the text is, the outcome is a tree or a diagnostic with a position, never
 * an exception; see {@link Limits}.
 */
public final class SpecParser {
  /** How many statements are shown of what LaTeX was read as, and how long each may be. */
  private static final int NOTED = 200;

  private static final int WIDTH = 400;

  /** One statement as tokens, and the LaTeX that it stands for. */
  private record Cut(List<Token> tokens, Optional<LatexStatement> latex) {
    Token first() {
      return tokens.get(0);
    }

    Cut asLoss() {
      CommonToken loss = new CommonToken(NablaParser.LOSS, "loss");
      loss.setStartIndex(first().getStartIndex());
      loss.setStopIndex(first().getStartIndex() - 1);
      List<Token> marked = new ArrayList<>(tokens);
      marked.add(0, loss);
      Span span = Layout.span(first()).to(Layout.span(tokens.get(tokens.size() - 1)));
      return latex(new LatexStatement(span, marked, Map.of()));
    }

    static Cut typed(List<Token> tokens) {
      return new Cut(tokens, Optional.empty());
    }

    static Cut latex(LatexStatement statement) {
      return new Cut(statement.tokens(), Optional.of(statement));
    }

    boolean isLatex() {
      return latex.isPresent();
    }

    Span span() {
      return latex.map(LatexStatement::span).orElseThrow();
    }

    List<? extends Statement> byElements(List<? extends Statement> read) {
      return latex.isEmpty()
          ? read
          : read.stream()
              .map(
                  s ->
                      s instanceof Statement.Assignment value
                          ? Rows.byElements(value, latex.get().orders())
                          : s)
              .toList();
    }
  }

  private final Scope scope;
  private final Diagnostics diagnostics;
  private final List<Statement> statements = new ArrayList<>();
  private final List<Statement> fromLatex = new ArrayList<>();
  private Optional<Name> network = Optional.empty();
  private boolean failed;

  private SpecParser(Set<String> functions, Diagnostics diagnostics) {
    this.scope = new Scope(functions);
    this.diagnostics = diagnostics;
  }

  /**
   * Parses a whole source.
   *
   * @param functions the names of the built-in functions, aliases included; those that the source
   *     defines are added
   * @param diagnostics takes the errors
   * @return the tree, or empty when an error was reported
   */
  public static Optional<Spec> parse(
      Source source, Set<String> functions, Diagnostics diagnostics) {
    SpecParser parser = new SpecParser(functions, diagnostics);
    List<Cut> cut = parser.cutAll(source);
    cut.forEach(statement -> parser.scope.collect(statement.tokens()));
    cut.stream().takeWhile(tokens -> !diagnostics.isFull()).forEach(parser::statement);
    parser.noteLatex(cut);
    return parser.failed || diagnostics.isFull()
        ? Optional.empty()
        : Optional.of(new Spec(parser.network, parser.statements));
  }

  /**
   * Parses a single expression; newlines between operators are allowed as everywhere.
   *
   * @return the tree, or empty when an error was reported
   */
  public static Optional<Expression> parseExpression(
      Source source, Set<String> functions, Diagnostics diagnostics) {
    SpecParser parser = new SpecParser(functions, diagnostics);
    List<List<Token>> cut = parser.cut(source);
    if (parser.failed) {
      return Optional.empty();
    }
    if (cut.size() != 1) {
      Span span = cut.isEmpty() ? Span.NONE : Layout.span(cut.get(1).get(0));
      String message = cut.isEmpty() ? "expected an expression" : "expected one expression only";
      diagnostics.report(DiagnosticCode.SYNTAX, span, message);
      return Optional.empty();
    }
    return parser.attempt(
        cut.get(0), p -> new TreeBuilder(parser.scope).whole(p.formula().expression()));
  }

  /**
   * The statements as tokens. What is reported meanwhile counts, what was reported before does not.
   */
  private List<List<Token>> cut(Source source) {
    Diagnostics found = new Diagnostics(source);
    List<List<Token>> cut = Layout.statements(source, found);
    pass(found);
    return cut;
  }

  private void pass(Diagnostics found) {
    failed |= found.hasErrors();
    found
        .all()
        .forEach(d -> diagnostics.report(d.code(), d.span(), d.message(), d.details(), d.help()));
  }

  /** The typed statements and those in LaTeX, in order of the text. */
  private List<Cut> cutAll(Source source) {
    LatexInput latex = LatexInput.of(source);
    if (latex.isEmpty()) {
      return cut(source).stream().map(Cut::typed).toList();
    }
    List<List<Token>> typed = cut(latex.typed());
    Diagnostics found = new Diagnostics(source);
    List<Cut> all = new ArrayList<>(typed.stream().map(Cut::typed).toList());
    latex
        .statements(TypedNames.surroundings(typed, scope), found)
        .forEach(statement -> all.add(Cut.latex(statement)));
    pass(found);
    all.sort(Comparator.comparingInt(cut -> cut.tokens().get(0).getStartIndex()));
    return withLoss(all);
  }

  /**
   * Beside LaTeX, where nothing is marked as the loss, a typed statement is it too when its name
   * says so and nothing else uses it.
   */
  private static List<Cut> withLoss(List<Cut> all) {
    if (all.stream().anyMatch(cut -> cut.first().getType() == NablaParser.LOSS)) {
      return all;
    }
    Map<String, Long> count =
        all.stream()
            .flatMap(cut -> cut.tokens().stream())
            .filter(token -> token.getType() == NablaParser.NAME)
            .collect(Collectors.groupingBy(Token::getText, Collectors.counting()));
    List<Cut> marked = new ArrayList<>(all);
    for (int i = all.size() - 1; i >= 0; i--) {
      Cut cut = all.get(i);
      boolean isLoss =
          cut.tokens().size() > 1
              && cut.tokens().get(1).getType() == NablaParser.ASSIGN
              && LatexInput.isLossName(cut.first().getText())
              && count.get(cut.first().getText()) == 1;
      if (isLoss) {
        marked.set(i, cut.asLoss());
        return marked;
      }
    }
    return marked;
  }

  private void statement(Cut cut) {
    Optional<List<? extends Statement>> read =
        attempt(
            cut.tokens(),
            parser -> {
              StatementContext context = parser.definition().statement();
              return context instanceof NetworkContext named
                  ? network(named)
                  : cut.byElements(new StatementBuilder(scope).statements(context));
            });
    read.ifPresentOrElse(statements::addAll, () -> failed = true);
    if (cut.isLatex()) {
      read.ifPresent(fromLatex::addAll);
    }
  }

  /** Says once, at the first LaTeX, what all of it was read as. */
  private void noteLatex(List<Cut> cut) {
    if (fromLatex.isEmpty()) {
      return;
    }
    List<String> lines =
        fromLatex.stream()
            .limit(NOTED)
            .map(Style.TEXT::statement)
            .map(SpecParser::shortened)
            .toList();
    int more = fromLatex.size() - lines.size();
    Span first = cut.stream().filter(Cut::isLatex).findFirst().orElseThrow().span();
    diagnostics.report(
        DiagnosticCode.LATEX,
        first,
        "LaTeX is read as",
        more == 0
            ? lines
            : Stream.concat(lines.stream(), Stream.of("… and " + more + " more")).toList(),
        List.of());
  }

  private static String shortened(String line) {
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH) + "…";
  }

  private List<Statement> network(NetworkContext context) {
    Name name = TreeBuilder.name(context.NAME().getSymbol());
    if (network.isPresent()) {
      throw new Rejection(
          DiagnosticCode.DUPLICATE_NAME,
          name.span(),
          "the network is named already: " + network.get().text());
    }
    // A title is not a variable, so its spelling stays as it is typed.
    network = Optional.of(new Name(name.span(), context.NAME().getText()));
    return List.of();
  }

  private <T> Optional<T> attempt(List<Token> tokens, Function<NablaParser, T> reader) {
    scope.unbindAll();
    try {
      return Optional.of(reader.apply(parser(tokens)));
    } catch (Rejection rejection) {
      rejection.reportTo(diagnostics);
      return Optional.empty();
    }
  }

  /**
   * Parses a formula in LaTeX, as {@link Style#LATEX} writes it.
   *
   * @param indices the letters that are indices in it, besides those that its sums bind
   * @return the tree, or empty when an error was reported
   */
  public static Optional<Expression> parseLatex(
      Source source, Set<String> functions, Set<String> indices, Diagnostics diagnostics) {
    SpecParser parser = new SpecParser(functions, diagnostics);
    try {
      List<Token> tokens = LatexInput.formula(source, functions, indices);
      if (tokens.isEmpty()) {
        throw Rejection.syntax(Span.NONE, "expected an expression");
      }
      return parser.attempt(
          tokens, p -> new TreeBuilder(parser.scope).whole(p.formula().expression()));
    } catch (Rejection rejection) {
      rejection.reportTo(diagnostics);
      return Optional.empty();
    }
  }

  private static NablaParser parser(List<Token> tokens) {
    CommonToken end = new CommonToken(tokens.get(tokens.size() - 1));
    end.setType(Token.EOF);
    end.setStartIndex(end.getStopIndex() + 1);
    end.setStopIndex(end.getStopIndex());
    List<Token> all = new ArrayList<>(tokens);
    all.add(end);
    NablaParser parser = new NablaParser(new CommonTokenStream(new ListTokenSource(all)));
    parser.removeErrorListeners();
    parser.setErrorHandler(new FirstError(all));
    return parser;
  }
}
