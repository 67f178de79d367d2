package dev.nabla.symbolic.rewrite;

import dev.nabla.grammar.Rational;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Sum.Term;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What overflows in {@code e^a + e^b} and need not: its logarithm, and what is divided by it. The
 * number 1 is {@code e^0}, and {@code sigmoid(u)} is 1 divided by {@code e^0 + e^-u}.
 */
final class TwoExponentials {
  private TwoExponentials() {}

  /** {@code p e^a + q e^b}. */
  private record Pair(Rational p, Expr a, Rational q, Expr b) {
    boolean isSum() {
      return p.isOne() && q.isOne();
    }

    boolean isDifference() {
      return p.abs().isOne() && p.equals(q.negate());
    }
  }

  /** The exponent of an exponential, zero for the number 1. */
  private static Optional<Expr> exponent(Exprs f, Expr e) {
    if (Exprs.isOnes(e)) {
      return Optional.of(f.zeroLike(e));
    }
    return e instanceof Elementwise map && map.function().equals(ScalarFunctions.EXP)
        ? Optional.of(map.argument())
        : Optional.empty();
  }

  private static Optional<Pair> pair(Exprs f, Expr e) {
    if (!(e instanceof Sum sum) || sum.terms().size() != 2) {
      return Optional.empty();
    }
    Term first = sum.terms().get(0);
    Term second = sum.terms().get(1);
    Optional<Expr> b = exponent(f, second.expr());
    return exponent(f, first.expr())
        .filter(a -> b.isPresent())
        .map(a -> new Pair(first.coefficient(), a, second.coefficient(), b.get()));
  }

  /** {@code log(e^a + e^b) → b + softplus(a - b)}. */
  static Optional<Expr> logarithm(Exprs f, Expr e) {
    return e instanceof Elementwise log && log.function().equals(ScalarFunctions.LOG)
        ? pair(f, log.argument())
            .filter(p -> p.isSum() && !p.a().isZero() && !p.b().isZero())
            .map(p -> f.add(p.b(), f.apply(ScalarFunctions.SOFTPLUS, f.sub(p.a(), p.b()))))
        : Optional.empty();
  }

  /** {@code e^a / (e^a + e^b) → sigmoid(a - b)}, wherever both are factors on the same indices. */
  static Optional<Expr> ratio(Exprs f, Expr e) {
    return divided(f, e, TwoExponentials::share);
  }

  /** {@code (e^a - e^b) / (e^a + e^b) → tanh((a - b) / 2)}, likewise. */
  static Optional<Expr> differenceRatio(Exprs f, Expr e) {
    return divided(f, e, TwoExponentials::difference);
  }

  /** What a factor becomes when it is divided by a sum of exponentials. */
  private interface Quotient {
    Optional<Expr> of(Exprs f, Expr above, Pair below);
  }

  private static Optional<Expr> divided(Exprs f, Expr e, Quotient rule) {
    if (!(e instanceof Contraction c)) {
      return Optional.empty();
    }
    for (int below = 0; below < c.factors().size(); below++) {
      Optional<Pair> divisor = divisor(f, c.factors().get(below).expr());
      for (int above = 0; divisor.isPresent() && above < c.factors().size(); above++) {
        boolean sameIndices =
            above != below
                && c.factors().get(above).indices().equals(c.factors().get(below).indices());
        Optional<Expr> quotient =
            sameIndices
                ? rule.of(f, c.factors().get(above).expr(), divisor.get())
                : Optional.empty();
        if (quotient.isPresent()) {
          return Optional.of(replace(f, c, above, below, quotient.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** The sum of exponentials that a factor divides by. */
  private static Optional<Pair> divisor(Exprs f, Expr e) {
    if (e instanceof Elementwise map && map.function().equals(ScalarFunctions.SIGMOID)) {
      Expr u = map.argument();
      return Optional.of(new Pair(Rational.ONE, f.zeroLike(u), Rational.ONE, f.negate(u)));
    }
    return e instanceof Power power && power.exponent().isInteger() && power.exponent().signum() < 0
        ? pair(f, power.base()).filter(Pair::isSum)
        : Optional.empty();
  }

  private static Optional<Expr> share(Exprs f, Expr above, Pair below) {
    if (Exprs.isOnes(above)) {
      return Optional.empty();
    }
    return exponent(f, above)
        .filter(u -> u == below.a() || u == below.b())
        .map(u -> f.sub(u, u == below.a() ? below.b() : below.a()))
        .map(difference -> f.apply(ScalarFunctions.SIGMOID, difference));
  }

  private static Optional<Expr> difference(Exprs f, Expr above, Pair below) {
    return pair(f, above)
        .filter(Pair::isDifference)
        .filter(p -> isSame(p, below))
        .map(p -> f.scale(p.p(), tanh(f, f.sub(p.a(), p.b()))));
  }

  private static boolean isSame(Pair p, Pair q) {
    return p.a() == q.a() && p.b() == q.b() || p.a() == q.b() && p.b() == q.a();
  }

  private static Expr tanh(Exprs f, Expr twice) {
    Expr u = f.scale(Rational.HALF, twice);
    boolean negative =
        u instanceof Sum sum && sum.isScaled() && sum.terms().get(0).coefficient().signum() < 0;
    return negative
        ? f.negate(f.apply(ScalarFunctions.TANH, f.negate(u)))
        : f.apply(ScalarFunctions.TANH, u);
  }

  /** The product with the quotient in place of what is above and once of what is below. */
  private static Expr replace(Exprs f, Contraction c, int above, int below, Expr quotient) {
    List<Factor> factors = new ArrayList<>(c.factors());
    factors.set(above, new Factor(quotient, factors.get(above).indices()));
    Factor divisor = factors.get(below);
    Expr rest =
        divisor.expr() instanceof Power power
            ? f.power(power.base(), power.exponent().plus(Rational.ONE))
            : f.onesLike(divisor.expr());
    factors.set(below, new Factor(rest, divisor.indices()));
    return f.contract(factors, Exprs.range(0, c.order()));
  }
}
