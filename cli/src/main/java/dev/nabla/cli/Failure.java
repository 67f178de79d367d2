package dev.nabla.cli;

import dev.nabla.grammar.Visible;

/** Ends a command with a message for its user and an exit code. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  /** The message may quote names and texts from anywhere. */
  public Failure(int exitCode, String message) {
    super(Visible.lines(message));
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
