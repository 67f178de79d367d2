package dev.nabla.symbolic.rewrite;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Sum.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Multiplies products of sums out. */
final class Distribution {
  /** Products with more terms than this are left alone: they would not become shorter. */
  private static final int MAX_TERMS = 48;

  /** From how many products on, all sums multiplied out, none is: that would become no shorter. */
  private static final int MAX_PRODUCTS = 10_000;

  private final Exprs f;

  Distribution(Exprs exprs) {
    this.f = exprs;
  }

  /** The best of multiplying out one sum among the factors, or the product itself. */
  Expr multiplyOut(Contraction product, UnaryOperator<Expr> collect) {
    Expr best = product;
    if (products(new Term(Rational.ONE, product)) > MAX_PRODUCTS) {
      return product;
    }
    for (Factor factor : product.factors()) {
      if (factor.expr() instanceof Sum sum && sum.terms().size() <= MAX_TERMS) {
        Expr candidate = collect.apply(f.linear(product.axes(), spread(product, factor)));
        if (candidate.weight() < best.weight()) {
          best = candidate;
        }
      }
    }
    return best;
  }

  /**
   * The product with two of its divisors multiplied into one, where that is shorter: {@code 1 / (x²
   * (1 + y² / x²))} is {@code 1 / (x² + y²)}.
   */
  Expr joinDivisors(Contraction product) {
    Expr best = product;
    for (Factor sum : product.factors()) {
      for (Factor other : product.factors()) {
        if (sum != other
            && sum.indices().equals(other.indices())
            && divisor(sum).filter(Sum.class::isInstance).isPresent()
            && divisor(other).isPresent()) {
          Expr joined = f.times(divisor(other).get(), divisor(sum).get());
          Expr spread = joined instanceof Contraction c ? multiplyOut(c, e -> e) : joined;
          List<Factor> factors = new ArrayList<>(product.factors());
          factors.removeAll(List.of(sum, other));
          factors.add(new Factor(f.reciprocal(spread), sum.indices()));
          Expr candidate = f.contract(factors, Exprs.range(0, product.order()));
          best = candidate.weight() < best.weight() ? candidate : best;
        }
      }
    }
    return best;
  }

  /** What a factor divides by, if it does. */
  private Optional<Expr> divisor(Factor factor) {
    return factor.expr() instanceof Power power && power.exponent().signum() < 0
        ? Optional.of(f.power(power.base(), power.exponent().negate()))
        : Optional.empty();
  }

  /** The sum with every term multiplied out completely. */
  Expr multiplyOutTerms(Sum sum) {
    if (sum.terms().stream().mapToLong(Distribution::products).sum() > MAX_TERMS) {
      return sum;
    }
    List<Term> done = new ArrayList<>();
    List<Term> pending = new ArrayList<>(sum.terms());
    while (!pending.isEmpty()) {
      Term term = pending.remove(pending.size() - 1);
      Optional<List<Term>> spread = spreadOnce(term);
      spread.ifPresentOrElse(pending::addAll, () -> done.add(term));
      if (done.size() + pending.size() > MAX_TERMS) {
        return sum;
      }
    }
    return f.linear(sum.axes(), done);
  }

  /** How many products a term comes to at least. */
  private static long products(Term term) {
    List<Expr> factors =
        term.expr() instanceof Contraction c
            ? c.factors().stream().map(Factor::expr).toList()
            : List.of(term.expr());
    long products = 1;
    for (Expr factor : factors) {
      if (factor instanceof Sum sum) {
        products = Math.min(products * sum.terms().size(), Integer.MAX_VALUE);
      }
    }
    return products;
  }

  /** The terms of a term that is a sum, or a product with a sum among its factors. */
  private Optional<List<Term>> spreadOnce(Term term) {
    if (term.expr() instanceof Sum inner) {
      return Optional.of(scaled(term.coefficient(), inner.terms()));
    }
    if (term.expr() instanceof Contraction c) {
      return c.factors().stream()
          .filter(factor -> factor.expr() instanceof Sum)
          .findFirst()
          .map(factor -> scaled(term.coefficient(), spread(c, factor)));
    }
    return Optional.empty();
  }

  private static List<Term> scaled(Rational coefficient, List<Term> terms) {
    return terms.stream().map(t -> new Term(coefficient.times(t.coefficient()), t.expr())).toList();
  }

  /**
   * The terms of a product when one of its factors, a sum, is multiplied out. They stay a list: as
   * a sum, what they have in common could be taken out again.
   */
  private List<Term> spread(Contraction product, Factor factor) {
    List<Term> terms = new ArrayList<>();
    int position = product.factors().indexOf(factor);
    for (Term term : ((Sum) factor.expr()).terms()) {
      List<Factor> factors = new ArrayList<>(product.factors());
      factors.set(position, new Factor(term.expr(), factor.indices()));
      terms.add(new Term(term.coefficient(), f.contract(factors, Exprs.range(0, product.order()))));
    }
    return terms;
  }
}
