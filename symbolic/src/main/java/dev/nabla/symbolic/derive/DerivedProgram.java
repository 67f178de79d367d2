package dev.nabla.symbolic.derive;

import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be computed, ready for the interpreter and for code generation: straight-line bindings
 * over the core.
 *
 * @param network what it was derived from
 * @param values the forward pass: the network's values with rewrites for numerical stability
 *     applied
 * @param seed without a loss, the free cotangent of the result, an input of the backward pass
 * @param adjoints the backward pass: {@code δz2} and so on, each by values and earlier adjoints
 * @param gradients the derivative by each variable asked for: a binding whose variable is the one
 *     derived by and whose value has its axes
 */
public record DerivedProgram(
    Network network,
    List<Binding> values,
    Optional<Variable> seed,
    List<Binding> adjoints,
    List<Binding> gradients) {
  public DerivedProgram {
    values = List.copyOf(values);
    adjoints = List.copyOf(adjoints);
    gradients = List.copyOf(gradients);
  }

  /** The same with an expression in place of the free cotangent. */
  DerivedProgram withSeed(Expr value) {
    Map<Expr, Expr> by = Map.of(seed.orElseThrow(), value);
    return new DerivedProgram(
        network, values, Optional.empty(), substituted(adjoints, by), substituted(gradients, by));
  }

  private List<Binding> substituted(List<Binding> bindings, Map<Expr, Expr> by) {
    return bindings.stream()
        .map(b -> new Binding(b.variable(), network.exprs().substitute(b.value(), by)))
        .toList();
  }
}
