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

  private static final Pattern WORDS =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_\\\\])\\p{L}{2,}[,:;]?[ \\t]+\\p{L}{2,}(?![\\p{L}\\p{N}_(\\[])");

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
    return prose.skipped.isEmpty() || prose.displays.isEmpty()
        ? Optional.empty()
        : Optional.of(prose);
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
    boolean words = false;
    while (at < text.length()) {
      boolean found = math.find(at);
      int start = found ? math.start() : text.length();
      String sign = found ? math.group() : "\n";
      if (sign.equals("\n")) {
        line(line, start, words);
        at = start + 1;
        line = at;
        words = false;
      } else {
        int end = end(math, sign);
        if (end < 0) {
          at = math.end();
          continue;
        }
        boolean display = sign.equals("$$") || sign.equals("\\[") || sign.startsWith("\\begin");
        String before = text.substring(Math.max(line, start - NEAR), start);
        if (display) {
          line(line, start, true);
          displays.add(chunk(start, end, sign));
          at = end;
          line = end;
          words = false;
        } else {
          if (DEFINES.matcher(before).find()) {
            inline.add(chunk(start, end, sign));
          }
          words = true;
          at = end;
        }
      }
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

  /** A line, or what stands in it before a display. */
  private void line(int from, int to, boolean withMath) {
    String line = text.substring(from, to);
    boolean comment = line.strip().startsWith("#") && !line.contains("$") || line.isBlank();
    boolean statement =
        STATEMENT.matcher(line).matches()
            && !WORDS.matcher(tail(line)).find()
            && !CODE.matcher(line).find();
    boolean prose =
        withMath
            || WORDS.matcher(line).find()
            || WORD.matcher(line).find() && line.indexOf('=') < 0 && line.indexOf(':') < 0;
    if (!comment && !statement && (prose || !skipped.isEmpty()) && to > from) {
      skipped.add(new Span(from, to));
    }
  }

  /** A line without the keyword that it may begin with. */
  private static String tail(String line) {
    return line.strip()
        .replaceFirst("^(dim|input|target|param|const|fn|network|output|loss)\\s", "");
  }
}
