package dev.nabla.report.graph;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.report.graph.ComputationGraph.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A node of which the shape and the value are not known yet.
 *
 * @param id its position
 * @param kind what it stands for
 * @param label what it shows
 * @param name the name that its statement gives it
 * @param variable what it is called in the definition whose statements are nodes
 * @param formula what is computed, as it was typed
 * @param statement the statement it first occurs in, by position; none for data
 * @param subscripts what is between the brackets on the left of a statement in index form
 * @param uses its operands
 * @param body the operation with these names in the place of its operands; empty for data
 */
record Draft(
    int id,
    Kind kind,
    String label,
    Optional<String> name,
    String variable,
    String formula,
    Optional<Integer> statement,
    List<Expression> subscripts,
    List<Use> uses,
    Optional<Function<List<Name>, Expression>> body) {
  /**
   * An operand.
   *
   * @param from the node
   * @param replaceable whether the operation can be written with another name in its place: it
   *     cannot where only the body of a function mentions the value, and a constant stays as it is
   */
  record Use(int from, boolean replaceable) {}

  Draft {
    subscripts = List.copyOf(subscripts);
    uses = List.copyOf(uses);
  }
}
