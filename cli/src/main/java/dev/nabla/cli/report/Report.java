package dev.nabla.cli.report;

import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.explain.Explanation;
import dev.nabla.symbolic.explain.Layout;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Variable;
import java.util.List;
import java.util.Map;

/**
 * What {@code derive} prints, in any format.
 *
 * @param derivation the derived network
 * @param jacobians of the result by variables; empty unless asked for, or there is no loss
 * @param hessians of the result by variables; empty unless asked for
 * @param steps each step as it is to be shown; empty unless asked for
 * @param expand whether adjoints are written out
 * @param layout how derivatives of a scalar are laid out
 */
public record Report(
    Derivation derivation,
    Map<Variable, Expr> jacobians,
    Map<Variable, Expr> hessians,
    List<Explanation> steps,
    boolean expand,
    Layout layout) {
  public Report {
    steps = List.copyOf(steps);
  }
}
