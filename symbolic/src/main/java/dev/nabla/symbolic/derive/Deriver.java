package dev.nabla.symbolic.derive;

import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.symbolic.derive.Derivation.Derived;
import dev.nabla.symbolic.derive.Derivation.Form;
import dev.nabla.symbolic.derive.Derivation.Path;
import dev.nabla.symbolic.eval.Verifier.Verdict;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Facts;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.rewrite.Rules;
import dev.nabla.symbolic.rewrite.Simplifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
  private final Rules rules;
  private final Detail detail;

  /** How much of each step is kept. */
  public enum Detail {
    /** The formula before and after, and which rewrites fired. */
    FORMULAS,
    /** Every rewrite, with the formula after it. */
    REWRITES
  }

  private Deriver(Network network, List<Variable> wanted, Rules rules, Detail detail) {
    this.network = network;
    this.f = network.exprs();
    this.simplifier = new Simplifier(f, rules);
    this.wanted = new LinkedHashSet<>(wanted);
    this.rules = rules;
    this.detail = detail;
  }

  /**
   * What is derived by: what the results say on their left sides; or else the parameters; without
   * parameters the inputs; and without a loss both.
   */
  public static List<Variable> variables(Network network) {
    List<Variable> asked = network.asked();
    if (!asked.isEmpty()) {
      return asked;
    }
    Stream<Variable> wanted = network.parameters().stream();
    if (network.loss().isEmpty() || network.parameters().isEmpty()) {
      wanted = Stream.concat(wanted, network.inputs().stream());
    }
    return wanted.filter(Deriver::isDerivable).toList();
  }

  /** Whether steps can be made from a value: from one-hot data there is no small one. */
  public static boolean isDerivable(Variable variable) {
    return !variable.facts().contains(Fact.ONEHOT);
  }

  /** The derivatives by {@link #variables}. */
  public static Derivation derive(Network network) {
    return derive(network, variables(network));
  }

  /**
   * The derivatives by these variables.
   *
   * @throws DerivationException when a step cannot be verified
   */
  public static Derivation derive(Network network, List<Variable> wanted) {
    return derive(network, wanted, Rules.STANDARD, Detail.FORMULAS);
  }

  /**
   * The derivatives by these variables, simplified by these rules.
   *
   * @throws DerivationException when a step cannot be verified
   */
  public static Derivation derive(
      Network network, List<Variable> wanted, Rules rules, Detail detail) {
    return new Deriver(network, wanted, rules, detail).run();
  }

  private Derivation run() {
    List<Binding> stable = new ArrayList<>();
    List<Derived> rewritten = new ArrayList<>();
    Checker checker = new Checker(network, simplifier);
    for (Binding binding : network.values()) {
      Simplifier.Outcome outcome = simplifier.simplify(binding.value());
      if (outcome.result() != binding.value()) {
        Expr written = binding.value();
        Verdict verdict = checker.check(binding.variable(), written, written, outcome.result());
        rewritten.add(
            new Derived(
                binding.variable(),
                binding.variable(),
                binding.value(),
                outcome.result(),
                List.of(),
                outcome.rules(),
                forms(checker, binding.value(), binding.value()),
                verdict));
      }
      stable.add(new Binding(binding.variable(), outcome.result()));
      if (!isLoss(binding.variable())) {
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
    return new Derivation(network, rewritten, shown, pass.gradients, program, rules);
  }

  /**
   * What the gradients are computed from is shown, with the chain of the formula as it was written
   * where that comes to the same. Where no rewritten value goes through another any more, that
   * one's adjoint is the one of the formula as it was written, unless it is in terms of one that is
   * something else now.
   */
  private static List<Derived> asShown(List<Derived> stable, List<Derived> asWritten) {
    Map<Variable, Derived> shown = new LinkedHashMap<>();
    Map<Variable, Derived> computed = new LinkedHashMap<>();
    stable.forEach(adjoint -> computed.put(adjoint.of(), adjoint));
    Set<Variable> changed = new HashSet<>();
    for (Derived written : asWritten) {
      Derived now = computed.getOrDefault(written.of(), written);
      if (now.formula() != written.formula()) {
        changed.add(written.name());
      }
      boolean holds =
          Stream.of(written.raw(), written.formula())
              .flatMap(e -> Traversal.variablesOf(e).stream())
              .noneMatch(changed::contains);
      if (computed.containsKey(written.of()) || holds) {
        shown.put(written.of(), holds && now.formula() == written.formula() ? written : now);
      } else {
        changed.add(written.name());
      }
    }
    stable.forEach(adjoint -> shown.putIfAbsent(adjoint.of(), adjoint));
    return List.copyOf(shown.values());
  }

  /** Derivatives are not written in terms of the loss. */
  private boolean isLoss(Variable variable) {
    return network.loss().filter(variable::equals).isPresent();
  }

  private List<Form> forms(Checker checker, Expr raw, Expr opened) {
    return detail == Detail.REWRITES ? checker.forms(raw, opened) : List.of();
  }

  /** One walk from the result back to what is asked for. */
  private final class ReversePass {
    private final List<Derived> adjoints = new ArrayList<>();
    private final List<Derived> gradients = new ArrayList<>();
    private final Optional<Variable> seed;
    private final List<Binding> values;
    private final Checker checker = new Checker(network, simplifier);
    private final Pullback pullback = new Pullback(f);
    private final Map<Variable, List<Path>> paths = new LinkedHashMap<>();
    private final Map<Variable, Set<Variable>> flowsFrom = new LinkedHashMap<>();
    private final Map<Variable, Derived> found = new LinkedHashMap<>();
    private final Map<Expr, Variable> byFormula = new HashMap<>();
    private final Set<Variable> inlined = new HashSet<>();

    ReversePass(List<Binding> values) {
      this.values = values;
      for (Binding binding : values) {
        Set<Variable> from = new LinkedHashSet<>(Traversal.variablesOf(binding.value()));
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
      } else if (paths.containsKey(variable)) {
        cotangent = adjoint(variable);
      } else {
        return;
      }
      Set<Variable> from = flowsFrom.get(variable);
      Expr above = cotangent;
      Expr value = isLoss(variable) ? binding.value() : variable;
      pullback
          .apply(binding.value(), value, above, from)
          .forEach(
              (operand, pulled) ->
                  paths
                      .computeIfAbsent(operand, key -> new ArrayList<>())
                      .add(new Path(variable, binding.value(), above, pulled)));
    }

    /** Finds the adjoint of a value; returns what stands for it in the steps that follow. */
    private Expr adjoint(Variable variable) {
      Expr raw = f.add(paths.get(variable).stream().map(Path::contribution).toList());
      Expr opened = openSingleUses(variable, raw);
      Simplifier.Outcome direct = simplifier.simplify(raw);
      Simplifier.Outcome outcome = direct;
      Expr start = raw;
      if (opened != raw) {
        Simplifier.Outcome deeper = simplifier.simplify(opened);
        boolean shorter = deeper.result().weight() <= direct.result().weight();
        if (shorter || isWrittenOnce(variable, direct.result())) {
          outcome = deeper;
          start = opened;
          if (!shorter) {
            inlined.add(variable);
          }
        }
      }
      Variable.Role role = Variable.Role.ADJOINT;
      Variable name = f.variable(adjointName(variable, role), role, variable.shape());
      Derived derived = derived(variable, name, raw, start, outcome);
      adjoints.add(derived);
      found.put(variable, derived);
      checker.define(new Binding(name, outcome.result()));
      Variable equal = byFormula.putIfAbsent(outcome.result(), name);
      return outcome.result().weight() <= 1 ? outcome.result() : equal == null ? name : equal;
    }

    /** Whether writing out the adjoints in a formula repeats none, nor one that was written out. */
    private boolean isWrittenOnce(Variable variable, Expr formula) {
      List<Expr> operands =
          Traversal.topological(List.of(formula)).stream()
              .flatMap(e -> e.operands().stream())
              .toList();
      return paths.get(variable).stream()
          .map(Path::through)
          .noneMatch(
              through ->
                  inlined.contains(through)
                      || found.containsKey(through)
                          && Collections.frequency(operands, found.get(through).name()) > 1);
    }

    /** Writes out the adjoints of values that only this one flows into. */
    private Expr openSingleUses(Variable variable, Expr raw) {
      Map<Expr, Expr> formulas = new LinkedHashMap<>();
      for (Path path : paths.get(variable)) {
        Variable consumer = path.through();
        Derived adjoint = found.get(consumer);
        if (adjoint != null && flowsFrom.get(consumer).equals(Set.of(variable))) {
          formulas.put(adjoint.name(), adjoint.formula());
        }
      }
      return formulas.isEmpty() ? raw : f.substitute(raw, formulas);
    }

    private void gradient(Variable variable) {
      List<Path> parts = paths.getOrDefault(variable, List.of());
      Expr raw =
          parts.isEmpty()
              ? f.zeroLike(variable)
              : f.add(parts.stream().map(Path::contribution).toList());
      Simplifier.Outcome outcome = simplifier.simplify(raw);
      Expr start = raw;
      if (divisors(outcome.result()) > 0) {
        Expr opened = f.substitute(openSingleUses(variable, raw), definitions(parts));
        Simplifier.Outcome deeper = simplifier.simplify(opened);
        if (divisors(deeper.result()) < divisors(outcome.result())) {
          outcome = deeper;
          start = opened;
        }
      }
      Derived derived = derived(variable, variable, raw, start, outcome);
      Optional<Projection> projection = Projection.by(f, variable);
      gradients.add(projection.map(p -> projected(derived, p)).orElse(derived));
    }

    private Map<Expr, Expr> definitions(List<Path> parts) {
      Map<Expr, Expr> definitions = new HashMap<>();
      parts.forEach(path -> definitions.put(path.through(), path.definition()));
      return definitions;
    }

    /**
     * How much is divided by that may be zero. What cancels has to: {@code norm(x)^2} has a
     * derivative at 0, also where the norm has a name.
     */
    private static long divisors(Expr e) {
      return Traversal.topological(List.of(e)).stream()
          .filter(
              node ->
                  node instanceof Power power
                      && power.exponent().signum() < 0
                      && !Facts.isPositive(power.base()))
          .count();
    }

    /** The part of a gradient along which the variable keeps its facts. */
    private Derived projected(Derived whole, Projection projection) {
      Expr part = projection.apply(whole.formula());
      if (part == whole.formula()) {
        return whole;
      }
      Simplifier.Outcome outcome = simplifier.simplify(part);
      Verdict verdict =
          checker.checkAlong(projection, whole.of(), whole.formula(), outcome.result());
      List<String> rules = new ArrayList<>(whole.rules());
      rules.add(projection.rule());
      outcome.rules().stream().filter(rule -> !rules.contains(rule)).forEach(rules::add);
      List<Form> forms = new ArrayList<>(whole.forms());
      if (detail == Detail.REWRITES) {
        forms.add(new Form(projection.rule(), whole.formula(), part, part, verdict));
        forms.addAll(checker.forms(part, part));
      }
      return new Derived(
          whole.of(),
          whole.name(),
          whole.raw(),
          outcome.result(),
          whole.paths(),
          rules,
          forms,
          verdict);
    }

    /**
     * The step for a variable.
     *
     * @param raw the chain rule's formula
     * @param start the same with adjoints written out, which was simplified
     */
    private Derived derived(
        Variable of, Variable name, Expr raw, Expr start, Simplifier.Outcome outcome) {
      Verdict verdict = checker.check(of, raw, start, outcome.result());
      return new Derived(
          of,
          name,
          raw,
          outcome.result(),
          paths.getOrDefault(of, List.of()),
          outcome.rules(),
          forms(checker, raw, start),
          verdict);
    }
  }
}
