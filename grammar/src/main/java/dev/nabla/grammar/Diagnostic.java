package dev.nabla.grammar;

import dev.nabla.grammar.ast.Span;
import java.util.List;

/**
 * Something to say about a source.
 *
 * @param code which entry of the catalogue this is
 * @param source where it stands
 * @param span what it points at
 * @param message one line, without position and code
 * @param details lines that explain, printed below the source line
 * @param help lines that say what to do, each printed after {@code help:}
 */
public record Diagnostic(
    DiagnosticCode code,
    Source source,
    Span span,
    String message,
    List<String> details,
    List<String> help) {
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

  /**
   * The diagnostic as people read it: {@code file:line:column: error: message [code]}, the source
   * line with the place underlined, the details and the help.
   */
  @Override
  public String toString() {
    Source.Position position = source.position(span.start());
    String line = source.line(span.start());
    StringBuilder out = new StringBuilder();
    out.append(source.name()).append(':').append(position.line()).append(':');
    out.append(position.column()).append(": ");
    out.append(severity().name().toLowerCase(java.util.Locale.ROOT)).append(": ");
    out.append(message).append(" [").append(code.id()).append("]");
    String gutter = String.format("%5d | ", position.line());
    out.append('\n').append(gutter).append(line.replace('\t', ' '));
    int rest = line.codePointCount(0, line.length()) - position.column() + 1;
    int length = source.text().codePointCount(
        Math.min(span.start(), source.text().length()),
        Math.min(span.end(), source.text().length()));
    int carets = Math.max(1, Math.min(length, rest));
    out.append('\n').append(" ".repeat(gutter.length() - 2)).append("| ");
    out.append(" ".repeat(position.column() - 1)).append("^".repeat(carets));
    details.forEach(detail -> out.append("\n      ").append(detail));
    help.forEach(text -> out.append("\n      help: ").append(text));
    return out.toString();
  }
}
