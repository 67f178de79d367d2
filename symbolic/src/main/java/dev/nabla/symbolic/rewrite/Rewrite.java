package dev.nabla.symbolic.rewrite;

import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import java.util.function.BiFunction;

/**
 * A named identity, read from left to right: both sides are functions of one number {@code u},
 * applied element-wise wherever the left side occurs.
 *
 * @param name what a step says when the rule fired
 * @param left the pattern
 * @param right what it becomes
 * @param from where the identity holds and tests check it: the smallest u
 * @param to the largest u
 */
public record Rewrite(
    String name,
    BiFunction<Exprs, Expr, Expr> left,
    BiFunction<Exprs, Expr, Expr> right,
    double from,
    double to) {}
