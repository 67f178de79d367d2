package dev.nabla.symbolic.derive;

import dev.nabla.symbolic.eval.Verifier.Verdict;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.rewrite.Rules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A network's derivatives, with how each was found.
 *
 * @param network what was derived
 * @param rewritten values whose formula was rewritten for numerical stability, with the steps
 * @param adjoints the derivative of the result by each value on the way, last value first
 * @param gradients the derivative by each variable asked for
 * @param program what is to be computed
 * @param rules the identities that formulas were simplified by
 */
public record Derivation(
    Network network,
    List<Derived> rewritten,
    List<Derived> adjoints,
    List<Derived> gradients,
    DerivedProgram program,
    Rules rules) {
  /** Formulas whose expansion would be larger than this stay in terms of adjoints. */
  private static final long MAX_EXPANSION = 240;

  /**
   * One derived quantity and the step that found it.
   *
   * @param of the variable derived by (or, for a rewritten value, the value itself)
   * @param name the name of the derivative, such as {@code δz1}; for a gradient the same as {@code
   *     of}
   * @param raw the chain rule's formula, the sum of what the paths contribute
   * @param formula the simplified formula
   * @param paths the values that {@code of} flows into, each with its part of {@code raw}
   * @param rules the rewrites that fired, in order
   * @param forms what each rewrite did; empty unless the derivation was asked for it
   * @param verdict how the equality of both formulas was established
   */
  public record Derived(
      Variable of,
      Variable name,
      Expr raw,
      Expr formula,
      List<Path> paths,
      List<String> rules,
      List<Form> forms,
      Verdict verdict) {
    public Derived {
      paths = List.copyOf(paths);
      rules = List.copyOf(rules);
      forms = List.copyOf(forms);
    }

    private Derived substitute(Exprs exprs, Expr from, Expr to) {
      Map<Expr, Expr> by = Map.of(from, to);
      return new Derived(
          of,
          name,
          exprs.substitute(raw, by),
          exprs.substitute(formula, by),
          paths,
          rules,
          forms,
          verdict);
    }
  }

  /**
   * One way from a variable to the result: through the value that mentions it.
   *
   * @param through the value
   * @param definition what the value stands for, as it was derived
   * @param cotangent what stands for the derivative of the result by the value
   * @param contribution the pullback of the cotangent along the definition
   */
  public record Path(Variable through, Expr definition, Expr cotangent, Expr contribution) {}

  /**
   * A formula on the way from the chain rule's to the simplified one.
   *
   * @param rule the rewrite that led to it
   * @param before what was rewritten, a part of the formula before
   * @param after what became of that
   * @param formula the whole formula
   * @param verdict how the equality of {@code before} and {@code after} was established
   */
  public record Form(String rule, Expr before, Expr after, Expr formula, Verdict verdict) {}

  public Derivation {
    rewritten = List.copyOf(rewritten);
    adjoints = List.copyOf(adjoints);
    gradients = List.copyOf(gradients);
  }

  /** All steps in order: rewritten values, adjoints, gradients. */
  public List<Derived> steps() {
    return Stream.of(rewritten, adjoints, gradients).flatMap(List::stream).toList();
  }

  /** A formula with adjoints replaced by their formulas, as far as it stays readable. */
  public Expr expand(Expr formula) {
    return readableExpansion().apply(formula);
  }

  /** Replaces adjoints by their formulas as far as these stay readable. */
  public UnaryOperator<Expr> readableExpansion() {
    return expansion(MAX_EXPANSION);
  }

  /** Replaces all adjoints by their formulas. */
  public UnaryOperator<Expr> fullExpansion() {
    return expansion(Long.MAX_VALUE);
  }

  private UnaryOperator<Expr> expansion(long maxWeight) {
    Map<Expr, Expr> known = new HashMap<>();
    for (Derived adjoint : adjoints) {
      Expr expanded = network.exprs().substitute(adjoint.formula(), known);
      if (expanded.weight() <= maxWeight) {
        known.put(adjoint.name(), expanded);
      }
    }
    return e -> network.exprs().substitute(e, known);
  }

  /** The same derivatives with an expression in place of the free cotangent. */
  public Derivation withSeed(Expr seed) {
    Variable free = program.seed().orElseThrow();
    return new Derivation(
        network,
        rewritten,
        adjoints.stream().map(a -> a.substitute(network.exprs(), free, seed)).toList(),
        gradients.stream().map(g -> g.substitute(network.exprs(), free, seed)).toList(),
        program.withSeed(seed),
        rules);
  }
}
