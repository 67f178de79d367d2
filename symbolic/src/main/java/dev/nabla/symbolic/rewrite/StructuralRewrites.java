package dev.nabla.symbolic.rewrite;

import dev.nabla.grammar.Rational;
import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.rewrite.Rules.Meaning;
import dev.nabla.symbolic.rewrite.Rules.Structural;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The identities that are about indices and not about one number: sums of exponentials, one-hot
 * vectors, inverses. One row each.
 */
final class StructuralRewrites {
  static final List<Structural> ROWS =
      List.of(
          new Structural(
              "log-sum-exp", "log(sum(exp(u)))", "logsumexp(u)", StructuralRewrites::logSumExp),
          new Structural(
              "softmax",
              "exp(u) / sum(exp(u))",
              "exp(u) / exp(logsumexp(u))",
              StructuralRewrites::softmax),
          new Structural(
              "exp-quotient", "exp(u) / exp(v)", "exp(u - v)", StructuralRewrites::expQuotient),
          new Structural(
              "softmax-sums-to-1", "sum(softmax(u))", "1", StructuralRewrites::softmaxSum),
          new Structural(
              new Meaning("one-hot-sums-to-1", "y is one-hot", "sum(y)", "1"),
              StructuralRewrites::oneHotSum),
          new Structural(
              new Meaning("inverse-cancels", "", "inv(A) A", "identity(n)"), InverseRule::apply));

  private StructuralRewrites() {}

  /** {@code log(Σ exp u) → logsumexp(u)}. */
  private static Optional<Expr> logSumExp(Exprs f, Expr e) {
    return e instanceof Elementwise log && log.function().equals(ScalarFunctions.LOG)
        ? sumOfExp(f, log.argument())
        : Optional.empty();
  }

  /** For {@code Σ exp u} over some axes of u, the {@code logsumexp} over them. */
  private static Optional<Expr> sumOfExp(Exprs f, Expr e) {
    if (e instanceof Contraction c
        && c.summedIndices() > 0
        && c.factors().size() == 1
        && exponent(c.factors().get(0).expr()).isPresent()) {
      List<Integer> indices = c.factors().get(0).indices();
      if (new HashSet<>(indices).size() == indices.size()) {
        Set<Integer> reduced = new TreeSet<>();
        List<Integer> kept = new ArrayList<>();
        for (int axis = 0; axis < indices.size(); axis++) {
          if (indices.get(axis) >= c.order()) {
            reduced.add(axis);
          } else {
            kept.add(indices.get(axis));
          }
        }
        Expr u = exponent(c.factors().get(0).expr()).orElseThrow();
        Expr reduce = f.reduce(Reduce.Kind.LOGSUMEXP, u, reduced);
        return Optional.of(
            f.contract(List.of(new Factor(reduce, kept)), Exprs.range(0, c.order())));
      }
    }
    return Optional.empty();
  }

  private static Optional<Expr> exponent(Expr e) {
    return e instanceof Elementwise map && map.function().equals(ScalarFunctions.EXP)
        ? Optional.of(map.argument())
        : Optional.empty();
  }

  /** {@code exp u / Σ exp v → exp u · exp(-logsumexp v)}, which then meets {@link #expQuotient}. */
  private static Optional<Expr> softmax(Exprs f, Expr e) {
    if (!(e instanceof Contraction c)
        || c.factors().stream().noneMatch(x -> exponent(x.expr()).isPresent())) {
      return Optional.empty();
    }
    for (int k = 0; k < c.factors().size(); k++) {
      Factor factor = c.factors().get(k);
      if (factor.expr() instanceof Power power
          && power.exponent().equals(Rational.MINUS_ONE)
          && sumOfExp(f, power.base()).isPresent()) {
        Expr total = f.apply(ScalarFunctions.EXP, sumOfExp(f, power.base()).orElseThrow());
        List<Factor> factors = new ArrayList<>(c.factors());
        factors.set(k, new Factor(f.reciprocal(total), factor.indices()));
        return Optional.of(f.contract(factors, Exprs.range(0, c.order())));
      }
    }
    return Optional.empty();
  }

  /** {@code exp u / exp v → exp(u - v)}, v repeated along the axes it lacks. */
  private static Optional<Expr> expQuotient(Exprs f, Expr e) {
    if (!(e instanceof Contraction c)) {
      return Optional.empty();
    }
    for (Factor above : c.factors()) {
      for (Factor below : c.factors()) {
        if (below.expr() instanceof Power power
            && power.exponent().equals(Rational.MINUS_ONE)
            && exponent(power.base()).isPresent()
            && exponent(above.expr()).isPresent()
            && new HashSet<>(above.indices()).size() == above.indices().size()
            && above.indices().containsAll(below.indices())) {
          Expr v = exponent(power.base()).orElseThrow();
          Expr u = exponent(above.expr()).orElseThrow();
          Expr difference = f.sub(u, repeat(f, v, below.indices(), u, above.indices()));
          List<Factor> factors = new ArrayList<>(c.factors());
          factors.remove(above);
          factors.remove(below);
          factors.add(new Factor(f.apply(ScalarFunctions.EXP, difference), above.indices()));
          return Optional.of(f.contract(factors, Exprs.range(0, c.order())));
        }
      }
    }
    return Optional.empty();
  }

  private static Expr repeat(Exprs f, Expr v, List<Integer> has, Expr u, List<Integer> wants) {
    List<Factor> factors = new ArrayList<>(List.of(new Factor(v, has)));
    for (int axis = 0; axis < wants.size(); axis++) {
      factors.add(new Factor(f.ones(u.axes().get(axis)), List.of(wants.get(axis))));
    }
    return f.contract(factors, wants);
  }

  /** {@code Σ exp(u - logsumexp u) → 1} where nothing else stands on the summed indices. */
  private static Optional<Expr> softmaxSum(Exprs f, Expr e) {
    return dropSummed(f, e, (factor, summed) -> isSoftmaxOver(f, factor, summed));
  }

  private static boolean isSoftmaxOver(Exprs f, Factor factor, Set<Integer> summed) {
    Optional<Expr> u = exponent(factor.expr());
    if (u.isEmpty() || summed.isEmpty()) {
      return false;
    }
    Set<Integer> axes = new TreeSet<>();
    for (int axis = 0; axis < factor.indices().size(); axis++) {
      if (summed.contains(factor.indices().get(axis))) {
        axes.add(axis);
      }
    }
    Set<Expr> reductions = new HashSet<>();
    for (Expr node : Exprs.topological(u.get().operands())) {
      if (node instanceof Reduce reduce && reduce.kind() == Reduce.Kind.LOGSUMEXP) {
        reductions.add(reduce);
      }
    }
    for (Expr reduction : reductions) {
      Expr operand = ((Reduce) reduction).operand();
      if (operand.order() == u.get().order()) {
        Expr total = f.reduce(Reduce.Kind.LOGSUMEXP, operand, axes);
        Expr softmax = f.sub(operand, f.broadcastAlong(axes, operand.axes(), total));
        if (softmax == u.get()) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@code Σ y → 1} over the last axis of a one-hot y that stands alone on that index. */
  private static Optional<Expr> oneHotSum(Exprs f, Expr e) {
    return dropSummed(
        f,
        e,
        (factor, summed) ->
            factor.expr() instanceof Variable v
                && v.facts().contains(Fact.ONEHOT)
                && summed.equals(Set.of(factor.indices().get(factor.indices().size() - 1))));
  }

  private interface SumsToOne {
    boolean test(Factor factor, Set<Integer> summed);
  }

  /** Removes a factor whose sum over the indices that only it carries is 1. */
  private static Optional<Expr> dropSummed(Exprs f, Expr e, SumsToOne test) {
    if (!(e instanceof Contraction c) || c.summedIndices() == 0) {
      return Optional.empty();
    }
    for (Factor factor : c.factors()) {
      Set<Integer> own = new TreeSet<>();
      for (int index : factor.indices()) {
        boolean alone =
            c.factors().stream().noneMatch(x -> x != factor && x.indices().contains(index));
        if (index >= c.order() && alone) {
          own.add(index);
        }
      }
      if (!own.isEmpty() && test.test(factor, own)) {
        List<Factor> rest = new ArrayList<>(c.factors());
        rest.remove(factor);
        for (int index : factor.indices()) {
          if (!own.contains(index)) {
            rest.add(new Factor(f.ones(c.indexSizes().get(index)), List.of(index)));
          }
        }
        return Optional.of(f.contract(rest, Exprs.range(0, c.order())));
      }
    }
    return Optional.empty();
  }
}
