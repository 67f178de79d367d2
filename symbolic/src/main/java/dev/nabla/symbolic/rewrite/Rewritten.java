package dev.nabla.symbolic.rewrite;

import dev.nabla.symbolic.expr.Expr;
import java.util.List;

/**
 * The result of a rule.
 *
 * @param rule its name
 * @param result what stands there now
 * @param first what was done to make the rule fit, such as writing out a named value
 */
record Rewritten(String rule, Expr result, List<Rewritten> first) {
  Rewritten {
    first = List.copyOf(first);
  }

  Rewritten(String rule, Expr result) {
    this(rule, result, List.of());
  }

  Rewritten after(List<Rewritten> steps) {
    return new Rewritten(rule, result, steps);
  }
}
