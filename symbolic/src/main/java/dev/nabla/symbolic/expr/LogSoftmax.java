package dev.nabla.symbolic.expr;

import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code u - logsumexp(u)} along some axes of u, whose exponential is a softmax.
 *
 * @param total the {@code logsumexp(u)}, over the last axes of its operand
 * @param axes along which of its own axes, counted from 0, the exponential sums to 1
 */
public record LogSoftmax(Reduce total, Set<Integer> axes) {
  /** The parts of an expression that is the logarithm of a softmax. */
  public static Optional<LogSoftmax> of(Exprs f, Expr e) {
    if (!(e instanceof Sum sum)) {
      return Optional.empty();
    }
    List<Sum.Term> terms =
        sum.isScaled() && sum.terms().get(0).expr() instanceof Sum inner
            ? inner.terms()
            : sum.terms();
    return terms.stream()
        .filter(term -> term.expr() instanceof Contraction)
        .flatMap(term -> repeated((Contraction) term.expr()).stream())
        .filter(candidate -> candidate.isAll(f, e))
        .findFirst();
  }

  /** The parts of the logarithm of an expression that is a softmax. */
  public static Optional<LogSoftmax> ofExponential(Exprs f, Expr e) {
    return e instanceof Elementwise map && map.function().equals(ScalarFunctions.EXP)
        ? of(f, map.argument())
        : Optional.empty();
  }

  /** A logsumexp that is repeated along the axes that it lacks. */
  private static Optional<LogSoftmax> repeated(Contraction c) {
    List<Factor> kept = c.factors().stream().filter(x -> !Wire.isOnes(x.expr())).toList();
    if (c.summedIndices() > 0
        || kept.size() != 1
        || !(kept.get(0).expr() instanceof Reduce reduce)
        || reduce.kind() != Reduce.Kind.LOGSUMEXP
        || !kept.get(0).indices().equals(kept.get(0).indices().stream().sorted().toList())
        || reduce.operand().order() != c.order()) {
      return Optional.empty();
    }
    Set<Integer> axes = new TreeSet<>(Exprs.range(0, c.order()));
    axes.removeAll(kept.get(0).indices());
    return Optional.of(new LogSoftmax(reduce, axes));
  }

  /** Whether u less this total, and nothing else, is an expression. */
  private boolean isAll(Exprs f, Expr e) {
    Expr u = argument(f);
    return axes.size() == total.count() && f.sub(u, f.broadcastAlong(axes, u.axes(), total)) == e;
  }

  /** The u, with its axes in the order of the whole. */
  public Expr argument(Exprs f) {
    Expr operand = total.operand();
    List<Integer> order = new ArrayList<>();
    int kept = 0;
    int reduced = total.order();
    for (int axis = 0; axis < operand.order(); axis++) {
      order.add(axes.contains(axis) ? reduced++ : kept++);
    }
    return f.permute(operand, order);
  }
}
