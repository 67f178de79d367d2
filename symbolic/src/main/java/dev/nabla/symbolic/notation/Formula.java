package dev.nabla.symbolic.notation;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import java.util.List;

/**
 * A formula as people write it.
 *
 * @param expression the right side
 * @param indices the indices that the left side carries; empty in matrix notation
 */
public record Formula(Expression expression, List<Name> indices) {
  public Formula {
    indices = List.copyOf(indices);
  }

  /** Whether the left side needs indices. */
  public boolean isIndexForm() {
    return !indices.isEmpty();
  }
}
