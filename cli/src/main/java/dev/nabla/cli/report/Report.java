package dev.nabla.cli.report;

import dev.nabla.symbolic.derive.Derivation;

/**
 * What {@code derive} prints, in any format.
 *
 * @param derivation the derived network
 * @param more Jacobians and derivatives of higher orders
 * @param steps whether each step is shown
 * @param expand whether adjoints are written out
 * @param rowLayout whether derivatives are in numerator layout: a gradient is a row
 */
public record Report(
    Derivation derivation, Derivatives more, boolean steps, boolean expand, boolean rowLayout) {}
