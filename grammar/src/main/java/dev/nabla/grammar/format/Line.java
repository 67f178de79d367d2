package dev.nabla.grammar.format;

/**
 * A row and what stands around it.
 *
 * @param afterBlank whether a blank line stands before it
 * @param comment the comment at the end of the line, or empty
 */
record Line(boolean afterBlank, Row row, String comment) {
  Line withComment(String text) {
    return new Line(afterBlank, row, text);
  }
}
