package dev.nabla.symbolic.expr;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Sum.Term;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings a power with a constant exponent to the canonical form of {@link Power}: powers of numbers
 * worked out, of powers multiplied, of products taken apart where the signs allow it.
 */
final class PowerRule {
  /** The size of numbers up to which powers of them are worked out. */
  private static final int POWER_BITS = 4_096;

  private final Exprs f;

  PowerRule(Exprs exprs) {
    this.f = exprs;
  }

  /** The element-wise power with a constant exponent. */
  Expr of(Expr base, Rational exponent) {
    if (exponent.isOne() || base == f.one() || Wire.isOnes(base)) {
      return base;
    }
    if (exponent.isZero()) {
      return f.onesLike(base);
    }
    if (base.isZero() && exponent.signum() > 0
        || Facts.isIdempotent(base) && exponent.signum() > 0) {
      return base;
    }
    if (base instanceof Elementwise map
        && map.function().equals(ScalarFunctions.ABS)
        && exponent.isInteger()
        && !exponent.numerator().testBit(0)) {
      return f.power(map.argument(), exponent);
    }
    Set<Integer> free = Facts.freeAxes(base);
    if (!free.isEmpty()) {
      return f.broadcastAlong(free, base.axes(), f.power(f.dropAxes(base, free), exponent));
    }
    if (base instanceof Sum sum && sum.isScaled()) {
      Term term = sum.terms().get(0);
      Optional<Rational> factor = exactPower(term.coefficient(), exponent);
      if (factor.isPresent()) {
        return f.scale(factor.get(), f.power(term.expr(), exponent));
      }
      if (term.coefficient().signum() > 0 && term.expr() != f.one()) {
        return f.times(
            f.power(f.constant(term.coefficient()), exponent), f.power(term.expr(), exponent));
      }
    }
    if (base instanceof Power inner && (exponent.isInteger() || Facts.isPositive(inner.base()))) {
      return f.power(inner.base(), inner.exponent().times(exponent));
    }
    if (base instanceof Contraction product) {
      Optional<Expr> split = powerOfProduct(product, exponent);
      if (split.isPresent()) {
        return split.get();
      }
    }
    return f.primitivePower(base, exponent);
  }

  /** The power of each factor, where nothing is summed and the signs allow it. */
  private Optional<Expr> powerOfProduct(Contraction product, Rational exponent) {
    if (product.summedIndices() > 0) {
      return Optional.empty();
    }
    boolean splits =
        exponent.isInteger()
            || product.factors().stream().allMatch(f -> Facts.isPositive(f.expr()));
    boolean wires = product.factors().stream().anyMatch(f -> Facts.isIdempotent(f.expr()));
    if (wires && exponent.signum() < 0) {
      return Optional.empty();
    }
    List<Factor> wide = new ArrayList<>();
    List<Factor> rest = new ArrayList<>();
    for (Factor factor : product.factors()) {
      if (Wire.isOnes(factor.expr())) {
        wide.add(factor);
      } else if (splits) {
        wide.add(new Factor(f.power(factor.expr(), exponent), factor.indices()));
      } else {
        rest.add(factor);
      }
    }
    if (wide.isEmpty() && !Facts.isPermutation(product)) {
      return Optional.empty();
    }
    if (!rest.isEmpty()) {
      List<Integer> kept =
          Exprs.range(0, product.order()).stream()
              .filter(axis -> rest.stream().anyMatch(f -> f.indices().contains(axis)))
              .toList();
      Expr inner;
      List<Integer> indices;
      if (Facts.isPermutation(product)) {
        inner = rest.get(0).expr();
        indices = rest.get(0).indices();
      } else {
        inner = f.contract(rest, kept);
        indices = kept;
      }
      wide.add(new Factor(f.power(inner, exponent), indices));
    }
    return Optional.of(f.contract(wide, Exprs.range(0, product.order())));
  }

  private static Optional<Rational> exactPower(Rational base, Rational exponent) {
    long bits = base.numerator().bitLength() + (long) base.denominator().bitLength();
    if (exponent.isInteger() && exponent.abs().compareTo(Rational.of(POWER_BITS / bits)) <= 0) {
      return Optional.of(base.pow(exponent.numerator().intValueExact()));
    }
    if (base.signum() > 0 && exponent.abs().equals(Rational.HALF)) {
      BigInteger n = base.numerator().sqrt();
      BigInteger d = base.denominator().sqrt();
      if (n.multiply(n).equals(base.numerator()) && d.multiply(d).equals(base.denominator())) {
        Rational root = Rational.of(n, d);
        return Optional.of(exponent.signum() > 0 ? root : root.reciprocal());
      }
    }
    return Optional.empty();
  }
}
