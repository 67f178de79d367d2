package dev.nabla.symbolic.expr;

import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * For each element the product of all others, {@code Π[j] where(i = j, 1, u[j])}: the derivative of
 * a product. Unlike {@code prod(u) / u} it is right where an element is zero.
 */
public final class OtherFactors {
  private OtherFactors() {}

  /**
   * The products of the others along the last axes.
   *
   * @param count how many axes a product runs over
   * @return the axes of {@code u}
   */
  public static Expr of(Exprs f, Expr u, int count) {
    if (count == 0) {
      return f.onesLike(u);
    }
    int kept = u.order() - count;
    List<Size> axes = new ArrayList<>(u.axes());
    axes.addAll(u.axes().subList(kept, u.order()));
    List<Integer> all = Exprs.range(0, axes.size());
    List<Factor> same = new ArrayList<>();
    for (int axis = 0; axis < kept; axis++) {
      same.add(Factor.of(f.ones(axes.get(axis)), axis));
    }
    for (int axis = kept; axis < u.order(); axis++) {
      same.add(Factor.of(f.delta(axes.get(axis)), axis, axis + count));
    }
    Expr repeated = f.broadcastAlong(new TreeSet<>(Exprs.range(kept, count)), axes, u);
    Expr factors = f.apply(ScalarFunctions.WHERE, f.contract(same, all), f.ones(axes), repeated);
    return f.reduce(Reduce.Kind.PROD, factors, new TreeSet<>(Exprs.range(u.order(), count)));
  }

  /** The operand, if this is the product of the others of all its elements. */
  public static Optional<Expr> operand(Exprs f, Reduce reduce) {
    if (reduce.kind() != Reduce.Kind.PROD
        || reduce.order() != reduce.count()
        || !(reduce.operand() instanceof Elementwise map)
        || !map.function().equals(ScalarFunctions.WHERE)
        || !(map.arguments().get(2) instanceof Contraction repeated)) {
      return Optional.empty();
    }
    Expr u = f.dropAxes(repeated, new TreeSet<>(Exprs.range(0, reduce.order())));
    return of(f, u, reduce.count()) == reduce ? Optional.of(u) : Optional.empty();
  }
}
