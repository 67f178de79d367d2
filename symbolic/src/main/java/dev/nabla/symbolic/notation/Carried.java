package dev.nabla.symbolic.notation;

import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Wire;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Along which axes an element's formula has an index. Where a value is merely repeated it has none,
 * and a factor {@code ones(n)[i]} has to give the index its range.
 */
final class Carried {
  private final Map<Expr, BitSet> axes = new HashMap<>();

  Carried(Expr root) {
    for (Expr e : Traversal.topological(List.of(root))) {
      axes.put(e, find(e));
    }
  }

  boolean carries(Expr e, int axis) {
    return axes.get(e).get(axis);
  }

  /** Whether some factor has an index along an index of a contraction. */
  boolean carries(Contraction c, int index) {
    return c.factors().stream().anyMatch(factor -> carries(factor, index));
  }

  private boolean carries(Factor factor, int index) {
    for (int axis = 0; axis < factor.indices().size(); axis++) {
      if (factor.indices().get(axis) == index && carries(factor.expr(), axis)) {
        return true;
      }
    }
    return false;
  }

  private BitSet find(Expr e) {
    BitSet found = new BitSet();
    if (e instanceof Contraction c) {
      for (int axis = 0; axis < c.order(); axis++) {
        int index = axis;
        found.set(axis, c.factors().stream().anyMatch(factor -> carries(factor, index)));
      }
    } else if (e instanceof Sum || e instanceof Elementwise || e instanceof Power) {
      e.operands().forEach(operand -> found.or(axes.get(operand)));
    } else if (e instanceof Reduce reduce) {
      found.or(axes.get(reduce.operand()));
      found.clear(e.order(), reduce.operand().order());
    } else if (!(Wire.isOnes(e))) {
      found.set(0, e.order());
    }
    return found;
  }
}
