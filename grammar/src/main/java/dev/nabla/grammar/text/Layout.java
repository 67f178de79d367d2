package dev.nabla.grammar.text;

import dev.nabla.grammar.base.Limits;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.base.Visible;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;

/**
 * Cuts the tokens of a source into statements and settles what a grammar without context cannot:
 * where a newline ends a statement, which {@code ‖} opens and which closes, and whether {@code [}
 * indexes what it touches or starts a literal. Brackets are matched here, so that a forgotten one
 * spoils its own statement only, and depth is limited before anything recursive runs.
 */
public final class Layout {
  private static final Set<Integer> KEYWORDS =
      Set.of(
          NablaParser.NETWORK,
          NablaParser.DIM,
          NablaParser.INPUT,
          NablaParser.TARGET,
          NablaParser.PARAM,
          NablaParser.CONST,
          NablaParser.FN,
          NablaParser.OUTPUT,
          NablaParser.LOSS);

  private static final Set<Integer> OPERATORS =
      Set.of(
          NablaParser.PLUS,
          NablaParser.MINUS,
          NablaParser.TIMES,
          NablaParser.HADAMARD,
          NablaParser.DIVIDE,
          NablaParser.OUTER,
          NablaParser.COMPARE,
          NablaParser.POWER,
          NablaParser.DOT_POWER);

  private static final Set<Integer> OPERAND_ENDS =
      Set.of(
          NablaParser.NAME,
          NablaParser.NUMBER,
          NablaParser.RPAREN,
          NablaParser.RBRACKET,
          NablaParser.NORM_CLOSE,
          NablaParser.NORM_KIND,
          NablaParser.PRIME,
          NablaParser.TRANSPOSE,
          NablaParser.SUPERSCRIPT);

  private static final Map<Integer, String> ADVICE =
      Map.ofEntries(
          Map.entry((int) '.', "a number starts with a digit, as in 0.5"),
          Map.entry((int) '×', "write * for a product and ⊙ for an element-wise one"),
          Map.entry((int) '–', "a minus is written -"),
          Map.entry((int) '—', "a minus is written -"),
          Map.entry((int) '|', "a norm is written ‖v‖ or ||v||, an absolute value abs(v)"),
          Map.entry((int) '∂', "the adjoint ∂L/∂z1 is a name of its own: δz1"),
          Map.entry(
              (int) '\\',
              "LaTeX is a statement of its own; the solution of A x = b is written A^-1 b"),
          Map.entry((int) '"', "names and numbers stand without quotes"),
          Map.entry((int) '{', "group with ( )"),
          Map.entry((int) '}', "group with ( )"),
          Map.entry((int) '%', "a comment starts with #; there is no remainder of a division"),
          Map.entry((int) '!', "'not equal' is written !=; there is no factorial"),
          Map.entry((int) '?', "a choice is written where(c, a, b)"),
          Map.entry((int) '&', "conditions that hold together are multiplied: (a > 0) (b > 0)"),
          Map.entry((int) '½', "a fraction is written 1/2"),
          Map.entry((int) '≔', "a definition is written with ="),
          Map.entry((int) '←', "a definition is written with ="),
          Map.entry((int) '√', "a root is written sqrt(x)"),
          Map.entry((int) '⟨', "a dot product is written a · b or dot(a, b)"),
          Map.entry((int) '∈', "a declaration is written 'param W : (m, n)'"),
          Map.entry((int) '†', "numbers are real: a transpose is written A^T"));

  /**
   * One statement.
   *
   * @param tokens its tokens, at least one
   * @param broken whether it has been reported already, and is not to be parsed
   */
  public record Cut(List<Token> tokens, boolean broken) {}

  private final Diagnostics diagnostics;
  private final List<Cut> statements = new ArrayList<>();
  private final Deque<Token> open = new ArrayDeque<>();
  private List<Token> tokens = List.of();
  private List<Token> current = new ArrayList<>();
  private boolean broken;

  private Layout(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * The statements of the source, none of them empty. What is wrong with characters and brackets is
   * reported.
   *
   * @return empty when the source passes a limit, so that nothing is known about the rest of it
   */
  public static Optional<List<Cut>> statements(Source source, Diagnostics diagnostics) {
    Layout layout = new Layout(diagnostics);
    return layout.tokens(source).map(layout::cut);
  }

  private Optional<List<Token>> tokens(Source source) {
    if (source.text().length() > Limits.CHARACTERS) {
      String message = "the text is longer than %,d characters, the limit";
      diagnostics.report(DiagnosticCode.LIMIT, Span.NONE, format(message, Limits.CHARACTERS));
      return Optional.empty();
    }
    NablaLexer lexer = new NablaLexer(new SourceCharacters(source));
    lexer.removeErrorListeners();
    List<Token> found = new ArrayList<>();
    for (Token t = lexer.nextToken(); t.getType() != Token.EOF; t = lexer.nextToken()) {
      if (t.getChannel() == Token.HIDDEN_CHANNEL || isByteOrderMark(t)) {
        continue;
      }
      found.add(t);
      if (found.size() > Limits.TOKENS) {
        String message = "the text has more than %,d words, numbers and signs, the limit";
        diagnostics.report(DiagnosticCode.LIMIT, span(t), format(message, Limits.TOKENS));
        return Optional.empty();
      }
    }
    return Optional.of(found);
  }

  private static boolean isByteOrderMark(Token t) {
    return t.getStartIndex() == 0 && t.getText().equals("\uFEFF");
  }

  /** A statement with a character that means nothing is not parsed: that would only be a guess. */
  private void badCharacter(Token t) {
    broken = true;
    int c = t.getText().codePointAt(0);
    String shown = Visible.quoted(c);
    List<String> help = ADVICE.containsKey(c) ? List.of(ADVICE.get(c)) : List.of();
    diagnostics.report(
        DiagnosticCode.BAD_CHARACTER,
        span(t),
        "the character " + shown + " has no meaning here",
        List.of(),
        help);
  }

  private static Token part(Token whole, int type, int start, int stop) {
    CommonToken token = new CommonToken(whole);
    token.setType(type);
    token.setStartIndex(start);
    token.setStopIndex(stop);
    return token;
  }

  private List<Cut> cut(List<Token> all) {
    tokens = all;
    for (int i = 0; i < tokens.size(); i++) {
      Token t = tokens.get(i);
      switch (t.getType()) {
        case NablaParser.NEWLINE -> newline(i);
        case NablaParser.SEMICOLON -> semicolon(t);
        case NablaParser.LPAREN, NablaParser.LBRACKET -> open(retyped(t, opening(t)));
        case NablaParser.NORM -> norm(t);
        case NablaParser.RPAREN -> close(t, NablaParser.LPAREN);
        case NablaParser.RBRACKET -> close(t, NablaParser.LBRACKET);
        case NablaParser.NAME -> name(t, i);
        case NablaParser.DIVIDE -> current.add(isTight(i) ? retyped(t, NablaParser.BAR) : t);
        case NablaParser.BAD -> i = character(i);
        default -> current.add(t);
      }
      if (open.size() > Limits.NESTING) {
        tooDeep(t);
        i = lastOfStatement(i);
      }
    }
    end();
    return statements;
  }

  /**
   * Takes a character that is no sign of its own, and what it forms a sign with: the {@code _1}
   * behind a norm, the {@code .T} behind an operand. Returns the place of the last.
   */
  private int character(int at) {
    Token t = tokens.get(at);
    boolean behind = at > 0 && touch(tokens.get(at - 1), t);
    boolean before = at + 1 < tokens.size() && touch(t, tokens.get(at + 1));
    if (behind && endsWith(Set.of(NablaParser.NORM_CLOSE))) {
      String text = t.getText();
      boolean low = !text.equals("_") && !Normalizer.normalize(text, Form.NFKC).equals(text);
      if (low) {
        current.add(named(t, Normalizer.normalize(text, Form.NFKC), t));
        return at;
      }
      boolean braces =
          before
              && tokens.get(at + 1).getText().equals("{")
              && at + 3 < tokens.size()
              && tokens.get(at + 3).getText().equals("}");
      if (text.equals("_") && before) {
        Token kind = tokens.get(at + (braces ? 2 : 1));
        int last = at + (braces ? 3 : 1);
        current.add(named(t, kind.getText(), tokens.get(last)));
        return last;
      }
    }
    if (t.getText().equals(".") && before && typeAt(at + 1) == NablaParser.NAME) {
      return member(at, behind && endsWith(OPERAND_ENDS));
    }
    badCharacter(t);
    return at;
  }

  private static Token named(Token first, String text, Token last) {
    CommonToken token =
        (CommonToken)
            part(first, NablaParser.NORM_KIND, first.getStartIndex(), last.getStopIndex());
    token.setText(text);
    return token;
  }

  /** {@code A.T} is a transpose; anything else behind a dot is said otherwise here. */
  private int member(int at, boolean operand) {
    Token dot = tokens.get(at);
    if (operand && tokens.get(at + 1).getText().equals("T")) {
      int stop = tokens.get(at + 1).getStopIndex();
      current.add(part(dot, NablaParser.TRANSPOSE, dot.getStartIndex(), stop));
      return at + 1;
    }
    int last = at + 1;
    while (last + 2 < tokens.size()
        && tokens.get(last + 1).getText().equals(".")
        && typeAt(last + 2) == NablaParser.NAME) {
      last += 2;
    }
    String text = tokens.get(last).getText();
    String help =
        switch (text) {
          case "inv", "I" -> "an inverse is written A^-1";
          case "dot", "mm", "matmul" -> "a product is written A x, a dot product a · b";
          case "transpose", "t", "H" -> "a transpose is written A^T";
          default -> format("a function stands before its argument and without a dot: %s(x)", text);
        };
    broken = true;
    diagnostics.report(
        DiagnosticCode.BAD_CHARACTER,
        span(dot),
        "a dot before a name has no meaning here",
        List.of(),
        List.of(help));
    return last;
  }

  /** Whether a slash has an operand on either side and no space. */
  private boolean isTight(int at) {
    return endsWith(OPERAND_ENDS)
        && at + 1 < tokens.size()
        && tokens.get(at).getText().equals("/")
        && typeAt(at + 1) != NablaParser.MINUS
        && touch(tokens.get(at - 1), tokens.get(at))
        && touch(tokens.get(at), tokens.get(at + 1));
  }

  private void tooDeep(Token t) {
    if (!broken) {
      String message = "brackets are nested more than %d deep, the limit";
      diagnostics.report(DiagnosticCode.LIMIT, span(t), format(message, Limits.NESTING));
    }
    broken = true;
    end();
  }

  /** The last token before a line on which a statement begins for certain. */
  private int lastOfStatement(int from) {
    int i = from;
    while (i < tokens.size() && !(typeAt(i) == NablaParser.NEWLINE && startsDefinition(i + 1))) {
      i++;
    }
    return i;
  }

  private void newline(int at) {
    boolean continued = !open.isEmpty() || endsWith(OPERATORS);
    if (continued && startsDefinition(at + 1)) {
      end();
    } else if (!continued
        && (!endsWith(Set.of(NablaParser.COMMA)) || KEYWORDS.contains(typeAt(at + 1)))) {
      end();
    }
  }

  /**
   * Whether a statement begins at this token for certain. Such a line continues nothing: what is
   * open before it has been forgotten.
   */
  private boolean startsDefinition(int at) {
    if (typeAt(at) != NablaParser.NAME) {
      return KEYWORDS.contains(typeAt(at));
    }
    int i = at + 1;
    if (typeAt(i) == NablaParser.LBRACKET) {
      while (Set.of(NablaParser.LBRACKET, NablaParser.NAME, NablaParser.COMMA)
          .contains(typeAt(i))) {
        i++;
      }
      i += typeAt(i) == NablaParser.RBRACKET ? 1 : 0;
    }
    return typeAt(i) == NablaParser.ASSIGN || typeAt(i) == NablaParser.PLUS_ASSIGN;
  }

  private int typeAt(int at) {
    return at < tokens.size() ? tokens.get(at).getType() : Token.EOF;
  }

  private void semicolon(Token t) {
    if (!open.isEmpty() && open.peek().getType() == NablaParser.LBRACKET) {
      current.add(t);
    } else {
      end();
    }
  }

  /** A bracket that touches the operand before it indexes it; a number takes no index. */
  private int opening(Token t) {
    if (t.getType() != NablaParser.LBRACKET || current.isEmpty() || !endsWith(OPERAND_ENDS)) {
      return t.getType();
    }
    Token last = current.get(current.size() - 1);
    boolean exponent = current.size() > 1 && isExponent(current.size() - 1);
    boolean indexes = touch(last, t) && (last.getType() != NablaParser.NUMBER || exponent);
    return indexes ? NablaParser.INDEX_OPEN : NablaParser.LBRACKET;
  }

  private boolean isExponent(int at) {
    int before = current.get(at - 1).getType();
    if (before == NablaParser.MINUS && at > 1) {
      before = current.get(at - 2).getType();
    }
    return before == NablaParser.POWER || before == NablaParser.DOT_POWER;
  }

  private void open(Token t) {
    open.push(t);
    current.add(t);
  }

  /** Inside a norm, a norm sign behind an operand closes; anywhere else it opens. */
  private void norm(Token t) {
    boolean inside = !open.isEmpty() && open.peek().getType() == NablaParser.NORM_OPEN;
    if (inside && endsWith(OPERAND_ENDS)) {
      open.pop();
      current.add(retyped(t, NablaParser.NORM_CLOSE));
    } else {
      open(retyped(t, NablaParser.NORM_OPEN));
    }
  }

  private void close(Token t, int opener) {
    int top = open.isEmpty() ? Token.INVALID_TYPE : open.peek().getType();
    if (top == opener || (opener == NablaParser.LBRACKET && top == NablaParser.INDEX_OPEN)) {
      open.pop();
    } else if (open.isEmpty()) {
      reject(t, quoted(t) + " closes nothing: nothing is open before it");
    } else {
      Token unclosed = open.pop();
      reject(unclosed, quoted(unclosed) + " is not closed before " + quoted(t));
    }
    current.add(t);
  }

  /** {@code a outer b} is infix; {@code outer(a, b)} is a function like others. */
  private void name(Token t, int at) {
    if (t.getText().length() > Limits.NAME) {
      String message = "a name is longer than %,d characters, the limit";
      broken = true;
      diagnostics.report(DiagnosticCode.LIMIT, span(t), format(message, Limits.NAME));
    }
    boolean called = typeAt(at + 1) == NablaParser.LPAREN && touch(t, tokens.get(at + 1));
    boolean infix = t.getText().equals("outer") && endsWith(OPERAND_ENDS) && !called;
    current.add(infix ? retyped(t, NablaParser.OUTER) : t);
  }

  private void end() {
    if (!open.isEmpty()) {
      Token unclosed = open.peek();
      reject(unclosed, quoted(unclosed) + " is never closed");
    }
    if (!current.isEmpty()) {
      statements.add(new Cut(List.copyOf(current), broken));
    }
    open.clear();
    current = new ArrayList<>();
    broken = false;
  }

  /** Reports a bracket, once for each statement, and keeps the statement from being parsed. */
  private void reject(Token t, String message) {
    if (!broken) {
      diagnostics.report(DiagnosticCode.SYNTAX, span(t), message);
    }
    broken = true;
  }

  private boolean endsWith(Set<Integer> types) {
    return !current.isEmpty() && types.contains(current.get(current.size() - 1).getType());
  }

  static boolean isKeyword(Token t) {
    return KEYWORDS.contains(t.getType());
  }

  /**
   * Whether no space stands between two tokens. A parenthesis without text stands for what shows
   * grouping by other means, such as a fraction bar, and touches nothing.
   */
  public static boolean touch(Token before, Token after) {
    return before.getStopIndex() + 1 == after.getStartIndex() && !after.getText().isEmpty();
  }

  public static Span span(Token t) {
    return new Span(t.getStartIndex(), t.getStopIndex() + 1);
  }

  static String quoted(Token t) {
    String text = t.getText();
    return "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
  }

  /** The text from one token to another, as it is typed. */
  static String typed(Token first, Token last) {
    return first.getInputStream() == null
        ? first.getText() + (first == last ? "" : " … " + last.getText())
        : first.getInputStream().getText(Interval.of(first.getStartIndex(), last.getStopIndex()));
  }

  static String format(String message, Object... values) {
    return String.format(Locale.ROOT, message, values);
  }

  private static Token retyped(Token t, int type) {
    return t.getType() == type ? t : part(t, type, t.getStartIndex(), t.getStopIndex());
  }
}
