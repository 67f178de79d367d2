package dev.nabla.grammar.read;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.latex.LatexInput;
import dev.nabla.grammar.latex.LatexStatement;
import dev.nabla.grammar.latex.Unread;
import dev.nabla.grammar.text.Layout;
import dev.nabla.grammar.text.Layout.Cut;
import dev.nabla.grammar.text.NablaParser;
import dev.nabla.grammar.text.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * The statements of a source as tokens, typed ones and those in LaTeX, in order of the text.
 *
 * @param list the statements
 * @param unread the names that LaTeX defines which could not be read
 * @param reasons why LaTeX among sentences is left out
 * @param complete whether it is known where all statements are, and what they define
 */
record Pieces(List<Piece> list, Set<String> unread, Optional<Unread> reasons, boolean complete) {
  /**
   * One statement.
   *
   * @param broken whether it has been reported and cannot be parsed
   * @param latex the LaTeX that it stands for
   */
  record Piece(List<Token> tokens, boolean broken, Optional<LatexStatement> latex) {
    private Token first() {
      return tokens.get(0);
    }

    private Piece asLoss() {
      CommonToken loss = new CommonToken(NablaParser.LOSS, "loss");
      loss.setStartIndex(first().getStartIndex());
      loss.setStopIndex(first().getStartIndex() - 1);
      List<Token> marked = new ArrayList<>(tokens);
      marked.add(0, loss);
      Span span = Layout.span(first()).to(Layout.span(tokens.get(tokens.size() - 1)));
      return new Piece(marked, broken, Optional.of(new LatexStatement(span, marked, false)));
    }
  }

  /**
   * Cuts a source.
   *
   * @param scope knows the functions of the language
   * @param diagnostics takes the errors
   */
  static Pieces of(Source source, Scope scope, Diagnostics diagnostics) {
    LatexInput latex = LatexInput.of(source);
    if (latex.isEmpty()) {
      Optional<List<Cut>> cut = Layout.statements(source, diagnostics);
      return new Pieces(
          cut.map(Pieces::typed).orElse(List.of()), Set.of(), Optional.empty(), cut.isPresent());
    }
    Optional<List<Cut>> cut = Layout.statements(latex.typed(), diagnostics);
    List<List<Token>> tokens = cut.stream().flatMap(List::stream).map(Cut::tokens).toList();
    LatexInput.Result read = latex.statements(TypedNames.surroundings(tokens, scope), diagnostics);
    read.letters().forEach(scope::addVariable);
    List<Piece> all = new ArrayList<>(cut.map(Pieces::typed).orElse(List.of()));
    read.statements().forEach(s -> all.add(new Piece(s.tokens(), false, Optional.of(s))));
    all.sort(Comparator.comparingInt(piece -> piece.first().getStartIndex()));
    return new Pieces(
        withLoss(all),
        read.unread(),
        Optional.of(read.reasons()).filter(Unread::isProse),
        cut.isPresent() && read.complete());
  }

  private static List<Piece> typed(List<Cut> cut) {
    return cut.stream().map(c -> new Piece(c.tokens(), c.broken(), Optional.empty())).toList();
  }

  /**
   * Beside LaTeX, where nothing is marked as the loss, a typed statement is it too when its name
   * says so and nothing else uses it.
   */
  private static List<Piece> withLoss(List<Piece> all) {
    if (all.stream().anyMatch(piece -> piece.first().getType() == NablaParser.LOSS)) {
      return all;
    }
    Map<String, Long> count =
        all.stream()
            .flatMap(piece -> piece.tokens().stream())
            .filter(token -> token.getType() == NablaParser.NAME)
            .collect(Collectors.groupingBy(Token::getText, Collectors.counting()));
    for (int i = all.size() - 1; i >= 0; i--) {
      Piece piece = all.get(i);
      boolean isLoss =
          piece.tokens().size() > 1
              && piece.tokens().get(1).getType() == NablaParser.ASSIGN
              && LatexInput.isLossName(piece.first().getText())
              && count.get(piece.first().getText()) == 1;
      if (isLoss) {
        List<Piece> marked = new ArrayList<>(all);
        marked.set(i, piece.asLoss());
        return marked;
      }
    }
    return all;
  }
}
