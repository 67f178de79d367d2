package dev.nabla.report;

import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.symbolic.cost.Cost;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.explain.Explanation;
import dev.nabla.symbolic.explain.Layout;
import java.util.List;
import java.util.Optional;

/**
 * What {@code derive} prints, in any format.
 *
 * @param derivation the derived network
 * @param more Jacobians and derivatives of higher orders
 * @param steps each step as it is to be shown; empty unless asked for
 * @param cost what the function and its gradient cost, if that is asked for
 * @param expand whether adjoints are written out
 * @param layout how derivatives of a scalar are laid out
 * @param warnings what is to be warned of in the definition, for programs
 */
public record Report(
    Derivation derivation,
    Derivatives more,
    List<Explanation> steps,
    Optional<Cost> cost,
    boolean expand,
    Layout layout,
    List<Diagnostic> warnings) {
  public Report {
    warnings = List.copyOf(warnings);
    steps = List.copyOf(steps);
  }
}
