package dev.nabla.grammar.base;

/**
 * A text to be read and the name that messages call it by.
 *
 * @param name a file's name, {@code <stdin>} or {@code <expression>}
 * @param text the whole text; offsets of {@link Span} count its UTF-16 units
 */
public record Source(String name, String text) {
  /** A place as people count: both from 1, columns in code points. */
  public record Position(int line, int column) {}

  /** The position of an offset. */
  public Position position(int offset) {
    int line = 1;
    int lineStart = 0;
    int end = Math.min(offset, text.length());
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(line, text.codePointCount(lineStart, end) + 1);
  }

  /** The text of the line an offset is on, without its end. */
  public String line(int offset) {
    int at = Math.min(offset, text.length());
    int start = text.lastIndexOf('\n', at - 1) + 1;
    int end = text.indexOf('\n', at);
    String line = text.substring(start, end < 0 ? text.length() : end);
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }
}
