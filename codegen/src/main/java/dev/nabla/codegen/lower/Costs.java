package dev.nabla.codegen.lower;

import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Extent;
import dev.nabla.symbolic.expr.MathConstant;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Sum;

/** What computing an expression again would cost. */
final class Costs {
  private static final int FEW = 4;

  private Costs() {}

  /** Whether it is better computed once than at each of several uses. */
  static boolean isDear(Expr e) {
    if (e.weight() > FEW || e instanceof Reduce || e instanceof MatrixFunction) {
      return true;
    }
    if (e instanceof Elementwise map && !map.function().selects()) {
      return true;
    }
    if (e instanceof Power power && !power.exponent().isInteger()) {
      return true;
    }
    if (e instanceof Contraction c && c.summedIndices() > 0) {
      return true;
    }
    return e.operands().stream().anyMatch(Costs::isDear);
  }

  /** Whether it is a number that is known now. */
  static boolean isNumber(Expr e) {
    boolean leaf =
        e instanceof Extent
            || e instanceof MathConstant
            || e instanceof Contraction c && c.factors().isEmpty();
    boolean made = e instanceof Sum || e instanceof Power || e instanceof Contraction;
    return e.isScalar()
        && (leaf || made && !e.isZero() && e.operands().stream().allMatch(Costs::isNumber));
  }

  /** Whether an element is little more than read from memory. */
  static boolean isAccess(Expr e) {
    if (e instanceof Sum sum) {
      return sum.terms().size() <= 1 && sum.operands().stream().allMatch(Costs::isAccess);
    }
    if (e instanceof Contraction c) {
      return c.summedIndices() == 0
          && c.factors().stream().filter(f -> !f.expr().operands().isEmpty()).count() == 0
          && c.factors().stream().filter(f -> f.expr().order() > 0).count() <= 1;
    }
    return e.operands().isEmpty();
  }
}
