package dev.nabla.symbolic.derive;

import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import java.util.ArrayList;
import java.util.List;

/**
 * Derivatives as tensors, by statement: what would make a formula long has a name.
 *
 * @param factors the named derivatives on the way, in an order in which each mentions only earlier
 *     ones
 * @param derivatives what was asked for, in terms of the network's names, adjoints and factors
 */
public record Partials(List<Factor> factors, List<PartialDerivative> derivatives) {
  /** Nothing. */
  public static final Partials NONE = new Partials(List.of(), List.of());

  /**
   * A named derivative: {@code J_h3 = ∂f/∂h3}.
   *
   * @param name what formulas call it
   */
  public record Factor(Variable name, PartialDerivative derivative) {
    /** The name and its value. */
    public Binding binding() {
      return new Binding(name, derivative.value());
    }
  }

  public Partials {
    factors = List.copyOf(factors);
    derivatives = List.copyOf(derivatives);
  }

  public boolean isEmpty() {
    return derivatives.isEmpty();
  }

  /** The factors as bindings. */
  public List<Binding> bindings() {
    return factors.stream().map(Factor::binding).toList();
  }

  /** Both together. */
  public Partials and(Partials more) {
    List<Factor> allFactors = new ArrayList<>(factors);
    allFactors.addAll(more.factors);
    List<PartialDerivative> all = new ArrayList<>(derivatives);
    all.addAll(more.derivatives);
    return new Partials(allFactors, all);
  }
}
