package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with formulas in it, as notes in Markdown or LaTeX are: sentences stand between displayed
 * equations. What is displayed is read, and so are lines that can only be statements; a formula in
 * a sentence is read where {@code where}, {@code with} or {@code let} stands before it. All else is
 * skipped. Takes linear time.
 */
final class Prose {
  /** A display, a formula in a line, or the end of a line. */
  private static final Pattern MATH =
      Pattern.compile(
          "(?s)\\\\begin\\{(?<environment>[a-z]{1,20}\\*?)\\}|\\$\\$|\\\\\\[|\\\\\\(|\\$|\\\\[^\\[(]|\\n");

  private static final Pattern BEGINS = Pattern.compile("\\$\\$|\\\\\\[|\\\\begin\\{(?!document)");

  /** A statement that is typed: a declaration, or a name before an equals sign. */
  private static final Pattern STATEMENT =
      Pattern.compile(
          "[ \\t]*(?:(?:dim|input|target|param|const|fn|network)[ \\t]+\\p{L}[^.]*"
              + "|(?:(?:output|loss)[ \\t]+)?\\p{L}[\\p{L}\\p{M}\\p{N}_]*(?:\\[[^\\]]*\\])?[ \\t]*\\+?=[^=].*)");

  private static final Pattern KEYWORD =
      Pattern.compile(
          "[ \\t]*(dim|input|target|param|const|fn|network|output|loss)(?![\\p{L}\\p{N}_])[ \\t]*");

  private static final Pattern WORDS =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_\\\\])\\p{L}{2,}[,:;]?[ \\t]+\\p{L}{2,}(?![\\p{L}\\p{N}_(\\[])");

  /** More words in a row than names are multiplied: what follows an equals sign is a sentence. */
  private static final Pattern SENTENCE =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_\\\\])(?:\\p{L}{2,}[,:;]?[ \\t]+){2,}\\p{L}{2,}(?![\\p{L}\\p{N}_(\\[])");

  /** What other languages than this one write. */
  private static final Pattern CODE =
      Pattern.compile(
          "[\\p{L}\\p{N}_)\\]]\\.\\p{L}|\\[[^\\]]{0,80}:,|:\\]|\\bNone\\b|\\([^)]{0,80}[^=<>!]=[^=]|[{}\"@]");

  private static final Pattern WORD = Pattern.compile("\\p{L}{3,}");

  private static final Pattern DEFINES = Pattern.compile("(?i)\\b(where|let)\\W*$");

  /** How far before a formula the word stands that makes it a definition. */
  private static final int NEAR = 30;

  private final String text;
  private final List<Chunk> displays = new ArrayList<>();
  private final List<Chunk> inline = new ArrayList<>();
  private final List<Span> skipped = new ArrayList<>();
  private final Set<String> missing = new HashSet<>();
  private boolean sentences;
  private int at;

  private Prose(String text) {
    this.text = text;
    cut();
  }

  /** The text as prose, when it holds displayed equations and sentences. */
  static Optional<Prose> of(String text) {
    if (!BEGINS.matcher(text).find()) {
      return Optional.empty();
    }
    Prose prose = new Prose(text);
    return !prose.sentences || prose.displays.isEmpty() ? Optional.empty() : Optional.of(prose);
  }

  List<Chunk> displays() {
    return displays;
  }

  /** Formulas in sentences that may say what a name stands for. */
  List<Chunk> inline() {
    return inline;
  }

  /** What is neither an equation nor a statement. */
  List<Span> skipped() {
    return skipped;
  }

  private void cut() {
    Matcher math = MATH.matcher(text);
    int line = 0;
    int behind = 0;
    StringBuilder outside = new StringBuilder();
    while (at < text.length()) {
      boolean found = math.find(at);
      int start = found ? math.start() : text.length();
      String sign = found ? math.group() : "\n";
      int end = sign.equals("\n") ? start + 1 : end(math, sign);
      if (end < 0) {
        at = math.end();
        continue;
      }
      at = end;
      outside.append(text, behind, start);
      behind = Math.min(end, text.length());
      boolean inLine = sign.equals("$") || sign.equals("\\(");
      if (inLine) {
        inLine(line, start, end, sign);
      } else {
        line(line, start, outside.toString());
        line = behind;
        outside.setLength(0);
        if (!sign.equals("\n")) {
          displays.add(chunk(start, end, sign));
        }
      }
    }
  }

  /** A formula in a line: a statement behind a keyword, a definition behind {@code where}. */
  private void inLine(int line, int start, int end, String sign) {
    String before = text.substring(Math.max(line, start - NEAR), start);
    Matcher keyword = KEYWORD.matcher(before);
    if (start - line < NEAR && keyword.matches()) {
      Span word = new Span(line + keyword.start(1), line + keyword.end(1));
      Chunk math = chunk(start, end, sign);
      displays.add(new Chunk(new Span(line, end), Optional.of(word), math.math()));
    } else if (DEFINES.matcher(before).find()) {
      inline.add(chunk(start, end, sign));
    }
  }

  /** Where what begins here ends; -1 when this begins nothing that ends. */
  private int end(Matcher math, String sign) {
    String environment = math.group("environment");
    String close =
        environment != null
            ? "\\end{" + environment + "}"
            : switch (sign) {
              case "$$", "$" -> sign;
              case "\\[" -> "\\]";
              case "\\(" -> "\\)";
              default -> "";
            };
    boolean known = environment == null || NodeParser.isDisplay(environment.replace("*", ""));
    if (close.isEmpty() || !known) {
      return -1;
    }
    if (missing.contains(close)) {
      return -1;
    }
    int end = text.indexOf(close, math.end());
    if (end < 0) {
      missing.add(close);
      return -1;
    }
    boolean inLine = sign.equals("$") || sign.equals("\\(");
    return inLine && text.substring(math.end(), end).contains("\n") ? -1 : end + close.length();
  }

  private Chunk chunk(int start, int end, String sign) {
    int size = sign.startsWith("\\begin") ? 0 : sign.length();
    Span whole = new Span(start, end);
    return new Chunk(whole, Optional.empty(), new Span(start + size, end - size));
  }

  /** A line, or what stands in it before a display; {@code outside} is what is no formula of it. */
  private void line(int from, int to, String outside) {
    String line = text.substring(from, to);
    boolean comment = line.strip().startsWith("#") && !line.contains("$") || line.isBlank();
    String rest = tail(outside);
    boolean formulas = outside.length() < line.length();
    boolean words = WORDS.matcher(rest).find();
    boolean statement =
        !formulas
            && !SENTENCE.matcher(rest).find()
            && STATEMENT.matcher(line).matches()
            && !CODE.matcher(line).find();
    if (comment || statement) {
      return;
    }
    sentences |=
        words || WORD.matcher(rest).find() && rest.indexOf('=') < 0 && rest.indexOf(':') < 0;
    if (to > from) {
      skipped.add(new Span(from, to));
    }
  }

  /** A line without the keyword that it may begin with. */
  private static String tail(String line) {
    Matcher keyword = KEYWORD.matcher(line);
    return keyword.lookingAt() ? line.substring(keyword.end()) : line;
  }
}
