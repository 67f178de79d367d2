/**
 * Derivations as lecture notes show them: for each derivative the chain of factors, each factor's
 * Jacobian, how the shapes balance into the product, and the formula from one rewrite to the next.
 */
package dev.nabla.symbolic.explain;
