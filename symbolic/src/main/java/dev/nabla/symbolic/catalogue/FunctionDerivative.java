package dev.nabla.symbolic.catalogue;

import dev.nabla.symbolic.notation.Formula;

/**
 * A derivative of a function by one of its parameters.
 *
 * @param by the parameter
 * @param pulledBack whether the formula is the vector-Jacobian product, in which {@code δv} stands
 *     for the adjoint of the function's value; otherwise it is the derivative itself, a gradient
 *     where the value is a scalar and a Jacobian where it is a vector
 * @param formula the derivative in terms of the parameters
 */
public record FunctionDerivative(String by, boolean pulledBack, Formula formula) {}
