package dev.nabla.grammar;

import dev.nabla.grammar.ast.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is to be said about one source; problems are reported here, not thrown. */
public final class Diagnostics {
  private final Source source;
  private final List<Diagnostic> reported = new ArrayList<>();

  public Diagnostics(Source source) {
    this.source = source;
  }

  public Source source() {
    return source;
  }

  public void report(DiagnosticCode code, Span span, String message) {
    report(code, span, message, List.of(), List.of());
  }

  public void report(
      DiagnosticCode code, Span span, String message, List<String> details, List<String> help) {
    Diagnostic diagnostic = new Diagnostic(code, source, span, message, details, help);
    if (!reported.contains(diagnostic)) {
      reported.add(diagnostic);
    }
  }

  public boolean hasErrors() {
    return reported.stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
  }

  /** All diagnostics, in order of position. */
  public List<Diagnostic> all() {
    return reported.stream().sorted(Comparator.comparingInt(d -> d.span().start())).toList();
  }
}
