package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.diagnostic.Rejection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Why equations are not read. In a file of statements each is an error. Among sentences there is
 * much that defines nothing, as derivatives and sets: it is left out, and one note says so, with a
 * line for each.
 */
public final class Unread {
  private static final int LINES = 200;

  private final Source source;
  private final Diagnostics diagnostics;
  private final boolean prose;
  private final List<Rejection> reasons = new ArrayList<>();

  Unread(Source source, Diagnostics diagnostics, boolean prose) {
    this.source = source;
    this.diagnostics = diagnostics;
    this.prose = prose;
  }

  /** Whether the equations stand among sentences. */
  public boolean isProse() {
    return prose;
  }

  /** Takes the reason why one equation is not read. */
  public void add(Rejection reason) {
    if (prose) {
      reasons.add(reason);
    } else {
      reason.reportTo(diagnostics);
    }
  }

  /** Says of all that was left out where it is and why. */
  public void note(Diagnostics into) {
    if (reasons.isEmpty()) {
      return;
    }
    List<Rejection> sorted =
        reasons.stream().sorted(Comparator.comparingInt(r -> r.span().start())).toList();
    List<String> lines = new ArrayList<>();
    sorted.stream().limit(LINES).map(this::line).forEach(lines::add);
    if (sorted.size() > LINES) {
      lines.add("… and " + (sorted.size() - LINES) + " more");
    }
    into.report(
        DiagnosticCode.LATEX,
        sorted.get(0).span(),
        sorted.size() == 1
            ? "one equation is not read"
            : String.format(Locale.ROOT, "%,d equations are not read", sorted.size()),
        lines,
        List.of());
  }

  private String line(Rejection reason) {
    Source.Position place = source.position(reason.span().start());
    return "line " + place.line() + ": " + reason.getMessage();
  }
}
