package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.text.NablaParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/** Tokens of the language that stand for places in LaTeX. */
final class Tokens {
  private final List<Token> list = new ArrayList<>();
  private boolean literal = true;

  List<Token> list() {
    return list;
  }

  void add(int type, String text, Span span) {
    CommonToken token = new CommonToken(type, text);
    token.setStartIndex(span.start());
    token.setStopIndex(span.end() - 1);
    list.add(token);
  }

  /** Says that something is read that is not literally there. */
  void interpret() {
    literal = false;
  }

  boolean isLiteral() {
    return literal;
  }

  void name(String name, Span span) {
    add(NablaParser.NAME, name, span);
  }

  /** A parenthesis that groups what LaTeX shows as one by other means. */
  void openImplied(Span whole) {
    add(NablaParser.LPAREN, "", new Span(whole.start(), whole.start() + 1));
  }

  /**
   * @param shown what messages call the group
   */
  void closeImplied(Span whole, String shown) {
    add(NablaParser.RPAREN, shown, new Span(whole.end() - 1, whole.end()));
  }

  boolean endsWithName(String name) {
    return !list.isEmpty() && list.get(list.size() - 1).getText().equals(name);
  }

  boolean endsWith(int type) {
    return !list.isEmpty() && list.get(list.size() - 1).getType() == type;
  }
}
