package dev.nabla.codegen.compile;

/** A generated class could not be compiled or used. */
public final class CompilationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CompilationException(String message) {
    super(message);
  }

  public CompilationException(String message, Throwable cause) {
    super(message, cause);
  }
}
