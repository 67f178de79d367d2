package dev.nabla.symbolic.expr;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** What expressions are made of. */
public final class Traversal {
  private Traversal() {}

  /** All expressions that these are made of, themselves included, operands first. */
  public static List<Expr> topological(Collection<? extends Expr> roots) {
    TreeMap<Integer, Expr> found = new TreeMap<>();
    List<Expr> pending = new ArrayList<>(roots);
    while (!pending.isEmpty()) {
      Expr e = pending.remove(pending.size() - 1);
      if (found.put(e.id(), e) == null) {
        pending.addAll(e.operands());
      }
    }
    return List.copyOf(found.values());
  }

  /** The variables an expression is made of, in order of id. */
  public static List<Variable> variablesOf(Expr e) {
    return topological(List.of(e)).stream()
        .filter(Variable.class::isInstance)
        .map(Variable.class::cast)
        .toList();
  }
}
