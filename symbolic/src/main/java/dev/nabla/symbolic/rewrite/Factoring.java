package dev.nabla.symbolic.rewrite;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Sum.Term;
import dev.nabla.symbolic.expr.Wire;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes factors that several terms of a sum have in common out of it. */
final class Factoring {
  private static final int MAX_TERMS = 24;
  private static final int MAX_FACTORS = 100;

  /** How many factors are taken out together. */
  private static final int MAX_TOGETHER = 3;

  /**
   * {@code A X B + A^T X B^T} stays: without X a tensor of order 4 would be left. From {@code C X B
   * + C^T X B} both X and B are taken.
   */
  private static final int MATRIX = 2;

  private final Exprs f;

  Factoring(Exprs exprs) {
    this.f = exprs;
  }

  /**
   * A place where a factor stands: on output axes, which must be the same in every term, or on
   * summed indices, which count by position.
   *
   * @param expr the factor
   * @param places for each axis the output axis, or -1 for a summed index
   */
  private record Place(Expr expr, List<Integer> places) {}

  /** The shortest form with a common factor taken out, or the sum itself. */
  Expr factor(Sum sum) {
    return factor(sum, Math.max(MATRIX, sum.order()), MAX_TOGETHER);
  }

  private Expr factor(Sum sum, int largestOrder, int together) {
    if (sum.terms().size() < 2 || sum.terms().size() > MAX_TERMS || isLong(sum)) {
      return sum;
    }
    Set<Place> seen = new LinkedHashSet<>();
    Set<Place> common = new LinkedHashSet<>();
    for (Term term : sum.terms()) {
      Set<Place> own = new LinkedHashSet<>();
      factorsOf(term.expr()).forEach(factor -> own.add(place(factor, sum.order())));
      own.forEach(
          place -> {
            if (!seen.add(place)) {
              common.add(place);
            }
          });
    }
    Expr best = sum;
    for (Place place : common) {
      Expr candidate = takeOut(sum, place, largestOrder, together);
      if (candidate.weight() < best.weight() && isWithin(candidate, largestOrder)) {
        best = candidate;
      }
    }
    return best;
  }

  /** Whether so many products of so many factors would have to be compared. */
  private static boolean isLong(Sum sum) {
    return sum.terms().stream().mapToInt(t -> t.expr().operands().size()).sum() > MAX_FACTORS;
  }

  /** Whether no sum of a higher order is left as a factor. */
  private static boolean isWithin(Expr e, int largestOrder) {
    List<Expr> terms = e instanceof Sum sum ? sum.operands() : List.of(e);
    return terms.stream()
        .flatMap(term -> term.operands().stream())
        .noneMatch(factor -> factor instanceof Sum && factor.order() > largestOrder);
  }

  private static List<Factor> factorsOf(Expr term) {
    List<Factor> factors = new ArrayList<>();
    List<Factor> given =
        term instanceof Contraction c
            ? c.factors()
            : List.of(new Factor(term, Exprs.range(0, term.order())));
    for (Factor factor : given) {
      if (Wire.isOnes(factor.expr()) || isTied(factor, given)) {
        continue;
      }
      factors.add(factor);
      if (factor.expr() instanceof Power power && power.exponent().compareTo(Rational.ONE) > 0) {
        factors.add(new Factor(power.base(), factor.indices()));
      }
    }
    return factors;
  }

  /**
   * Whether a factor is a diagonal or a unit vector, or stands on one: {@code diag(v)} and {@code
   * x[2]} are not taken apart.
   */
  private static boolean isTied(Factor factor, List<Factor> all) {
    return isWire(factor)
        || all.stream()
            .filter(Factoring::isWire)
            .anyMatch(wire -> wire.indices().stream().anyMatch(factor.indices()::contains));
  }

  private static boolean isWire(Factor factor) {
    return Wire.isEquation(factor.expr());
  }

  private static Place place(Factor factor, int order) {
    return new Place(
        factor.expr(), factor.indices().stream().map(i -> i < order ? i : -1).toList());
  }

  /** The sum with one factor taken out of all terms that have it. */
  private Expr takeOut(Sum sum, Place place, int largestOrder, int together) {
    List<Term> rests = new ArrayList<>();
    List<Term> others = new ArrayList<>();
    List<Integer> shared = sharedLabels(sum, place);
    List<Size> restAxes = restAxes(sum, place);
    for (Term term : sum.terms()) {
      Factor factor =
          factorsOf(term.expr()).stream()
              .filter(x -> place(x, sum.order()).equals(place))
              .findFirst()
              .orElse(null);
      if (factor == null) {
        others.add(term);
      } else {
        rests.add(new Term(term.coefficient(), rest(term.expr(), factor, sum, place, restAxes)));
      }
    }
    Expr rest = f.linear(restAxes, rests);
    if (rest instanceof Sum left && left.order() > largestOrder && together > 1) {
      rest = factor(left, largestOrder, together - 1);
    }
    List<Integer> restLabels = Exprs.range(0, restAxes.size());
    Expr product =
        f.contract(
            List.of(new Factor(place.expr(), shared), new Factor(rest, restLabels)),
            Exprs.range(0, sum.order()));
    others.add(new Term(Rational.ONE, product));
    return f.linear(sum.axes(), others);
  }

  /** The labels of the factor's axes: output axes keep theirs, summed ones follow. */
  private static List<Integer> sharedLabels(Sum sum, Place place) {
    List<Integer> labels = new ArrayList<>();
    int next = sum.order();
    for (int axis : place.places()) {
      labels.add(axis >= 0 ? axis : next++);
    }
    return labels;
  }

  private static List<Size> restAxes(Sum sum, Place place) {
    List<Size> axes = new ArrayList<>(sum.axes());
    for (int axis = 0; axis < place.places().size(); axis++) {
      if (place.places().get(axis) < 0) {
        axes.add(place.expr().axes().get(axis));
      }
    }
    return axes;
  }

  /** A term without the factor, as a tensor over the output axes and the factor's summed ones. */
  private Expr rest(Expr term, Factor factor, Sum sum, Place place, List<Size> restAxes) {
    List<Factor> kept = new ArrayList<>();
    boolean removed = false;
    List<Factor> given =
        term instanceof Contraction c
            ? c.factors()
            : List.of(new Factor(term, Exprs.range(0, term.order())));
    for (Factor candidate : given) {
      if (!removed && candidate.equals(factor)) {
        removed = true;
      } else if (!removed
          && candidate.expr() instanceof Power power
          && power.base() == factor.expr()
          && candidate.indices().equals(factor.indices())) {
        removed = true;
        Expr lower = f.power(power.base(), power.exponent().minus(Rational.ONE));
        kept.add(new Factor(lower, factor.indices()));
      } else {
        kept.add(candidate);
      }
    }
    List<Integer> output = Exprs.range(0, sum.order());
    List<Integer> labels = new ArrayList<>(output);
    for (int axis = 0; axis < place.places().size(); axis++) {
      if (place.places().get(axis) < 0) {
        labels.add(factor.indices().get(axis));
      }
    }
    for (int k = 0; k < labels.size(); k++) {
      kept.add(new Factor(f.ones(restAxes.get(k)), List.of(labels.get(k))));
    }
    return f.contract(kept, labels);
  }
}
