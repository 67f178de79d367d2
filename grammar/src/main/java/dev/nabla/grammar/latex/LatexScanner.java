package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.latex.Lexeme.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts LaTeX into lexemes. Letters in a row are single letters, as {@code Wx} is a product, unless
 * the row is a word that is known; digits that touch a letter belong to it, as in {@code W1}.
 */
final class LatexScanner {
  private static final Pattern NUMBER =
      Pattern.compile("[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?|\\.[0-9]+");
  private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,}[0-9]*");
  private static final Pattern LETTER = Pattern.compile("\\p{L}\\p{M}*[0-9]*");

  private final String text;
  private final int end;
  private final Predicate<String> isWord;
  private final List<Lexeme> lexemes = new ArrayList<>();
  private int at;

  private LatexScanner(String text, Span part, Predicate<String> isWord) {
    this.text = text;
    this.at = part.start();
    this.end = part.end();
    this.isWord = isWord;
  }

  /** The lexemes of a part of the text, without spaces and comments, closed by one of no length. */
  static List<Lexeme> scan(String text, Span part, Predicate<String> isWord) {
    LatexScanner scanner = new LatexScanner(text, part, isWord);
    while (scanner.at < scanner.end) {
      scanner.next();
    }
    scanner.add(Kind.END, scanner.end, "");
    return scanner.lexemes;
  }

  private void add(Kind kind, int to, String shown) {
    lexemes.add(new Lexeme(kind, new Span(at, to), shown));
    at = to;
  }

  private void next() {
    char c = text.charAt(at);
    if (Character.isWhitespace(c) || Character.getType(c) == Character.SPACE_SEPARATOR) {
      at++;
    } else if (c == '%' || c == '#' || text.startsWith("//", at)) {
      int line = text.indexOf('\n', at);
      at = line < 0 ? end : Math.min(line, end);
    } else if (c == '\\') {
      command();
    } else if (c == '{') {
      add(Kind.OPEN, at + 1, "{");
    } else if (c == '}') {
      add(Kind.CLOSE, at + 1, "}");
    } else if (isLetter(text.codePointAt(at))) {
      letters();
    } else {
      other();
    }
  }

  /** Modifier letters are signs: ᵀ is one of them. */
  private static boolean isLetter(int c) {
    return Character.isLetter(c) && Character.getType(c) != Character.MODIFIER_LETTER;
  }

  private void command() {
    int to = at + 1;
    while (to < end && isAsciiLetter(text.charAt(to))) {
      to++;
    }
    boolean letters = to > at + 1;
    if (!letters && to < end) {
      to += Character.charCount(text.codePointAt(to));
    }
    String name = text.substring(at + 1, to);
    if (name.equals("operatorname") && to < end && text.charAt(to) == '*') {
      to++;
    }
    add(Kind.COMMAND, to, name);
  }

  private static boolean isAsciiLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private Matcher match(Pattern pattern) {
    return pattern.matcher(text).region(at, end);
  }

  private void letters() {
    Matcher word = match(WORD);
    boolean row = word.lookingAt();
    if (row && isWord.test(word.group())) {
      add(Kind.LETTERS, word.end(), word.group());
      return;
    }
    int stop = row ? word.end() : at + 1;
    while (at < stop) {
      Matcher letter = match(LETTER);
      letter.lookingAt();
      add(Kind.LETTERS, letter.end(), letter.group());
    }
  }

  private void other() {
    Matcher number = match(NUMBER);
    if (number.lookingAt()) {
      String digits = number.group();
      add(Kind.NUMBER, number.end(), digits.startsWith(".") ? "0" + digits : digits);
    } else {
      int to = at + Character.charCount(text.codePointAt(at));
      add(Kind.SIGN, Math.min(to, end), text.substring(at, Math.min(to, end)));
    }
  }
}
