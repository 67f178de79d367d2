package dev.nabla.symbolic.derive;

import dev.nabla.symbolic.eval.Verifier;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.rewrite.Simplifier;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Jacobians, Hessians and derivatives of higher order: the same walk back as for gradients, with
 * the identity as the cotangent, so that the axes of what is derived stay in front. {@code ∂Y/∂X}
 * has the axes of Y, then of X.
 *
 * <p>The walk goes by statement: through the adjoints for a second derivative, then through the
 * values. A derivative on the way that is longer than a limit gets a name, so that formulas and the
 * time to find them grow with the number of statements and no faster.
 */
public final class Jacobians {
  /** Formulas up to this weight are written into the next one. */
  public static final long READABLE = 40;

  private final Network network;
  private final Exprs f;
  private final long longest;
  private final List<Binding> given;
  private final Simplifier simplifier;
  private final Verifier verifier;
  private final Pullback pullback;
  private final List<Binding> bindings = new ArrayList<>();
  private final Map<Expr, Expr> shortAdjoints = new HashMap<>();
  private List<Partials.Factor> factors = new ArrayList<>();

  /** For people: formulas are written out while they are readable. */
  public Jacobians(DerivedProgram program) {
    this(program, READABLE);
  }

  /**
   * With a limit.
   *
   * @param longest the weight up to which a derivative on the way is written into the next formula
   *     and not given a name
   */
  public Jacobians(DerivedProgram program, long longest) {
    this.network = program.network();
    this.f = network.exprs();
    this.longest = longest;
    this.given = program.gradients();
    this.simplifier = new Simplifier(f);
    this.verifier = new Verifier(network);
    this.pullback = new Pullback(f);
    network.values().forEach(this::name);
    program.values().forEach(this::name);
    bindings.addAll(program.values());
    program.adjoints().forEach(verifier::define);
    bindings.addAll(program.adjoints());
    program.adjoints().forEach(this::open);
  }

  /** Written by its name where it occurs; the loss is not, it is what is derived. */
  private void name(Binding binding) {
    if (!isLoss(binding.variable())) {
      simplifier.define(binding.variable(), binding.value());
    }
  }

  private boolean isLoss(Variable variable) {
    return network.loss().filter(variable::equals).isPresent();
  }

  /** Adjoints whose formulas are short are written out in what is derived once more. */
  private void open(Binding adjoint) {
    Expr opened = f.substitute(adjoint.value(), shortAdjoints);
    if (opened.weight() <= longest) {
      shortAdjoints.put(adjoint.variable(), opened);
    }
  }

  /**
   * The Jacobians of a named value.
   *
   * @throws DerivationException when a step cannot be verified
   */
  public Partials jacobians(Variable above, List<Variable> wanted) {
    factors = new ArrayList<>();
    return partials(above, List.of(), above, wanted);
  }

  /**
   * The Hessian of the scalar result. The blocks {@code ∂²L/∂a∂b} and {@code ∂²L/∂b∂a} are each
   * other's transposes: only the one with a not after b is derived.
   *
   * @param mixed whether there are blocks of two different variables
   * @throws DerivationException when a step cannot be verified
   */
  public Partials hessians(boolean mixed) {
    Partials all = Partials.NONE;
    List<Variable> variables = given.stream().map(Binding::variable).toList();
    for (int k = 0; k < given.size(); k++) {
      Variable variable = variables.get(k);
      List<Variable> by = mixed ? variables.subList(k, variables.size()) : List.of(variable);
      factors = new ArrayList<>();
      Expr gradient = f.substitute(given.get(k).value(), shortAdjoints);
      all = all.and(partials(network.result(), List.of(variable), gradient, by));
    }
    return all;
  }

  /**
   * The derivatives by one variable from the second order up to the given one.
   *
   * @throws DerivationException when a step cannot be verified
   */
  public Partials orders(Variable above, Variable by, int order) {
    Partials all = Partials.NONE;
    Expr derived = above;
    List<Variable> before = new ArrayList<>();
    for (int k = 1; k <= order; k++) {
      factors = new ArrayList<>();
      Partials next = partials(above, before, derived, List.of(by));
      all = k == 1 ? new Partials(next.factors(), List.of()) : all.and(next);
      derived = next.derivatives().get(0).value();
      before.add(by);
    }
    return all;
  }

  /** The derivatives of an expression that is itself a derivative of {@code above}. */
  private Partials partials(Variable above, List<Variable> before, Expr e, List<Variable> wanted) {
    List<PartialDerivative> derivatives = new ArrayList<>();
    derive(e, new PartialDerivative(above, before, e), wanted)
        .forEach((variable, value) -> derivatives.add(partial(above, before, variable, value)));
    return new Partials(factors, derivatives);
  }

  private static PartialDerivative partial(
      Variable above, List<Variable> before, Variable last, Expr value) {
    List<Variable> by = new ArrayList<>(before);
    by.add(last);
    return new PartialDerivative(above, by, value);
  }

  private Map<Variable, Expr> derive(Expr e, PartialDerivative of, List<Variable> wanted) {
    List<Binding> known = List.copyOf(bindings);
    Set<Variable> active = active(known, wanted);
    Map<Variable, List<Expr>> contributions = new LinkedHashMap<>();
    pull(e, e, pullback.identity(e.axes()), active, contributions);
    for (int k = known.size() - 1; k >= 0; k--) {
      Binding binding = known.get(k);
      if (contributions.containsKey(binding.variable()) && !wanted.contains(binding.variable())) {
        Expr total = simplified(f.add(contributions.get(binding.variable())));
        Expr output = isLoss(binding.variable()) ? binding.value() : binding.variable();
        Expr cotangent = named(total, of, binding.variable());
        pull(binding.value(), output, cotangent, active, contributions);
      }
    }
    Map<Variable, Expr> result = new LinkedHashMap<>();
    for (Variable variable : wanted) {
      List<Size> axes = new ArrayList<>(e.axes());
      axes.addAll(variable.axes());
      List<Expr> parts = contributions.getOrDefault(variable, List.of(f.zero(axes)));
      result.put(variable, projected(variable, simplified(f.add(parts))));
    }
    return result;
  }

  private Expr projected(Variable by, Expr derivative) {
    Expr part = Projection.of(f, by, derivative);
    return part == derivative ? derivative : simplified(part);
  }

  /** A name for a derivative on the way, if it is long; the derivative itself otherwise. */
  private Expr named(Expr total, PartialDerivative of, Variable by) {
    if (total.weight() <= longest) {
      return total;
    }
    Variable name = factorName(by, total);
    verifier.define(new Binding(name, total));
    bindings.add(new Binding(name, total));
    factors.add(new Partials.Factor(name, partial(of.above(), of.by(), by, total)));
    return name;
  }

  /** {@code J_h3}, with a number for the second of that name. */
  private Variable factorName(Variable by, Expr value) {
    Shape shape = Shape.ofAxes(value.axes());
    String name = "J_" + by.name();
    for (int k = 2; !isFree(name, shape); k++) {
      name = "J" + k + "_" + by.name();
    }
    return f.variable(name, Variable.Role.DERIVATIVE, shape, Set.of(), true);
  }

  /** Whether nothing has the name, or only a factor of another derivation. */
  private boolean isFree(String name, Shape shape) {
    return f.variable(name)
        .filter(
            v ->
                v.role() != Variable.Role.DERIVATIVE
                    || !v.shape().equals(shape)
                    || bindings.stream().anyMatch(b -> b.variable() == v))
        .isEmpty();
  }

  private void pull(
      Expr e, Expr output, Expr cotangent, Set<Variable> active, Map<Variable, List<Expr>> into) {
    if (cotangent.isZero()) {
      return;
    }
    List<Variable> operands = Traversal.variablesOf(e).stream().filter(active::contains).toList();
    pullback
        .apply(e, output, cotangent, operands)
        .forEach(
            (variable, pulled) ->
                into.computeIfAbsent(variable, key -> new ArrayList<>()).add(pulled));
  }

  /** What is asked for, and every name that depends on it. */
  private static Set<Variable> active(List<Binding> known, List<Variable> wanted) {
    Set<Variable> active = new HashSet<>(wanted);
    for (Binding binding : known) {
      if (Traversal.variablesOf(binding.value()).stream().anyMatch(active::contains)) {
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
