package dev.nabla.codegen.compile;

/** A generated class needs a module that this Java was started without. */
public final class MissingModuleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingModuleException(String module) {
    super("the class needs the module " + module + ": start java with --add-modules " + module);
  }
}
