package dev.nabla.symbolic.derive;

import dev.nabla.symbolic.eval.Verifier;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.rewrite.Simplifier;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Jacobians and Hessians: the same walk back as for gradients, with the identity as the cotangent,
 * so that the axes of what is derived stay in front. {@code ∂Y/∂X} has the axes of Y, then of X.
 */
public final class Jacobians {
  private final Network network;
  private final Exprs f;
  private final Simplifier simplifier;
  private final Verifier verifier;
  private final Pullback pullback;

  public Jacobians(Network network) {
    this.network = network;
    this.f = network.exprs();
    this.simplifier = new Simplifier(f);
    this.verifier = new Verifier(network);
    this.pullback = new Pullback(f);
    network.values().stream()
        .filter(b -> network.loss().filter(b.variable()::equals).isEmpty())
        .forEach(b -> simplifier.define(b.variable(), b.value()));
  }

  /**
   * The Jacobians of an expression over the network's names.
   *
   * @return for each variable asked for the axes of {@code e}, then the variable's
   * @throws DerivationException when a step cannot be verified
   */
  public Map<Variable, Expr> of(Expr e, List<Variable> wanted) {
    Set<Variable> active = active(wanted);
    Map<Variable, List<Expr>> contributions = new LinkedHashMap<>();
    pull(e, pullback.identity(e.axes()), active, contributions);
    for (int k = network.values().size() - 1; k >= 0; k--) {
      Binding binding = network.values().get(k);
      if (contributions.containsKey(binding.variable()) && !wanted.contains(binding.variable())) {
        Expr total = simplified(f.add(contributions.get(binding.variable())));
        pull(binding.value(), total, active, contributions);
      }
    }
    Map<Variable, Expr> result = new LinkedHashMap<>();
    for (Variable variable : wanted) {
      List<Size> axes = new ArrayList<>(e.axes());
      axes.addAll(variable.axes());
      List<Expr> parts = contributions.getOrDefault(variable, List.of(f.zero(axes)));
      result.put(variable, simplified(f.add(parts)));
    }
    return result;
  }

  /** The Hessians of a derived scalar: the Jacobian of its gradient by each variable. */
  public Map<Variable, Expr> hessians(Derivation derivation) {
    Map<Variable, Expr> result = new LinkedHashMap<>();
    UnaryOperator<Expr> expansion = derivation.fullExpansion();
    for (Derivation.Derived gradient : derivation.gradients()) {
      Expr expanded = expansion.apply(gradient.formula());
      result.put(gradient.of(), of(expanded, List.of(gradient.of())).get(gradient.of()));
    }
    return result;
  }

  private void pull(Expr e, Expr cotangent, Set<Variable> active, Map<Variable, List<Expr>> into) {
    List<Variable> operands = Exprs.variablesOf(e).stream().filter(active::contains).toList();
    pullback
        .apply(e, cotangent, operands)
        .forEach(
            (variable, pulled) ->
                into.computeIfAbsent(variable, key -> new ArrayList<>()).add(pulled));
  }

  /** What is asked for, and every value that depends on it. */
  private Set<Variable> active(List<Variable> wanted) {
    Set<Variable> active = new HashSet<>(wanted);
    for (Binding binding : network.values()) {
      if (Exprs.variablesOf(binding.value()).stream().anyMatch(active::contains)) {
        active.add(binding.variable());
      }
    }
    return active;
  }

  private Expr simplified(Expr raw) {
    Simplifier.Outcome outcome = simplifier.simplify(raw);
    if (verifier.compare(raw, outcome.result()) == Verifier.Verdict.DIFFERENT) {
      throw new DerivationException(
          "the step from " + raw + " to " + outcome.result() + " does not hold");
    }
    return outcome.result();
  }
}
