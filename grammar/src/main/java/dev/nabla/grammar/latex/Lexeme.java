package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;

/**
 * What LaTeX reads as one thing.
 *
 * @param text of a command without its backslash
 */
record Lexeme(Kind kind, Span span, String text) {
  /** What it is. */
  enum Kind {
    /** A letter, with digits that touch it, or a word that is known. */
    LETTERS,
    NUMBER,
    COMMAND,
    OPEN,
    CLOSE,
    SIGN,
    END
  }

  boolean is(Kind wanted, String what) {
    return kind == wanted && text.equals(what);
  }

  boolean isSign(String what) {
    return is(Kind.SIGN, what);
  }

  boolean isCommand(String name) {
    return is(Kind.COMMAND, name);
  }

  boolean touches(Lexeme next) {
    return span.end() == next.span().start();
  }
}
