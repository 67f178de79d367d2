package dev.nabla.report.graph;

/** Why a network cannot be drawn as it is asked for; the message is for the user. */
public final class GraphException extends RuntimeException {
  private static final long serialVersionUID = 1;

  GraphException(String message) {
    super(message);
  }
}
