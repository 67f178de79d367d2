package dev.nabla.symbolic.derive;

import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The derivative of an expression along a direction, {@code Σ ∂e/∂x t_x}. It needs no rules of its
 * own: what a cotangent c becomes, {@code J^T c}, is linear in c, and pulling {@code <J^T c, t>}
 * back to c gives {@code J t}.
 */
final class Pushforward {
  private final Exprs f;
  private final Pullback pullback;

  Pushforward(Exprs exprs) {
    this.f = exprs;
    this.pullback = new Pullback(exprs);
  }

  /**
   * The derivative of {@code e}.
   *
   * @param value stands for {@code e} in derivatives that are stated in terms of the output
   * @param tangents the direction of each variable that changes, with its axes
   */
  Expr apply(Expr e, Expr value, Map<Variable, Expr> tangents) {
    List<Variable> active =
        Traversal.variablesOf(e).stream().filter(tangents::containsKey).toList();
    if (active.isEmpty()) {
      return f.zeroLike(e);
    }
    Variable cotangent =
        f.variable("?cotangent" + e.axes(), Variable.Role.COTANGENT, Shape.ofAxes(e.axes()));
    List<Expr> products = new ArrayList<>();
    pullback
        .apply(e, value, cotangent, active)
        .forEach((variable, pulled) -> products.add(inner(pulled, tangents.get(variable))));
    Expr total = f.add(products);
    return pullback
        .apply(total, f.one(), List.of(cotangent))
        .getOrDefault(cotangent, f.zeroLike(e));
  }

  private Expr inner(Expr a, Expr b) {
    List<Integer> all = Exprs.range(0, a.order());
    return f.contract(List.of(new Factor(a, all), new Factor(b, all)), List.of());
  }
}
