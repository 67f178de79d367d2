package dev.nabla.symbolic.expr;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Sum.Term;
import dev.nabla.symbolic.shape.Size;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings {@code Σ c_k e_k} to the canonical form of {@link Sum}: like terms together, nested sums
 * flat, in order, without what all coefficients have in common, and repeated along the axes that no
 * term depends on.
 */
final class LinearCombination {
  /** Numbers first, so that {@code 1 - h} is the canonical form. */
  private static final Comparator<Term> TERM_ORDER =
      Comparator.<Term, Boolean>comparing(term -> !Facts.isOnes(term.expr()))
          .thenComparingInt(term -> term.expr().id());

  private final Exprs f;

  LinearCombination(Exprs exprs) {
    this.f = exprs;
  }

  /** {@code Σ c_k e_k} in canonical form; all terms have these axes. */
  Expr of(List<Size> axes, List<Term> summands) {
    Map<Expr, Rational> collected = new LinkedHashMap<>();
    summands.forEach(term -> collect(term.coefficient(), term.expr(), collected, false));
    if (collected.size() > 1 || collected.keySet().stream().anyMatch(Sum.class::isInstance)) {
      Map<Expr, Rational> flat = new LinkedHashMap<>();
      boolean flatten = collected.size() > 1;
      collected.forEach((expr, coefficient) -> collect(coefficient, expr, flat, flatten));
      collected.clear();
      collected.putAll(flat);
    }
    List<Term> terms =
        collected.entrySet().stream()
            .filter(entry -> !entry.getValue().isZero())
            .map(entry -> new Term(entry.getValue(), entry.getKey()))
            .sorted(TERM_ORDER)
            .toList();
    if (terms.isEmpty()) {
      return f.zero(axes);
    }
    if (terms.size() == 1) {
      return scaled(terms.get(0).coefficient(), terms.get(0).expr());
    }
    Set<Integer> free = Facts.freeAxes(terms.stream().map(Term::expr).toList());
    if (!free.isEmpty()) {
      return f.broadcastAlong(
          free,
          axes,
          of(
              Exprs.without(axes, free),
              terms.stream()
                  .map(t -> new Term(t.coefficient(), f.dropAxes(t.expr(), free)))
                  .toList()));
    }
    return primitive(axes, terms);
  }

  /** Adds a multiple to the collection, seen through multiples and, if asked, through sums. */
  private static void collect(
      Rational coefficient, Expr expr, Map<Expr, Rational> into, boolean flatten) {
    if (expr instanceof Sum sum && (sum.terms().size() != 2 && !isPrimitive(sum) || flatten)) {
      for (Term term : sum.terms()) {
        collect(coefficient.times(term.coefficient()), term.expr(), into, flatten);
      }
    } else {
      into.merge(expr, coefficient, Rational::plus);
    }
  }

  private static boolean isPrimitive(Sum sum) {
    return sum.terms().size() > 1;
  }

  private Expr scaled(Rational coefficient, Expr expr) {
    return coefficient.isOne() ? expr : f.sum(expr.axes(), List.of(new Term(coefficient, expr)));
  }

  private Expr primitive(List<Size> axes, List<Term> terms) {
    Rational content = terms.get(0).coefficient();
    if (terms.stream().anyMatch(t -> !t.coefficient().abs().equals(content.abs()))) {
      Rational sign = Rational.of(content.signum());
      return scaled(sign, primitiveSum(axes, divide(terms, sign)));
    }
    return scaled(content, primitiveSum(axes, divide(terms, content)));
  }

  private static List<Term> divide(List<Term> terms, Rational by) {
    Rational factor = by.reciprocal();
    return terms.stream().map(t -> new Term(t.coefficient().times(factor), t.expr())).toList();
  }

  private Expr primitiveSum(List<Size> axes, List<Term> terms) {
    List<Size> copy = terms.get(0).expr().axes().equals(axes) ? List.copyOf(axes) : axes;
    return f.sum(copy, terms);
  }
}
