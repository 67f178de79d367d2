package dev.nabla.symbolic.rewrite;

import dev.nabla.grammar.Rational;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Sum.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Multiplies products of sums out. */
final class Distribution {
  /** Products with more terms than this are left alone: they would not become shorter. */
  private static final int MAX_TERMS = 48;

  private final Exprs f;

  Distribution(Exprs exprs) {
    this.f = exprs;
  }

  /** The best of multiplying out one sum among the factors, or the product itself. */
  Expr multiplyOut(Contraction product, UnaryOperator<Expr> collect) {
    Expr best = product;
    for (Factor factor : product.factors()) {
      if (factor.expr() instanceof Sum sum && sum.terms().size() <= MAX_TERMS) {
        Expr candidate = collect.apply(spread(product, factor));
        if (candidate.weight() < best.weight()) {
          best = candidate;
        }
      }
    }
    return best;
  }

  /** The sum with every term multiplied out completely. */
  Expr multiplyOutTerms(Sum sum) {
    List<Term> done = new ArrayList<>();
    List<Term> pending = new ArrayList<>(sum.terms());
    while (!pending.isEmpty()) {
      Term term = pending.remove(pending.size() - 1);
      List<Term> spread = spreadOnce(term);
      if (spread.isEmpty()) {
        done.add(term);
      } else {
        pending.addAll(spread);
      }
      if (done.size() + pending.size() > MAX_TERMS) {
        return sum;
      }
    }
    return f.linear(sum.axes(), done);
  }

  private List<Term> spreadOnce(Term term) {
    if (term.expr() instanceof Sum inner) {
      return scaled(term.coefficient(), inner);
    }
    if (term.expr() instanceof Contraction c) {
      for (Factor factor : c.factors()) {
        if (factor.expr() instanceof Sum) {
          Expr spread = spread(c, factor);
          return spread instanceof Sum s
              ? scaled(term.coefficient(), s)
              : List.of(new Term(term.coefficient(), spread));
        }
      }
    }
    return List.of();
  }

  private static List<Term> scaled(Rational coefficient, Sum sum) {
    if (sum.terms().isEmpty()) {
      return List.of(new Term(Rational.ZERO, sum));
    }
    return sum.terms().stream()
        .map(t -> new Term(coefficient.times(t.coefficient()), t.expr()))
        .toList();
  }

  /** The product with one of its factors, a sum, multiplied out. */
  private Expr spread(Contraction product, Factor factor) {
    List<Term> terms = new ArrayList<>();
    int position = product.factors().indexOf(factor);
    for (Term term : ((Sum) factor.expr()).terms()) {
      List<Factor> factors = new ArrayList<>(product.factors());
      factors.set(position, new Factor(term.expr(), factor.indices()));
      terms.add(new Term(term.coefficient(), f.contract(factors, Exprs.range(0, product.order()))));
    }
    return f.linear(product.axes(), terms);
  }
}
