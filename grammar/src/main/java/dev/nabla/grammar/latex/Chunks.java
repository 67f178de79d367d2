package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what is LaTeX in a source, statement by statement: what stands between dollars, {@code \[
 * \]}, {@code \( \)} or {@code \begin \end}, and statements that hold a backslash, or {@code
 * ^&#123;}. In a source that holds any, so is a statement with a subscript of letters in braces, or
 * one that defines one letter with one of the letters i to n as its subscript. Takes linear time.
 */
final class Chunks {
  private static final Pattern KEYWORD =
      Pattern.compile("(dim|input|target|param|const|fn|output|loss|network)\\b[ \\t]*");

  private static final Pattern SUBSCRIPT =
      Pattern.compile("(?<![\\p{L}0-9_])\\p{L}_\\{[0-9, ]*[A-Za-z]");

  private static final Pattern INDEXED = Pattern.compile("\\p{L}_[i-n][ \\t]*=(?!=)");

  private static final String OPERATORS = "+-*/=^·⋅⊙∘⊗−,&<>";

  private static final Set<String> OPERATOR_COMMANDS =
      Set.of("cdot", "times", "odot", "circ", "otimes", "left", "le", "ge", "ne", "\\");

  private final String text;
  private final List<Chunk> latex = new ArrayList<>();
  private final List<Span> plain = new ArrayList<>();
  private final List<Span> comments = new ArrayList<>();
  private final List<Rejection> errors = new ArrayList<>();
  private final List<Chunk> inline = new ArrayList<>();
  private final boolean prose;
  private int at;

  Chunks(String text) {
    Optional<Prose> found = Prose.of(text);
    this.prose = found.isPresent();
    found.ifPresent(
        notes -> {
          latex.addAll(notes.displays());
          inline.addAll(notes.inline());
          comments.addAll(notes.skipped());
        });
    this.text = text;
    while (!prose && at < text.length()) {
      next();
    }
    if (!latex.isEmpty() && !prose) {
      plain.stream().filter(this::isIndexed).forEach(span -> latex.add(bare(span)));
      latex.sort((a, b) -> Integer.compare(a.whole().start(), b.whole().start()));
    }
  }

  /** Whether the LaTeX stands among sentences. */
  boolean isProse() {
    return prose;
  }

  /** Formulas of sentences that may define something. */
  List<Chunk> inline() {
    return inline;
  }

  List<Chunk> latex() {
    return latex;
  }

  /** Comments in the way of LaTeX, from a percent sign to the end of the line. */
  List<Span> comments() {
    return comments;
  }

  List<Rejection> errors() {
    return errors;
  }

  private boolean isIndexed(Span span) {
    boolean keyword = KEYWORD.matcher(text).region(span.start(), span.end()).lookingAt();
    return !keyword
        && (INDEXED.matcher(text).region(span.start(), span.end()).lookingAt()
            || SUBSCRIPT.matcher(text).region(span.start(), span.end()).find());
  }

  private void next() {
    char c = text.charAt(at);
    if (Character.isWhitespace(c) || c == ';' || c == '\uFEFF') {
      at++;
    } else if (c == '%') {
      int end = lineEnd(at);
      comments.add(new Span(at, end));
      at = end;
    } else if (isComment(at)) {
      at = lineEnd(at);
    } else {
      statement();
    }
  }

  private void statement() {
    int start = at;
    Matcher keyword = KEYWORD.matcher(text).region(at, text.length());
    int body = keyword.lookingAt() ? keyword.end() : at;
    Optional<Span> word =
        body == at ? Optional.empty() : Optional.of(new Span(at, at + keyword.group(1).length()));
    if (word.isPresent() && keyword.group(1).equals("network")) {
      scan(body);
      plain.add(new Span(start, trimmed(start, at)));
      return;
    }
    for (String[] pair :
        List.of(two("$$", "$$"), two("$", "$"), two("\\[", "\\]"), two("\\(", "\\)"))) {
      if (text.startsWith(pair[0], body)) {
        delimited(start, word, body, pair);
        return;
      }
    }
    boolean marked = scan(body);
    Span span = new Span(start, trimmed(start, at));
    if (marked) {
      latex.add(new Chunk(span, word, new Span(Math.min(body, span.end()), span.end())));
    } else {
      plain.add(span);
    }
  }

  private static String[] two(String open, String close) {
    return new String[] {open, close};
  }

  private Chunk bare(Span span) {
    return new Chunk(span, Optional.empty(), span);
  }

  private int trimmed(int start, int end) {
    int last = end;
    while (last > start && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    return last;
  }

  /** A formula between delimiters, and the full stop or comma that the sentence puts behind it. */
  private void delimited(int start, Optional<Span> keyword, int body, String[] pair) {
    int from = body + pair[0].length();
    int close = closing(from, pair[1]);
    if (close < 0) {
      Span span = new Span(body, from);
      errors.add(Rejection.syntax(span, "'" + pair[0] + "' is never closed"));
      comments.add(new Span(start, text.length()));
      at = text.length();
      return;
    }
    at = close + pair[1].length();
    while (at < text.length() && ".,;".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    latex.add(new Chunk(new Span(start, at), keyword, new Span(from, close)));
  }

  private int closing(int from, String close) {
    for (int i = from; i < text.length(); i++) {
      if (text.startsWith(close, i)) {
        return i;
      }
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '%') {
        i = lineEnd(i);
      }
    }
    return -1;
  }

  /** Goes to the end of a statement without delimiters; whether it is LaTeX. */
  private boolean scan(int body) {
    boolean marked = false;
    int depth = 0;
    int environments = 0;
    boolean continued = false;
    at = body;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        boolean open = depth > 0 && !startsStatement(at + 1);
        boolean goesOn = continued && !startsStatement(at + 1);
        if (environments == 0 && !open && !goesOn && !(marked && continuesNext(at + 1))) {
          break;
        }
        at++;
      } else if (c == ';' && depth == 0) {
        break;
      } else if (isComment(at) || c == '%' && marked) {
        at = lineEnd(at);
      } else if (c == '\\') {
        String command = command(at);
        marked |= !command.equals(" ");
        environments += command.equals("begin") ? 1 : command.equals("end") ? -1 : 0;
        continued = OPERATOR_COMMANDS.contains(command);
        at = Math.min(text.length(), at + 1 + Math.max(1, command.length()));
      } else {
        marked |= c == '^' && at + 1 < text.length() && text.charAt(at + 1) == '{';
        depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
        continued = Character.isWhitespace(c) ? continued : OPERATORS.indexOf(c) >= 0;
        at++;
      }
    }
    return marked;
  }

  /** The name of the command whose backslash is here: its letters, or one other character. */
  private String command(int backslash) {
    int end = backslash + 1;
    while (end < text.length() && isAsciiLetter(text.charAt(end))) {
      end++;
    }
    if (end == backslash + 1 && end < text.length() && text.charAt(end) != '\n') {
      end++;
    }
    return text.substring(backslash + 1, end);
  }

  private static boolean isAsciiLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private boolean isComment(int i) {
    return text.charAt(i) == '#' && (i == 0 || text.charAt(i - 1) != '\\')
        || text.startsWith("//", i);
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /** Whether a line surely begins a statement, so that nothing before it goes on there. */
  private boolean startsStatement(int line) {
    int i = line;
    int end = lineEnd(line);
    while (i < end && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    if (i == end || text.charAt(i) == '&' || text.charAt(i) == '=') {
      return false;
    }
    if (KEYWORD.matcher(text).region(i, end).lookingAt()
        || text.startsWith("$", i)
        || text.startsWith("\\[", i)) {
      return true;
    }
    int depth = 0;
    for (; i < end && depth >= 0; i++) {
      char c = text.charAt(i);
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      boolean relation = c == '=' && "=<>!".indexOf(text.charAt(i - 1)) < 0;
      if (depth == 0 && relation && (i + 1 == end || text.charAt(i + 1) != '=')) {
        return true;
      }
    }
    return false;
  }

  /** Whether the line goes on with what the LaTeX before it says. */
  private boolean continuesNext(int line) {
    int i = line;
    while (i < text.length() && " \t\r".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    return i < text.length() && "&=+)]}".indexOf(text.charAt(i)) >= 0;
  }
}
