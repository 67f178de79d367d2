package dev.nabla.symbolic.rewrite;

import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.rewrite.Simplifier.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Follows one simplification: which rules fired and, where that is asked for, what each did and
 * what the whole formula was then.
 */
final class Trace {
  private final Exprs f;
  private final boolean detailed;
  private final Set<String> rules = new LinkedHashSet<>();
  private final List<Step> steps = new ArrayList<>();
  private UnaryOperator<Expr> place = e -> e;

  Trace(Exprs exprs, boolean detailed) {
    this.f = exprs;
    this.detailed = detailed;
  }

  List<String> rules() {
    return List.copyOf(rules);
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Where the nodes that are worked on now stand in the whole formula. */
  UnaryOperator<Expr> place() {
    return place;
  }

  void returnTo(UnaryOperator<Expr> outer) {
    place = outer;
  }

  /**
   * Says that a node is worked on.
   *
   * @param outer where the root stands
   * @param root what the node is part of
   * @param done the parts of it that are finished
   */
  void enter(UnaryOperator<Expr> outer, Expr root, Expr node, Map<Expr, Expr> done) {
    if (detailed) {
      place =
          e -> {
            Map<Expr, Expr> parts = new HashMap<>(done);
            parts.put(node, e);
            return outer.apply(f.substitute(root, parts));
          };
    }
  }

  /** Says that a rule made one expression of another. */
  void fired(Expr before, Rewritten rewritten) {
    Expr from = before;
    for (Rewritten first : rewritten.first()) {
      record(first.rule(), from, first.result());
      from = first.result();
    }
    record(rewritten.rule(), from, rewritten.result());
  }

  private void record(String rule, Expr before, Expr after) {
    if (!rule.equals(Rules.DEFINITION)) {
      rules.add(rule);
    }
    if (detailed) {
      steps.add(new Step(rule, before, after, place.apply(after)));
    }
  }
}
