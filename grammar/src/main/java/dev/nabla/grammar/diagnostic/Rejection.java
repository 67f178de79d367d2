package dev.nabla.grammar.diagnostic;

import dev.nabla.grammar.base.Span;
import java.util.List;

/** Why one statement cannot be read. Never leaves the parser, which turns it into a diagnostic. */
public final class Rejection extends RuntimeException {
  private final DiagnosticCode code;
  private final Span span;
  private final List<String> help;

  public Rejection(DiagnosticCode code, Span span, String message, String... help) {
    super(message, null, false, false);
    this.code = code;
    this.span = span;
    this.help = List.of(help);
  }

  /** What is not of the language. */
  public static Rejection syntax(Span span, String message, String... help) {
    return new Rejection(DiagnosticCode.SYNTAX, span, message, help);
  }

  /** The place. */
  public Span span() {
    return span;
  }

  /** Makes it a diagnostic. */
  public void reportTo(Diagnostics diagnostics) {
    diagnostics.report(code, span, getMessage(), List.of(), help);
  }
}
