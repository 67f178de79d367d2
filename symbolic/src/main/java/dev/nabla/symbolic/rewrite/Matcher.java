package dev.nabla.symbolic.rewrite;

import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies {@link Rewrite} rows. The pattern is an expression of one scalar; it is matched against
 * tensors element-wise, so that {@code 1} in the pattern stands for ones of any shape.
 */
final class Matcher {
  /** A row with its sides made in the expressions' own factory. */
  private record Compiled(Rewrite rewrite, Expr left) {}

  private final Exprs f;
  private final Variable wildcard;
  private final List<Compiled> always;
  private final List<Compiled> whenShorter;

  Matcher(Exprs f, Rules rules) {
    this.f = f;
    this.wildcard = f.variable("?u", Variable.Role.CONST, Shape.SCALAR);
    this.always = compile(rules.always());
    this.whenShorter = compile(rules.whenShorter());
  }

  private List<Compiled> compile(List<Rewrite> rows) {
    return rows.stream().map(row -> new Compiled(row, row.left().apply(f, wildcard))).toList();
  }

  /** One step of a rule that always applies at the root of an expression. */
  Optional<Rewritten> rewriteAlways(Expr e) {
    return rewrite(e, always);
  }

  /** One step of a rule that is worth a try. */
  Optional<Rewritten> rewriteToTry(Expr e) {
    return rewrite(e, whenShorter);
  }

  private Optional<Rewritten> rewrite(Expr e, List<Compiled> rows) {
    if (e instanceof Variable || e.operands().isEmpty()) {
      return Optional.empty();
    }
    for (Compiled row : rows) {
      if (row.left() instanceof Contraction product && e instanceof Contraction target) {
        Optional<Expr> result = rewriteFactors(row, product, target);
        if (result.isPresent()) {
          return Optional.of(new Rewritten(row.rewrite().name(), result.get()));
        }
      }
      Expr[] bound = new Expr[1];
      if (match(row.left(), e, bound)) {
        Expr result = row.rewrite().right().apply(f, bound[0] == null ? f.one() : bound[0]);
        return Optional.of(new Rewritten(row.rewrite().name(), f.broadcast(result, e.axes())));
      }
    }
    return Optional.empty();
  }

  private boolean match(Expr pattern, Expr target, Expr[] bound) {
    if (pattern == wildcard) {
      if (bound[0] == null) {
        bound[0] = target;
      }
      return bound[0] == target;
    }
    if (isNumber(pattern)) {
      return target == f.broadcast(pattern, target.axes());
    }
    if (pattern instanceof Elementwise p) {
      return target instanceof Elementwise t
          && p.function().equals(t.function())
          && matchAll(p.arguments(), t.arguments(), bound);
    }
    if (pattern instanceof Power p) {
      return target instanceof Power t
          && p.exponent().equals(t.exponent())
          && match(p.base(), t.base(), bound);
    }
    return pattern instanceof Sum p && target instanceof Sum t && matchSum(p, t, bound);
  }

  private boolean isNumber(Expr pattern) {
    return pattern == f.one()
        || pattern.isZero()
        || pattern instanceof Sum s && s.isScaled() && s.terms().get(0).expr() == f.one();
  }

  private boolean matchAll(List<Expr> patterns, List<Expr> targets, Expr[] bound) {
    for (int k = 0; k < patterns.size(); k++) {
      if (!match(patterns.get(k), targets.get(k), bound)) {
        return false;
      }
    }
    return true;
  }

  /** Sums match term by term, in either order of two. */
  private boolean matchSum(Sum pattern, Sum target, Expr[] bound) {
    List<Sum.Term> p = pattern.terms();
    if (p.size() != target.terms().size() || p.size() > 2) {
      return false;
    }
    List<Sum.Term> t = target.terms();
    Expr before = bound[0];
    if (matchTerms(p, t, bound)) {
      return true;
    }
    bound[0] = before;
    return t.size() == 2 && matchTerms(p, List.of(t.get(1), t.get(0)), bound);
  }

  private boolean matchTerms(List<Sum.Term> p, List<Sum.Term> t, Expr[] bound) {
    for (int k = 0; k < p.size(); k++) {
      if (!p.get(k).coefficient().equals(t.get(k).coefficient())
          || !match(p.get(k).expr(), t.get(k).expr(), bound)) {
        return false;
      }
    }
    return true;
  }

  /** Replaces two factors that stand on the same indices. */
  private Optional<Expr> rewriteFactors(Compiled row, Contraction pattern, Contraction target) {
    List<Factor> factors = target.factors();
    if (pattern.factors().size() != 2) {
      return Optional.empty();
    }
    for (int i = 0; i < factors.size(); i++) {
      for (int j = 0; j < factors.size(); j++) {
        if (i == j || !factors.get(i).indices().equals(factors.get(j).indices())) {
          continue;
        }
        Expr[] bound = new Expr[1];
        if (match(pattern.factors().get(0).expr(), factors.get(i).expr(), bound)
            && match(pattern.factors().get(1).expr(), factors.get(j).expr(), bound)) {
          List<Factor> kept = new ArrayList<>(factors);
          Expr result = row.rewrite().right().apply(f, bound[0]);
          kept.set(i, new Factor(result, factors.get(i).indices()));
          kept.remove(j);
          return Optional.of(f.contract(kept, Exprs.range(0, target.order())));
        }
      }
    }
    return Optional.empty();
  }
}
