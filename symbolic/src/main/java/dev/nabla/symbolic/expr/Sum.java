package dev.nabla.symbolic.expr;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A linear combination {@code Σ c_k e_k} of expressions with the same axes.
 *
 * <p>Canonical form: no terms is zero; one term is a multiple of something (its coefficient is not
 * 1), which may itself be a primitive sum; two or more terms are a primitive sum: numbers first,
 * then by id, coefficients with greatest common divisor 1, the first one positive, no term a sum.
 * So {@code 2 a - 2 b} is {@code 2 (a - b)} and {@code b - a} is {@code -1 (a - b)}.
 */
public final class Sum extends Expr {
  /** One summand. */
  public record Term(Rational coefficient, Expr expr) {}

  private final List<Term> terms;

  Sum(List<Size> axes, List<Term> terms) {
    super(axes);
    this.terms = List.copyOf(terms);
  }

  public List<Term> terms() {
    return terms;
  }

  /** Whether this is a number times one expression. */
  public boolean isScaled() {
    return terms.size() == 1;
  }

  /** Whether an expression is written with a minus sign in front: a negative multiple. */
  public static boolean isNegative(Expr e) {
    return e instanceof Sum sum && sum.isScaled() && sum.terms().get(0).coefficient().signum() < 0;
  }

  @Override
  public List<Expr> operands() {
    return terms.stream().map(Term::expr).toList();
  }

  @Override
  long ownWeight() {
    long coefficients =
        terms.stream().filter(t -> !t.coefficient().abs().isOne() && !isNumber(t)).count();
    return Math.max(0, terms.size() - 1) + coefficients;
  }

  private static boolean isNumber(Term term) {
    return Facts.isOnes(term.expr());
  }

  /** A sum with a smooth term that is no number vanishes on a null set only. */
  @Override
  boolean computePiecewise() {
    return terms.stream().noneMatch(t -> !isNumber(t) && !t.expr().isPiecewise())
        && super.computePiecewise();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.sum(this);
  }

  @Override
  Expr rebuild(Exprs f, List<Expr> operands) {
    List<Term> replaced = new ArrayList<>();
    for (int k = 0; k < operands.size(); k++) {
      replaced.add(new Term(terms.get(k).coefficient(), operands.get(k)));
    }
    return f.linear(axes(), replaced);
  }

  @Override
  public String toString() {
    return terms.isEmpty()
        ? "0"
        : terms.stream()
            .map(t -> (t.coefficient().isOne() ? "" : t.coefficient() + " ") + t.expr())
            .collect(Collectors.joining(" + ", "(", ")"));
  }
}
