package dev.nabla.grammar.base;

/**
 * A half-open range of characters in a source.
 *
 * @param start offset of the first character
 * @param end offset behind the last character
 */
public record Span(int start, int end) {
  /** The span of nodes that no source text stands behind, such as derived formulas. */
  public static final Span NONE = new Span(0, 0);

  /** The smallest span that covers both. */
  public Span to(Span other) {
    if (equals(NONE)) {
      return other;
    }
    return other.equals(NONE)
        ? this
        : new Span(Math.min(start, other.start), Math.max(end, other.end));
  }
}
