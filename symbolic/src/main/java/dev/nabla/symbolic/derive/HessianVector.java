package dev.nabla.symbolic.derive;

import dev.nabla.symbolic.eval.Verifier;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.rewrite.Simplifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The product of the Hessian with a vector: the derivative of the gradient along a direction,
 * statement by statement, {@code D u = Σ ∂u/∂w v_w}. It costs a small multiple of the gradient,
 * whatever the number of variables (Pearlmutter, Fast exact multiplication by the Hessian, 1994).
 *
 * @param directions the direction of each variable the gradient is by
 * @param tangents the derivatives along the direction of values, then of adjoints
 * @param products for each variable its part of the product, with the variable's axes
 */
public record HessianVector(
    Map<Variable, Variable> directions, List<Tangent> tangents, List<Binding> products) {
  /**
   * The derivative of a named value along the direction.
   *
   * @param of what is derived
   * @param name {@code Dz1}
   */
  public record Tangent(Variable of, Variable name, Expr value) {
    /** The name and its value. */
    public Binding binding() {
      return new Binding(name, value);
    }
  }

  public HessianVector {
    directions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(directions));
    tangents = List.copyOf(tangents);
    products = List.copyOf(products);
  }

  /** The tangents as bindings. */
  public List<Binding> bindings() {
    return tangents.stream().map(Tangent::binding).toList();
  }

  /**
   * The product for a derived scalar.
   *
   * @throws DerivationException when a step cannot be verified
   */
  public static HessianVector of(DerivedProgram program) {
    return new Builder(program).build();
  }

  /** One derivation. */
  private static final class Builder {
    private final DerivedProgram program;
    private final Network network;
    private final Exprs f;
    private final Pushforward pushforward;
    private final Simplifier simplifier;
    private final Verifier verifier;
    private final Map<Variable, Variable> directions = new LinkedHashMap<>();
    private final Map<Variable, Expr> tangentOf = new LinkedHashMap<>();
    private final List<Tangent> tangents = new ArrayList<>();

    Builder(DerivedProgram program) {
      this.program = program;
      this.network = program.network();
      this.f = network.exprs();
      this.pushforward = new Pushforward(f);
      this.simplifier = new Simplifier(f);
      this.verifier = new Verifier(network);
    }

    HessianVector build() {
      List<Variable> by = program.gradients().stream().map(Binding::variable).toList();
      for (Variable variable : by) {
        Variable direction = direction(variable, by.size() == 1);
        directions.put(variable, direction);
        tangentOf.put(variable, Projection.of(f, variable, direction));
      }
      for (Binding binding : program.values()) {
        if (network.loss().filter(binding.variable()::equals).isEmpty()) {
          simplifier.define(binding.variable(), binding.value());
          along(binding);
        }
      }
      for (Binding binding : program.adjoints()) {
        verifier.define(binding);
        along(binding);
      }
      List<Binding> products = new ArrayList<>();
      for (Binding gradient : program.gradients()) {
        products.add(new Binding(gradient.variable(), derived(gradient.value(), gradient.value())));
      }
      return new HessianVector(directions, needed(products), products);
    }

    private void along(Binding binding) {
      if (tangentOf.containsKey(binding.variable())) {
        return;
      }
      Expr tangent = derived(binding.value(), binding.variable());
      if (tangent.isZero()) {
        return;
      }
      if (tangent.weight() > 1) {
        Variable of = binding.variable();
        Variable name = variable("D" + of.name(), Variable.Role.DERIVATIVE, of);
        verifier.define(new Binding(name, tangent));
        tangents.add(new Tangent(of, name, tangent));
        tangent = name;
      }
      tangentOf.put(binding.variable(), tangent);
    }

    private Expr derived(Expr e, Expr value) {
      Expr raw = pushforward.apply(e, value, tangentOf);
      Simplifier.Outcome outcome = simplifier.simplify(raw);
      if (verifier.compare(raw, outcome.result()) == Verifier.Verdict.DIFFERENT) {
        throw new DerivationException(
            "the step from " + raw + " to " + outcome.result() + " does not hold");
      }
      return outcome.result();
    }

    private Variable direction(Variable variable, boolean only) {
      String name = only ? "v" : "v_" + variable.name();
      return variable(name, Variable.Role.DIRECTION, variable);
    }

    /** A variable of this name, longer if the definition has one of that name. */
    private Variable variable(String suggestion, Variable.Role role, Variable like) {
      String name = suggestion;
      while (f.variable(name)
          .filter(v -> v.role() != role || !v.shape().equals(like.shape()))
          .isPresent()) {
        name += "_";
      }
      return f.variable(name, role, like.shape(), Set.of(), true);
    }

    /** The tangents that the products depend on. */
    private List<Tangent> needed(List<Binding> products) {
      Set<Variable> used = new HashSet<>();
      products.forEach(product -> used.addAll(Traversal.variablesOf(product.value())));
      List<Tangent> needed = new ArrayList<>();
      for (int k = tangents.size() - 1; k >= 0; k--) {
        if (used.contains(tangents.get(k).name())) {
          used.addAll(Traversal.variablesOf(tangents.get(k).value()));
          needed.add(0, tangents.get(k));
        }
      }
      return needed;
    }
  }
}
