package dev.nabla.cli;

import dev.nabla.grammar.base.Visible;

/** Ends the work on a definition that is wrong. */
final class WrongDefinition extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The message may quote names and texts from anywhere. */
  WrongDefinition(String message) {
    super(Visible.lines(message));
  }
}
