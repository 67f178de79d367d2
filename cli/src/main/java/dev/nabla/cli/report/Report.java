package dev.nabla.cli.report;

import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.explain.Explanation;
import dev.nabla.symbolic.explain.Layout;
import java.util.List;

/**
 * What {@code derive} prints, in any format.
 *
 * @param derivation the derived network
 * @param more Jacobians and derivatives of higher orders
 * @param steps each step as it is to be shown; empty unless asked for
 * @param expand whether adjoints are written out
 * @param layout how derivatives of a scalar are laid out
 */
public record Report(
    Derivation derivation,
    Derivatives more,
    List<Explanation> steps,
    boolean expand,
    Layout layout) {
  public Report {
    steps = List.copyOf(steps);
  }
}
