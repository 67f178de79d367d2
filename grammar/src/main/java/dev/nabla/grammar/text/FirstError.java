package dev.nabla.grammar.text;

import dev.nabla.grammar.base.NearMisses;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Rejection;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * Stops at the first error of a statement and words it for people. The other statements are parsed
 * on their own, so nothing has to be recovered inside one.
 */
public final class FirstError extends DefaultErrorStrategy {
  private static final Set<Integer> LISTS =
      Set.of(NablaParser.DIM, NablaParser.INPUT, NablaParser.TARGET, NablaParser.PARAM);

  private static final List<String> KEYWORDS =
      List.of("network", "dim", "input", "target", "param", "const", "fn", "output", "loss");

  /** The words that mark a definition. */
  private static final Set<Integer> NAMING = Set.of(NablaParser.OUTPUT, NablaParser.LOSS);

  private final List<Token> statement;

  /** A strategy for one statement, whose tokens end with the end of the input. */
  public FirstError(List<Token> statement) {
    this.statement = statement;
  }

  @Override
  public void recover(Parser parser, RecognitionException error) {
    throw rejection(parser, error);
  }

  @Override
  public Token recoverInline(Parser parser) {
    throw rejection(parser, new InputMismatchException(parser));
  }

  @Override
  public void reportError(Parser parser, RecognitionException error) {
    throw rejection(parser, error);
  }

  @Override
  public void sync(Parser parser) {
    // Loops end at what they cannot take; what follows them says what is wrong.
  }

  private Rejection rejection(Parser parser, RecognitionException error) {
    int at = Math.min(statement.indexOf(error.getOffendingToken()), statement.size() - 1);
    Token found = statement.get(Math.max(at, 0));
    IntervalSet expected = error.getExpectedTokens();
    boolean atEnd = found.getType() == Token.EOF;
    if (at <= 0) {
      return Rejection.syntax(
          Layout.span(found),
          expected.contains(NablaParser.PARAM) ? "expected a statement" : "expected an expression",
          expected.contains(NablaParser.PARAM)
              ? new String[] {"a statement is 'name = expression' or a declaration"}
              : new String[0]);
    }
    Token before = statement.get(at - 1);
    Span span =
        atEnd ? new Span(before.getStopIndex() + 1, before.getStopIndex() + 1) : Layout.span(found);
    if (expected.contains(NablaParser.EOF)) {
      return leftOver(span, before, found);
    }
    String[] help = help(parser, before, found, expected);
    String message =
        "expected " + wanted(parser, expected, before) + " after " + Layout.quoted(before);
    String rest = atEnd ? "" : ", but found " + Layout.quoted(found);
    return Rejection.syntax(span, message + rest, help);
  }

  /** What could have stood there, by the kind of token, in words. */
  private static String wanted(Parser parser, IntervalSet expected, Token before) {
    if (expected.contains(NablaParser.LPAREN) && expected.contains(NablaParser.NORM_OPEN)) {
      return "an expression";
    }
    if (expected.contains(NablaParser.ASSIGN)) {
      return "'='";
    }
    if (expected.equals(IntervalSet.of(NablaParser.COLON))) {
      return "':' and a shape";
    }
    if (expected.contains(NablaParser.LPAREN)) {
      return parser.getContext() instanceof NablaParser.ShapeContext
          ? "a shape in parentheses"
          : "'('";
    }
    if (expected.contains(NablaParser.NAME)) {
      return expected.contains(NablaParser.NUMBER) ? "an index" : "a name";
    }
    if (expected.contains(NablaParser.NUMBER)) {
      return "a whole number";
    }
    if (expected.contains(NablaParser.NORM_CLOSE)) {
      return "'‖'";
    }
    if (parser.getContext() instanceof NablaParser.FunctionContext
        && before.getType() == NablaParser.LPAREN) {
      return "a name or ')'";
    }
    return expected.contains(NablaParser.RPAREN) ? "',' or ')'" : "',' or ']'";
  }

  private String[] help(Parser parser, Token before, Token found, IntervalSet expected) {
    boolean left = expected.contains(NablaParser.PLUS_ASSIGN);
    if (left && found.getType() == NablaParser.LPAREN) {
      return new String[] {
        Layout.format("a value is defined as '%s = …'", before.getText()),
        Layout.format("a function is defined as 'fn %s(u) = …'", before.getText())
      };
    }
    int next = statement.indexOf(found) + 1;
    if (left
        && found.getType() == NablaParser.COLON
        && statement.get(next).getType() == NablaParser.ASSIGN) {
      return new String[] {"a definition is written with = alone"};
    }
    if (left) {
      return new String[] {definition(statement.get(0), found)};
    }
    if (found.getType() == NablaParser.ASSIGN && statement.get(0).getType() == NablaParser.FN) {
      String name = before.getText();
      return new String[] {
        Layout.format(
            "a function has arguments, fn %s(u) = …; a value has none, %s = …", name, name)
      };
    }
    if (parser.getContext() instanceof NablaParser.IndexContext) {
      return new String[] {
        "a subscript is the name of an index, or a number from 1; its range comes from the shapes"
      };
    }
    if (parser.getContext() instanceof NablaParser.ShapeContext) {
      return new String[] {"a shape is () for a scalar, (n) for a vector, (m, n) for a matrix"};
    }
    if (before.getType() == NablaParser.POWER && found.getType() == NablaParser.TIMES) {
      return new String[] {
        "numbers are real: a transpose is written A^T; a name may end in _star or _opt"
      };
    }
    if (found.getType() == NablaParser.ASSIGN && NAMING.contains(before.getType())) {
      String word = before.getText();
      String letter = before.getType() == NablaParser.LOSS ? "L" : "y";
      return new String[] {Layout.format("a name stands behind the word: %s %s = …", word, letter)};
    }
    boolean name = Layout.isKeyword(found);
    return name
        ? new String[] {Layout.quoted(found) + " is a word of the language, not a name"}
        : new String[0];
  }

  /** What a statement without {@code =} may have been meant for. */
  private static String definition(Token first, Token found) {
    String word = first.getText();
    List<String> near = KEYWORDS.stream().filter(keyword -> word.startsWith(keyword)).toList();
    near = near.isEmpty() ? NearMisses.of(word, KEYWORDS) : near;
    if (found.getType() == NablaParser.NAME && !near.isEmpty()) {
      return "did you mean " + String.join(", ", near) + "?";
    }
    if (found.getType() == NablaParser.COLON) {
      return "a declaration begins with input, target or param: 'param W : (m, n)'";
    }
    return found.getText().equals("==")
        ? "a definition is written with one ="
        : "a statement gives a name to an expression: 'f = x + y'";
  }

  /** The statement could have ended before this token. */
  private Rejection leftOver(Span span, Token before, Token found) {
    String text = Layout.quoted(found);
    if (found.getType() == NablaParser.COMPARE) {
      return Rejection.syntax(
          span, "comparisons do not chain: " + text + " follows another", "put one in parentheses");
    }
    if (found.getType() == NablaParser.ASSIGN || found.getType() == NablaParser.PLUS_ASSIGN) {
      return Rejection.syntax(
          span,
          "expected an operator or the end of the statement, but found " + text,
          "one statement defines one name; equality is written ==");
    }
    boolean quotient = Set.of(NablaParser.BAR, NablaParser.DIVIDE).contains(found.getType());
    if (quotient && statement.get(0).getType() == NablaParser.DIM) {
      return new Rejection(
          DiagnosticCode.BAD_VALUE, span, "a size is a whole number from 1, not a quotient");
    }
    if (LISTS.contains(statement.get(0).getType())) {
      return Rejection.syntax(
          span,
          "expected ',' or the end of the statement, but found " + text,
          "declarations in a list are separated by commas");
    }
    if (statement.get(0).getType() == NablaParser.NETWORK) {
      return Rejection.syntax(
          span, "the name of a network is one word, but found " + text + " behind it");
    }
    String message = "expected an operator or the end of the statement, but found " + text;
    return Layout.isKeyword(found)
        ? Rejection.syntax(
            span, message, text + " is a word of the language and starts a statement")
        : Rejection.syntax(span, message + " after " + Layout.quoted(before));
  }
}
