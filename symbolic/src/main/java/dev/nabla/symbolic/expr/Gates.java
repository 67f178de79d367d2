package dev.nabla.symbolic.expr;

import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.function.ScalarFunctions;

/**
 * Which factors of a product select: where such a factor is zero the product is zero, whatever the
 * others are, infinite or NaN included. What a relu, a maximum or a condition did not take does not
 * count, and a derivative that nothing flows into is zero.
 */
public final class Gates {
  private Gates() {}

  /** Whether a factor of a product selects. */
  public static boolean selects(Contraction product, Expr factor) {
    return isGate(factor)
        || isAdjoint(factor) && isSingular(product)
        || product.factors().stream().anyMatch(other -> isOfPower(factor, other.expr()));
  }

  /**
   * Whether a factor stands beside another as the derivatives of {@code a^b} have it: the exponent
   * beside {@code a^(b - 1)}, the power beside {@code log(a)}. At a = 0 they are 0 where the first
   * is.
   */
  private static boolean isOfPower(Expr factor, Expr other) {
    if (!(other instanceof Elementwise map)) {
      return false;
    }
    if (map.function().equals(ScalarFunctions.LOG)) {
      return factor instanceof Elementwise power
          && power.function().equals(ScalarFunctions.POW)
          && power.argument() == map.argument();
    }
    return map.function().equals(ScalarFunctions.POW)
        && map.arguments().get(1) instanceof Sum less
        && isOneLess(factor, less);
  }

  /**
   * Whether an expression is made of conditions and numbers: a wire, a comparison, the derivative
   * of a function that is glued from pieces, and sums and products of these.
   */
  public static boolean isGate(Expr e) {
    if (e instanceof Sum sum) {
      return sum.terms().stream().anyMatch(term -> isGate(term.expr()))
          && sum.terms().stream().allMatch(t -> isGate(t.expr()) || Facts.isOnes(t.expr()));
    }
    if (e instanceof Contraction c) {
      return c.summedIndices() == 0
          && c.factors().stream().anyMatch(factor -> isGate(factor.expr()))
          && c.factors().stream().allMatch(f -> isGate(f.expr()) || Wire.isOnes(f.expr()));
    }
    return Wire.isEquation(e) || e instanceof Elementwise map && isGate(map);
  }

  private static boolean isGate(Elementwise map) {
    return map.function().isGate()
        || map.function().equals(ScalarFunctions.WHERE)
            && map.arguments().stream().skip(1).allMatch(Gates::isNumber);
  }

  private static boolean isNumber(Expr e) {
    return e.isZero() || Facts.isOnes(e);
  }

  private static boolean isOneLess(Expr e, Sum less) {
    Sum terms = less.isScaled() && less.terms().get(0).expr() instanceof Sum inner ? inner : less;
    return terms.terms().size() == 2
        && terms.operands().contains(e)
        && terms.operands().stream().anyMatch(Facts::isOnes);
  }

  private static boolean isAdjoint(Expr e) {
    return e instanceof Variable v && v.role() == Variable.Role.ADJOINT;
  }

  /** Whether something is divided by that may be zero. */
  private static boolean isSingular(Contraction product) {
    return product.factors().stream()
        .map(Factor::expr)
        .anyMatch(
            e ->
                e instanceof Power power
                    && power.exponent().signum() < 0
                    && !Facts.isPositive(power.base()));
  }
}
