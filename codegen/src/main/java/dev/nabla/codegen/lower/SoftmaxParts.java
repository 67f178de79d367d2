package dev.nabla.codegen.lower;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.LogSoftmax;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Sum.Term;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.shape.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The parts that a softmax and its logarithm share: {@code log sum exp(u) = m + log s} and {@code
 * softmax(u) = e / s} with {@code m = max(u)}, {@code e = exp(u - m)} and {@code s = sum(e)}, so
 * that each exponential is computed once.
 *
 * @param largest m
 * @param powers e
 * @param sum s
 * @param reciprocal 1/s
 */
record SoftmaxParts(Expr largest, Expr powers, Expr sum, Expr reciprocal) {
  /** The parts of a logarithm of a sum of exponentials. */
  static SoftmaxParts of(Exprs exprs, Reduce logSumExp) {
    Expr u = logSumExp.operand();
    Expr largest = exprs.reduce(Reduce.Kind.MAX, u, reduced(logSumExp));
    Expr powers =
        exprs.apply(ScalarFunctions.EXP, List.of(less(exprs, u, wide(exprs, logSumExp, largest))));
    Expr sum = exprs.sumOver(powers, reduced(logSumExp));
    return new SoftmaxParts(largest, powers, sum, exprs.power(sum, Rational.MINUS_ONE));
  }

  /** The logarithm whose exponential is subtracted: {@code exp(u - logsumexp(u))} is a softmax. */
  static Optional<Reduce> normaliser(Exprs exprs, Expr e, Map<Expr, Expr> bound) {
    if (!(e instanceof Elementwise map && map.function().equals(ScalarFunctions.EXP))) {
      return Optional.empty();
    }
    return LogSoftmax.of(exprs, bound.getOrDefault(map.argument(), map.argument()))
        .filter(log -> log.axes().equals(reduced(log.total())))
        .map(LogSoftmax::total);
  }

  private static Expr less(Exprs exprs, Expr u, Expr v) {
    return exprs.linear(
        u.axes(), List.of(new Term(Rational.ONE, u), new Term(Rational.MINUS_ONE, v)));
  }

  /** What is the same for all elements that are reduced together, at each of them. */
  private static Expr wide(Exprs exprs, Reduce reduce, Expr e) {
    List<Size> axes = reduce.operand().axes();
    return exprs.broadcastAlong(reduced(reduce), axes, e);
  }

  private static TreeSet<Integer> reduced(Reduce reduce) {
    return new TreeSet<>(Exprs.range(reduce.order(), reduce.count()));
  }
}
