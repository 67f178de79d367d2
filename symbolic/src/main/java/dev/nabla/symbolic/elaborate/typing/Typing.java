package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;

/** Gives the parts of an expression their shapes, for the rule that gives the whole one. */
@FunctionalInterface
interface Typing {
  Typed type(Expression e, Context context);
}
