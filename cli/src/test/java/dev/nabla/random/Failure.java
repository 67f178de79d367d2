package dev.nabla.random;

/** What a check has to say. */
final class Failure extends AssertionError {
  private static final long serialVersionUID = 1L;

  Failure(String message) {
    super(message);
  }
}
