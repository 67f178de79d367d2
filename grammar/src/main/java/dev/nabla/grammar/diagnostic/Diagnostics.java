package dev.nabla.grammar.diagnostic;

import dev.nabla.grammar.base.Limits;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects what is to be said about one source; problems are reported here, not thrown. No more
 * than {@link Limits#DIAGNOSTICS} are kept, and a last one that says so.
 */
public final class Diagnostics {
  private final Source source;
  private final List<Diagnostic> reported = new ArrayList<>();
  private boolean errors;

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
    errors |= diagnostic.severity() == Diagnostic.Severity.ERROR;
    if (reported.size() <= Limits.DIAGNOSTICS && !reported.contains(diagnostic)) {
      reported.add(reported.size() < Limits.DIAGNOSTICS ? diagnostic : tooMany(span));
    }
  }

  private Diagnostic tooMany(Span span) {
    String message = "there is more to say, but " + Limits.DIAGNOSTICS + " messages are the limit";
    return new Diagnostic(DiagnosticCode.LIMIT, source, span, message, List.of(), List.of());
  }

  public boolean hasErrors() {
    return errors;
  }

  /** Whether nothing more is kept, so that looking for more is of no use. */
  public boolean isFull() {
    return reported.size() > Limits.DIAGNOSTICS;
  }

  /** All diagnostics, in order of position. */
  public List<Diagnostic> all() {
    return reported.stream().sorted(Comparator.comparingInt(d -> d.span().start())).toList();
  }
}
