package dev.nabla.grammar.format;

import dev.nabla.grammar.base.Span;
import java.util.List;

/**
 * A line of statements before it is set.
 *
 * @param span where its statements stand in the source
 * @param cells its text in pieces, spaces between them included; rows of one kind that follow each
 *     other have their pieces in columns
 */
public record Row(Kind kind, Span span, List<String> cells) {
  /** What the statements are. */
  enum Kind {
    NETWORK,
    DIMENSION,
    CONSTANT,
    VARIABLE,
    FUNCTION,
    VALUE,
    /** An output or a loss. */
    RESULT,
    COMMENT
  }

  public Row {
    cells = List.copyOf(cells);
  }

  String text() {
    return String.join("", cells);
  }
}
