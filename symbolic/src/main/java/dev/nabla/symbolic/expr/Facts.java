package dev.nabla.symbolic.expr;

import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.symbolic.expr.Contraction.Factor;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** What is certain of an expression, whatever the values of its variables. */
public final class Facts {
  private Facts() {}

  /** Whether {@code u² = u} for every element. */
  static boolean isIdempotent(Expr e) {
    return Wire.isEquation(e)
        || e instanceof Variable v && v.facts().contains(Fact.ONEHOT)
        || e instanceof Elementwise map && map.function().isIdempotent();
  }

  /** Whether every element is certainly 0 or 1. */
  public static boolean isIndicator(Expr e) {
    return isIdempotent(e)
        || e instanceof Elementwise map && map.function().comparison().isPresent();
  }

  /** Whether this is the number 1, or a tensor of ones. */
  public static boolean isOnes(Expr e) {
    return Wire.isOnes(e)
        || e instanceof Contraction c
            && c.factors().stream().allMatch(factor -> Wire.isOnes(factor.expr()));
  }

  /** Whether every element is certainly greater than zero. */
  public static boolean isPositive(Expr e) {
    if (e instanceof Variable v) {
      return v.facts().contains(Fact.POSITIVE);
    }
    if (e instanceof Elementwise map) {
      return map.function().isPositive();
    }
    if (e instanceof Power power) {
      return isPositive(power.base());
    }
    if (e instanceof Sum sum) {
      return !e.isZero()
          && sum.terms().stream()
              .allMatch(t -> t.coefficient().signum() > 0 && isPositive(t.expr()));
    }
    if (e instanceof Contraction c) {
      return c.factors().stream().allMatch(f -> isPositive(f.expr()));
    }
    return e instanceof Extent || Wire.isOnes(e) || e instanceof MathConstant;
  }

  /** Whether a contraction only reorders the axes of its single factor. */
  public static boolean isPermutation(Contraction c) {
    return c.factors().size() == 1
        && c.summedIndices() == 0
        && c.factors().get(0).indices().size() == c.order();
  }

  /** The axes along which an expression certainly does not change. */
  public static Set<Integer> freeAxes(Expr e) {
    Set<Integer> free = new TreeSet<>();
    if (Wire.isOnes(e)) {
      free.add(0);
    } else if (e.isZero()) {
      free.addAll(Exprs.range(0, e.order()));
    } else if (e instanceof Sum sum) {
      return freeAxes(sum.operands());
    } else if (e instanceof Contraction c) {
      for (Factor factor : c.factors()) {
        if (Wire.isOnes(factor.expr())) {
          free.addAll(factor.indices());
        }
      }
    }
    return free;
  }

  static Set<Integer> freeAxes(Collection<Expr> all) {
    Set<Integer> free = new TreeSet<>();
    boolean first = true;
    for (Expr e : all) {
      if (first) {
        free.addAll(freeAxes(e));
        first = false;
      } else {
        free.retainAll(freeAxes(e));
      }
    }
    return free;
  }
}
