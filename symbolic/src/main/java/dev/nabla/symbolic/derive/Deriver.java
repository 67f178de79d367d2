package dev.nabla.symbolic.derive;

import dev.nabla.symbolic.derive.Derivation.ChainFactor;
import dev.nabla.symbolic.derive.Derivation.Derived;
import dev.nabla.symbolic.eval.Verifier;
import dev.nabla.symbolic.eval.Verifier.Verdict;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.rewrite.Simplifier;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Derives a network's gradients in reverse, statement by statement, as lecture notes do: the
 * adjoint of each named value from the adjoints of the values it flows into. The formulas therefore
 * have the structure of back propagation and cost a small multiple of the network itself.
 */
public final class Deriver {
  private final Network network;
  private final Exprs f;
  private final Simplifier simplifier;
  private final Set<Variable> wanted;

  private Deriver(Network network, List<Variable> wanted) {
    this.network = network;
    this.f = network.exprs();
    this.simplifier = new Simplifier(f);
    this.wanted = new LinkedHashSet<>(wanted);
  }

  /**
   * The derivatives by what is asked for by default: the parameters; without parameters the inputs;
   * and without a loss both.
   */
  public static Derivation derive(Network network) {
    Stream<Variable> wanted = network.parameters().stream();
    if (network.loss().isEmpty() || network.parameters().isEmpty()) {
      wanted = Stream.concat(wanted, network.inputs().stream());
    }
    return derive(network, wanted.toList());
  }

  /**
   * The derivatives by these variables.
   *
   * @throws DerivationException when a step cannot be verified
   */
  public static Derivation derive(Network network, List<Variable> wanted) {
    return new Deriver(network, wanted).run();
  }

  private Derivation run() {
    List<Binding> stable = new ArrayList<>();
    List<Derived> rewritten = new ArrayList<>();
    Verifier verifier = new Verifier(network);
    for (Binding binding : network.values()) {
      Simplifier.Outcome outcome = simplifier.simplify(binding.value());
      if (outcome.result() != binding.value()) {
        Verdict verdict = verify(verifier, binding.variable(), binding.value(), outcome);
        rewritten.add(
            new Derived(
                binding.variable(),
                binding.variable(),
                binding.value(),
                outcome.result(),
                List.of(),
                outcome.rules(),
                verdict));
      }
      stable.add(new Binding(binding.variable(), outcome.result()));
      if (network.loss().filter(binding.variable()::equals).isEmpty()) {
        simplifier.define(binding.variable(), binding.value());
        simplifier.define(binding.variable(), outcome.result());
      }
    }
    ReversePass pass = new ReversePass(stable);
    List<Derived> shown =
        rewritten.isEmpty()
            ? pass.adjoints
            : asShown(pass.adjoints, new ReversePass(network.values()).adjoints);
    List<Binding> adjoints =
        pass.adjoints.stream().map(a -> new Binding(a.name(), a.formula())).toList();
    List<Binding> gradients =
        pass.gradients.stream().map(g -> new Binding(g.of(), g.formula())).toList();
    DerivedProgram program = new DerivedProgram(network, stable, pass.seed, adjoints, gradients);
    return new Derivation(network, rewritten, shown, pass.gradients, program);
  }

  /**
   * Where no rewritten value goes through another any more, that one's adjoint is the one of the
   * formula as it was written. What the gradients are computed from is shown as it is.
   */
  private static List<Derived> asShown(List<Derived> stable, List<Derived> asWritten) {
    Map<Variable, Derived> byVariable = new LinkedHashMap<>();
    asWritten.forEach(adjoint -> byVariable.put(adjoint.of(), adjoint));
    stable.forEach(adjoint -> byVariable.put(adjoint.of(), adjoint));
    return List.copyOf(byVariable.values());
  }

  private static Verdict verify(
      Verifier verifier, Variable of, Expr raw, Simplifier.Outcome outcome) {
    Verdict verdict = verifier.compare(raw, outcome.result());
    if (verdict == Verdict.DIFFERENT) {
      throw new DerivationException(
          "the step for "
              + of.name()
              + " does not hold: "
              + raw
              + " became "
              + outcome.result()
              + " by "
              + outcome.rules());
    }
    return verdict;
  }

  /** One walk from the result back to what is asked for. */
  private final class ReversePass {
    private final List<Derived> adjoints = new ArrayList<>();
    private final List<Derived> gradients = new ArrayList<>();
    private final Optional<Variable> seed;
    private final List<Binding> values;
    private final Verifier verifier = new Verifier(network);
    private final Pullback pullback = new Pullback(f);
    private final Map<Variable, List<Expr>> contributions = new LinkedHashMap<>();
    private final Map<Variable, List<Variable>> consumers = new LinkedHashMap<>();
    private final Map<Variable, Set<Variable>> flowsFrom = new LinkedHashMap<>();
    private final Map<Variable, Derived> found = new LinkedHashMap<>();
    private final Set<Variable> inlined = new HashSet<>();

    ReversePass(List<Binding> values) {
      this.values = values;
      for (Binding binding : values) {
        Set<Variable> from = new LinkedHashSet<>(Exprs.variablesOf(binding.value()));
        from.removeIf(v -> !wanted.contains(v) && !flowsFrom.containsKey(v));
        if (!from.isEmpty()) {
          flowsFrom.put(binding.variable(), from);
        }
      }
      seed = network.loss().isPresent() ? Optional.empty() : Optional.of(cotangent());
      for (int k = values.size() - 1; k >= 0; k--) {
        visit(values.get(k));
      }
      wanted.forEach(this::gradient);
    }

    private Variable cotangent() {
      Variable result = network.result();
      Variable.Role role = Variable.Role.COTANGENT;
      return f.variable(adjointName(result, role), role, result.shape());
    }

    private String adjointName(Variable of, Variable.Role role) {
      String name = "δ" + of.name();
      while (f.variable(name).filter(v -> v.role() != role).isPresent()) {
        name += "_";
      }
      return name;
    }

    private void visit(Binding binding) {
      Variable variable = binding.variable();
      if (!flowsFrom.containsKey(variable)) {
        return;
      }
      Expr cotangent;
      if (variable == network.result()) {
        cotangent = seed.map(Expr.class::cast).orElse(f.one());
        cotangent = f.broadcast(cotangent, variable.axes());
      } else if (contributions.containsKey(variable)) {
        cotangent = adjoint(variable);
      } else {
        return;
      }
      Set<Variable> from = flowsFrom.get(variable);
      pullback
          .apply(binding.value(), cotangent, from)
          .forEach(
              (operand, pulled) -> {
                contributions.computeIfAbsent(operand, key -> new ArrayList<>()).add(pulled);
                consumers.computeIfAbsent(operand, key -> new ArrayList<>()).add(variable);
              });
    }

    /** Finds the adjoint of a value; returns what stands for it in the steps that follow. */
    private Expr adjoint(Variable variable) {
      Expr raw = f.add(contributions.get(variable));
      Expr opened = openSingleUses(variable, raw);
      Simplifier.Outcome direct = simplifier.simplify(raw);
      Simplifier.Outcome outcome = direct;
      if (opened != raw) {
        Simplifier.Outcome deeper = simplifier.simplify(opened);
        boolean shorter = deeper.result().weight() <= direct.result().weight();
        boolean once = consumers.get(variable).stream().noneMatch(inlined::contains);
        if (shorter || once) {
          outcome = deeper;
          if (!shorter) {
            inlined.add(variable);
          }
        }
      }
      Variable.Role role = Variable.Role.ADJOINT;
      Variable name = f.variable(adjointName(variable, role), role, variable.shape());
      Derived derived = derived(variable, name, raw, outcome);
      adjoints.add(derived);
      found.put(variable, derived);
      verifier.define(new Binding(name, outcome.result()));
      return outcome.result().weight() <= 1 ? outcome.result() : name;
    }

    /** Writes out the adjoints of values that only this one flows into. */
    private Expr openSingleUses(Variable variable, Expr raw) {
      Map<Expr, Expr> formulas = new LinkedHashMap<>();
      for (Variable consumer : consumers.get(variable)) {
        Derived adjoint = found.get(consumer);
        if (adjoint != null && flowsFrom.get(consumer).equals(Set.of(variable))) {
          formulas.put(adjoint.name(), adjoint.formula());
        }
      }
      return formulas.isEmpty() ? raw : f.substitute(raw, formulas);
    }

    private void gradient(Variable variable) {
      List<Expr> parts = contributions.getOrDefault(variable, List.of(f.zeroLike(variable)));
      Expr raw = f.add(parts);
      gradients.add(derived(variable, variable, raw, simplifier.simplify(raw)));
    }

    private Derived derived(Variable of, Variable name, Expr raw, Simplifier.Outcome outcome) {
      Verdict verdict = verify(verifier, of, raw, outcome);
      return new Derived(of, name, raw, outcome.result(), paths(of), outcome.rules(), verdict);
    }

    /** From the nearest values with adjoints of their own, seen through those written out. */
    private List<List<ChainFactor>> paths(Variable of) {
      List<List<ChainFactor>> paths = new ArrayList<>();
      for (Variable consumer : consumers.getOrDefault(of, List.of())) {
        List<ChainFactor> chain = new ArrayList<>();
        if (consumer != network.result()) {
          chain.add(factor(network.result(), consumer));
        }
        chain.add(factor(consumer, of));
        paths.add(chain);
      }
      return paths;
    }

    private ChainFactor factor(Variable above, Variable below) {
      List<Size> sizes = new ArrayList<>(above.axes());
      sizes.addAll(below.axes());
      return new ChainFactor(above.name(), below.name(), Shape.ofAxes(sizes));
    }
  }
}
