package dev.nabla.cli.report;

import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Variable;
import java.util.Map;

/**
 * What {@code derive} prints, in any format.
 *
 * @param derivation the derived network
 * @param jacobians of the result by variables; empty unless asked for, or there is no loss
 * @param hessians of the result by variables; empty unless asked for
 * @param steps whether each step is shown
 * @param expand whether adjoints are written out
 * @param rowLayout whether derivatives are in numerator layout: a gradient is a row
 */
public record Report(
    Derivation derivation,
    Map<Variable, Expr> jacobians,
    Map<Variable, Expr> hessians,
    boolean steps,
    boolean expand,
    boolean rowLayout) {}
