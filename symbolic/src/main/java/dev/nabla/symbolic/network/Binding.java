package dev.nabla.symbolic.network;

import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Variable;

/**
 * A name and what it stands for; the expression may mention names bound before it.
 *
 * @param variable the name, with the shape on paper
 * @param value an expression with the variable's axes
 */
public record Binding(Variable variable, Expr value) {}
