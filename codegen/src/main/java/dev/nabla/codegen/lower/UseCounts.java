package dev.nabla.codegen.lower;

import dev.nabla.symbolic.expr.Expr;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each expression is an operand of what is needed. */
final class UseCounts {
  private UseCounts() {}

  static Map<Expr, Integer> of(Collection<? extends Expr> roots, Map<Expr, Expr> bound) {
    Map<Expr, Integer> counts = new HashMap<>();
    Deque<Expr> pending = new ArrayDeque<>();
    roots.forEach(root -> use(root, counts, pending));
    while (!pending.isEmpty()) {
      Expr e = pending.pop();
      Expr value = bound.get(e);
      List<Expr> operands = value == null ? e.operands() : List.of(value);
      operands.forEach(operand -> use(operand, counts, pending));
    }
    return counts;
  }

  private static void use(Expr e, Map<Expr, Integer> counts, Deque<Expr> pending) {
    if (counts.merge(e, 1, Integer::sum) == 1) {
      pending.push(e);
    }
  }
}
