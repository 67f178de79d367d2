package dev.nabla.symbolic.derive;

/** A derivation step that does not hold: a mistake in this program, never in a definition. */
public final class DerivationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DerivationException(String message) {
    super(message);
  }
}
