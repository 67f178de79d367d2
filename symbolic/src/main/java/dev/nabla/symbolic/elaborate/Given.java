package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.shape.Shape;
import java.util.Optional;
import java.util.Set;

/**
 * An input, a target or a parameter.
 *
 * @param name its name where it first stands
 * @param declared the shape it is declared with; empty when it is inferred
 */
record Given(
    Expression.Name name,
    Variable.Role role,
    Dims dims,
    Optional<Shape> declared,
    Set<Fact> facts) {
  Given {
    facts = Set.copyOf(facts);
  }

  /** The shape on paper, when all sizes are known. */
  Shape shape() {
    return declared.orElseGet(dims::shape);
  }
}
