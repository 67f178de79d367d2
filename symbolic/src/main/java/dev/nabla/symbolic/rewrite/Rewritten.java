package dev.nabla.symbolic.rewrite;

import dev.nabla.symbolic.expr.Expr;

/**
 * The result of a rule.
 *
 * @param rule its name
 * @param result what stands there now
 */
record Rewritten(String rule, Expr result) {}
