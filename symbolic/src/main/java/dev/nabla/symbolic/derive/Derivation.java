package dev.nabla.symbolic.derive;

import dev.nabla.symbolic.eval.Verifier.Verdict;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network's derivatives, with how each was found.
 *
 * @param network what was derived
 * @param rewritten values whose formula was rewritten for numerical stability, with the steps
 * @param adjoints the derivative of the result by each value on the way, last value first
 * @param gradients the derivative by each variable asked for
 * @param program what is to be computed
 */
public record Derivation(
    Network network,
    List<Derived> rewritten,
    List<Derived> adjoints,
    List<Derived> gradients,
    DerivedProgram program) {
  /** Formulas whose expansion would be larger than this stay in terms of adjoints. */
  private static final long MAX_EXPANSION = 2_000;

  /**
   * One derived quantity and the step that found it.
   *
   * @param of the variable derived by (or, for a rewritten value, the value itself)
   * @param name the name of the derivative, such as {@code δz1}; for a gradient the same as {@code
   *     of}
   * @param raw the chain rule's formula
   * @param formula the simplified formula
   * @param paths the chains of factors that lead from the result to {@code of}
   * @param rules the rewrites that fired, in order
   * @param verdict how the equality of both formulas was established
   */
  public record Derived(
      Variable of,
      Variable name,
      Expr raw,
      Expr formula,
      List<List<ChainFactor>> paths,
      List<String> rules,
      Verdict verdict) {
    public Derived {
      paths = paths.stream().map(List::copyOf).toList();
      rules = List.copyOf(rules);
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
          verdict);
    }
  }

  /**
   * A factor {@code ∂above/∂below} of a chain.
   *
   * @param above the name of what is derived
   * @param below the name derived by
   * @param shape the shape of the factor as a Jacobian: the sizes of above, then of below
   */
  public record ChainFactor(String above, String below, Shape shape) {
    /** {@code ∂z2/∂h1}. */
    @Override
    public String toString() {
      return "∂" + above + "/∂" + below;
    }
  }

  public Derivation {
    rewritten = List.copyOf(rewritten);
    adjoints = List.copyOf(adjoints);
    gradients = List.copyOf(gradients);
  }

  /** A formula with adjoints replaced by their formulas, as far as it stays readable. */
  public Expr expand(Expr formula) {
    Map<Expr, Expr> known = new HashMap<>();
    for (Derived adjoint : adjoints) {
      Expr expanded = network.exprs().substitute(adjoint.formula(), known);
      if (expanded.weight() <= MAX_EXPANSION) {
        known.put(adjoint.name(), expanded);
      }
    }
    return network.exprs().substitute(formula, known);
  }

  /** The same derivatives with an expression in place of the free cotangent. */
  public Derivation withSeed(Expr seed) {
    Variable free = program.seed().orElseThrow();
    return new Derivation(
        network,
        rewritten,
        adjoints.stream().map(a -> a.substitute(network.exprs(), free, seed)).toList(),
        gradients.stream().map(g -> g.substitute(network.exprs(), free, seed)).toList(),
        program.withSeed(seed));
  }
}
