package dev.nabla.grammar.diagnostic;

import dev.nabla.grammar.diagnostic.Diagnostic.Severity;
import java.util.Locale;

/** The catalogue: every message the tool can give about a definition has its code here. */
public enum DiagnosticCode {
  /** The text is not of the language. */
  SYNTAX(Severity.ERROR),
  /** A character that no token starts with. */
  BAD_CHARACTER(Severity.ERROR),
  /** A command of LaTeX that is not known, or has no meaning here. */
  LATEX_COMMAND(Severity.ERROR),
  /** A limit of depth, size or count is passed; the message names the limit. */
  LIMIT(Severity.ERROR),
  /** A name is declared or assigned twice. */
  DUPLICATE_NAME(Severity.ERROR),
  /** A name that nothing defines. */
  UNKNOWN_NAME(Severity.ERROR),
  /** A function that is neither built in nor defined. */
  UNKNOWN_FUNCTION(Severity.ERROR),
  /** A function has the wrong number of arguments. */
  ARGUMENT_COUNT(Severity.ERROR),
  /** Definitions that need each other. */
  CYCLE(Severity.ERROR),
  /** The factors of a product do not balance. */
  SHAPE_PRODUCT(Severity.ERROR),
  /** The terms of a sum, or of an element-wise operation, have different shapes. */
  SHAPE_SUM(Severity.ERROR),
  /** A function or operator cannot take an operand of this shape. */
  SHAPE_OPERAND(Severity.ERROR),
  /** A loss that is not a scalar. */
  SHAPE_LOSS(Severity.ERROR),
  /** Indices that are unbound, bound twice, or do not fit what they index. */
  INDEX(Severity.ERROR),
  /** A size that is still open where a number is needed. */
  OPEN_SIZE(Severity.ERROR),
  /** A value that is not allowed where it stands. */
  BAD_VALUE(Severity.ERROR),
  /** Code cannot be generated from an opaque function. */
  OPAQUE(Severity.ERROR),
  /** Something declared is not used. */
  UNUSED(Severity.WARNING),
  /** Something that is allowed, and written by accident more often than not. */
  UNLIKELY(Severity.WARNING),
  /** What LaTeX was read as, and what of it was not needed. */
  LATEX(Severity.NOTE),
  /** The gradient is zero by definition, as through a step. */
  ZERO_GRADIENT(Severity.WARNING);

  private final Severity severity;

  DiagnosticCode(Severity severity) {
    this.severity = severity;
  }

  public Severity severity() {
    return severity;
  }

  /** The code as printed: {@code shape-product}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
