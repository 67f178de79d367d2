package dev.nabla.report;

import dev.nabla.symbolic.derive.HessianVector;
import dev.nabla.symbolic.derive.Partials;
import java.util.Optional;

/**
 * What {@code derive} prints beside gradients.
 *
 * @param jacobians of the result by variables; empty unless asked for, or there is no loss
 * @param hessians of the result by variables; empty unless asked for
 * @param orders the derivatives of the second and higher orders; empty unless asked for
 * @param product the Hessian times a vector, if asked for
 */
public record Derivatives(
    Partials jacobians, Partials hessians, Partials orders, Optional<HessianVector> product) {}
