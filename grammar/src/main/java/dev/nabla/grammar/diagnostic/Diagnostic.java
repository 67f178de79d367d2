package dev.nabla.grammar.diagnostic;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.base.Visible;
import java.util.List;
import java.util.Locale;

/**
 * Something to say about a source.
 *
 * @param code which entry of the catalogue this is
 * @param source where it stands
 * @param span what it points at
 * @param message one line, without position and code
 * @param details lines that explain, printed below the source line
 * @param help what to do, each printed after {@code help:}; may have several lines
 */
public record Diagnostic(
    DiagnosticCode code,
    Source source,
    Span span,
    String message,
    List<String> details,
    List<String> help) {
  /** Characters of a source line that are shown at most. */
  private static final int WIDTH = 160;

  /** What stands before a further line of one help. */
  private static final String CONTINUED = "\n            ";

  public Diagnostic {
    details = List.copyOf(details);
    help = List.copyOf(help);
  }

  /** How bad it is. */
  public enum Severity {
    ERROR,
    WARNING,
    NOTE
  }

  public Severity severity() {
    return code.severity();
  }

  /** Where it is, as people count. */
  public Source.Position position() {
    return source.position(span.start());
  }

  /**
   * The diagnostic as people read it: {@code file:line:column: error: message [code]} and the
   * {@link #explanation()}.
   */
  @Override
  public String toString() {
    String place =
        Visible.of(source.name()) + ":" + position().line() + ":" + position().column() + ": ";
    return place + severity().name().toLowerCase(Locale.ROOT) + ": " + title() + explanation();
  }

  /** The message with its code. */
  public String title() {
    return Visible.of(message) + " [" + code.id() + "]";
  }

  /**
   * What stands below the first line, each line after a line break: the source line with the place
   * underlined, the details and the help.
   */
  public String explanation() {
    StringBuilder out = new StringBuilder();
    excerpt(out, position());
    details.forEach(detail -> out.append("\n      ").append(detail));
    help.forEach(text -> out.append("\n      help: ").append(text.replace("\n", CONTINUED)));
    return out.toString();
  }

  /** The line, or the part of a long line around the place, with the place underlined. */
  private void excerpt(StringBuilder out, Source.Position position) {
    String line = source.line(span.start());
    int columns = line.codePointCount(0, line.length());
    int column = position.column() - 1;
    int from = columns <= WIDTH ? 0 : Math.max(0, column - WIDTH / 2);
    int to = Math.min(columns, from + WIDTH);
    int first = line.offsetByCodePoints(0, from);
    String visible = line.substring(first, line.offsetByCodePoints(first, to - from));
    String before = from > 0 ? "…" : "";
    String gutter = String.format(Locale.ROOT, "%5d | ", position.line());
    out.append('\n').append(gutter).append(before);
    visible.codePoints().forEach(c -> out.appendCodePoint(shown(c)));
    out.append(to < columns ? "…" : "");
    String text = source.text();
    int start = Math.min(span.start(), text.length());
    int length = text.codePointCount(start, Math.max(start, Math.min(span.end(), text.length())));
    int carets = Math.max(1, Math.min(length, to - column));
    out.append('\n').append(" ".repeat(gutter.length() - 2)).append("| ");
    out.append(" ".repeat(before.length() + column - from)).append("^".repeat(carets));
  }

  /** Characters that would move the cursor, or mean something to a terminal, become a space. */
  private static int shown(int c) {
    return Visible.isVisible(c) ? c : ' ';
  }
}
