package dev.nabla.symbolic.cost;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a network and its gradient cost.
 *
 * @param function the operations of the result
 * @param gradient the operations of all derivatives together, those of the values they use included
 * @param sizes the values of the sizes that have one
 * @param undecided products whose cheapest order depends on sizes that are open; they are counted
 *     for open sizes that are all alike
 */
public record Cost(
    Operations function,
    Operations gradient,
    Map<String, Integer> sizes,
    List<Contraction> undecided) {
  public Cost {
    sizes = Map.copyOf(sizes);
    undecided = List.copyOf(undecided);
  }

  /** Counts the operations of a derived program. */
  public static Cost of(DerivedProgram program) {
    Network network = program.network();
    SizeOrder sizes = new SizeOrder(network.sizes());
    Map<Variable, Expr> values = new HashMap<>();
    Stream.of(program.values(), program.adjoints())
        .flatMap(List::stream)
        .forEach(binding -> values.put(binding.variable(), binding.value()));
    OperationCount function = new OperationCount(network.exprs(), values, sizes);
    OperationCount gradient = new OperationCount(network.exprs(), values, sizes);
    Operations result = function.of(List.of(network.result()));
    Operations derivatives = gradient.of(program.gradients().stream().map(Binding::value).toList());
    Set<Contraction> undecided = new LinkedHashSet<>(function.undecided());
    undecided.addAll(gradient.undecided());
    return new Cost(result, derivatives, sizes.known(), List.copyOf(undecided));
  }

  /** The number, where every size has a value. */
  public Optional<Rational> value(Polynomial count) {
    return count.isKnown(sizes) ? Optional.of(count.at(sizes)) : Optional.empty();
  }

  /**
   * How many times as many operations the gradient takes as the function: exactly where every size
   * has a value, otherwise a bound that holds whatever the sizes are. None where there is no bound
   * to be told, or the function takes no operation.
   */
  public Optional<Rational> ratio() {
    Optional<Rational> above = value(gradient.total());
    Optional<Rational> below = value(function.total());
    if (above.isPresent() && below.isPresent()) {
      return below.filter(b -> b.signum() > 0).map(b -> above.get().times(b.reciprocal()));
    }
    return gradient.total().boundBy(function.total());
  }

  /** Whether the ratio is exact. */
  public boolean isExact() {
    return value(gradient.total()).isPresent() && value(function.total()).isPresent();
  }
}
