package dev.nabla.grammar.read;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.base.Limits;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.diagnostic.Rejection;
import dev.nabla.grammar.latex.LatexInput;
import dev.nabla.grammar.latex.LatexStatement;
import dev.nabla.grammar.latex.Unread;
import dev.nabla.grammar.print.Style;
import dev.nabla.grammar.read.Pieces.Piece;
import dev.nabla.grammar.text.FirstError;
import dev.nabla.grammar.text.Layout;
import dev.nabla.grammar.text.NablaParser;
import dev.nabla.grammar.text.NablaParser.NetworkContext;
import dev.nabla.grammar.text.NablaParser.StatementContext;
import dev.nabla.grammar.text.Scope;
import dev.nabla.grammar.text.StatementBuilder;
import dev.nabla.grammar.text.TreeBuilder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
  /**
   * What could be read.
   *
   * @param spec the statements without errors
   * @param unread the names that the other statements define, or may define: nothing is known about
   *     them, and nothing should be said
   * @param latex what of it was LaTeX
   */
  public record Partial(Spec spec, Set<String> unread, FromLatex latex) {
    public Partial {
      unread = Set.copyOf(unread);
    }

    /** A tree that was not read. */
    public static Partial whole(Spec spec) {
      return new Partial(spec, Set.of(), FromLatex.NONE);
    }

    /** The statements without some of them, of which the reason is noted. */
    public Partial without(Set<Statement> left) {
      return new Partial(
          new Spec(spec.name(), spec.statements().stream().filter(s -> !left.contains(s)).toList()),
          unread,
          latex.without(left));
    }
  }

  private final Scope scope;
  private final Diagnostics diagnostics;
  private final List<Statement> statements = new ArrayList<>();
  private final List<Statement> fromLatex = new ArrayList<>();
  private final List<Statement> interpreted = new ArrayList<>();
  private final Set<String> unread = new LinkedHashSet<>();
  private Optional<Name> network = Optional.empty();
  private boolean failed;
  private boolean complete;
  private Optional<Unread> reasons = Optional.empty();

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
    Optional<Partial> read = parser.partial(source);
    read.ifPresent(partial -> partial.latex().note(diagnostics));
    return read.filter(partial -> !parser.failed).map(Partial::spec);
  }

  /**
   * Parses what can be parsed of a source, so that the rest of it can be checked too.
   *
   * @param functions as for {@link #parse}
   * @param diagnostics takes the errors
   * @return what was read, or empty when it is not known where the statements are
   */
  public static Optional<Partial> parsePartially(
      Source source, Set<String> functions, Diagnostics diagnostics) {
    return new SpecParser(functions, diagnostics).partial(source);
  }

  private Optional<Partial> partial(Source source) {
    List<Piece> pieces = pieces(source);
    pieces.forEach(piece -> scope.collect(piece.tokens()));
    pieces.stream().takeWhile(tokens -> !diagnostics.isFull()).forEach(this::statement);
    Optional<Span> first =
        pieces.stream()
            .flatMap(piece -> piece.latex().stream())
            .map(LatexStatement::span)
            .findFirst();
    FromLatex latex = new FromLatex(first, fromLatex, interpreted, reasons);
    return complete && !diagnostics.isFull()
        ? Optional.of(new Partial(new Spec(network, statements), unread, latex))
        : Optional.empty();
  }

  /**
   * Parses a single expression; newlines between operators are allowed as everywhere.
   *
   * @return the tree, or empty when an error was reported
   */
  public static Optional<Expression> parseExpression(
      Source source, Set<String> functions, Diagnostics diagnostics) {
    SpecParser parser = new SpecParser(functions, diagnostics);
    List<Piece> pieces = parser.pieces(source);
    if (parser.failed) {
      return Optional.empty();
    }
    if (pieces.size() != 1) {
      Span span = pieces.isEmpty() ? Span.NONE : Layout.span(pieces.get(1).tokens().get(0));
      String message = pieces.isEmpty() ? "expected an expression" : "expected one expression only";
      diagnostics.report(DiagnosticCode.SYNTAX, span, message);
      return Optional.empty();
    }
    return parser.attempt(
        pieces.get(0).tokens(), p -> new TreeBuilder(parser.scope).whole(p.formula().expression()));
  }

  /**
   * The statements as tokens. What is reported meanwhile counts, what was reported before does not.
   */
  private List<Piece> pieces(Source source) {
    Diagnostics found = new Diagnostics(source);
    Pieces pieces = Pieces.of(source, scope, found);
    complete = pieces.complete();
    reasons = pieces.reasons();
    unread.addAll(pieces.unread());
    failed = found.hasErrors();
    found
        .all()
        .forEach(d -> diagnostics.report(d.code(), d.span(), d.message(), d.details(), d.help()));
    return pieces.list();
  }

  private void statement(Piece piece) {
    List<Token> tokens = piece.tokens();
    if (piece.broken()) {
      unread.addAll(Scope.mayDefine(tokens));
      return;
    }
    Optional<Unread> leftOut = piece.latex().flatMap(latex -> reasons);
    Optional<List<? extends Statement>> read =
        attempt(
            tokens,
            leftOut,
            parser -> {
              StatementContext context = parser.definition().statement();
              return context instanceof NetworkContext named
                  ? network(named)
                  : new StatementBuilder(scope).statements(context);
            });
    if (leftOut.isEmpty() || read.isPresent()) {
      read.ifPresentOrElse(statements::addAll, () -> failed(tokens));
    }
    if (piece.latex().isPresent()) {
      read.ifPresent(fromLatex::addAll);
      boolean literal = piece.latex().get().literal();
      read.filter(all -> !literal).ifPresent(interpreted::addAll);
    }
  }

  private void failed(List<Token> tokens) {
    failed = true;
    unread.addAll(Scope.mayDefine(tokens));
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
    return attempt(tokens, Optional.empty(), reader);
  }

  /**
   * @param leftOut takes why a statement is left out, where it may be
   */
  private <T> Optional<T> attempt(
      List<Token> tokens, Optional<Unread> leftOut, Function<NablaParser, T> reader) {
    scope.unbindAll();
    try {
      return Optional.of(reader.apply(parser(tokens)));
    } catch (Rejection rejection) {
      leftOut.ifPresentOrElse(
          unreadable -> unreadable.add(rejection), () -> rejection.reportTo(diagnostics));
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
