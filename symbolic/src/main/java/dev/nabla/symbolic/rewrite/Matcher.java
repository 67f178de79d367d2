package dev.nabla.symbolic.rewrite;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.rewrite.Rule.Identity;
import dev.nabla.symbolic.shape.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Applies identities. A pattern is an expression of scalars; it is matched against tensors
 * element-wise, so that {@code 1} in the pattern stands for ones of any shape.
 */
final class Matcher {
  private final Exprs f;
  private final Identity rule;
  private final Expr left;
  private final Map<Expr, String> wildcards = new HashMap<>();

  Matcher(Exprs f, Identity rule) {
    this.f = f;
    this.rule = rule;
    Map<String, Expr> names = new HashMap<>();
    for (String name : rule.left().names()) {
      Variable wildcard = f.variable("?" + name, Variable.Role.CONST, Shape.SCALAR);
      names.put(name, wildcard);
      wildcards.put(wildcard, name);
    }
    this.left = rule.left(f, names);
  }

  /** What a rule makes of an expression, if it fits at the root. */
  static Function<Expr, Optional<Expr>> of(Exprs f, Rule rule) {
    return rule instanceof Identity identity
        ? new Matcher(f, identity)::apply
        : e -> ((Rule.Structural) rule).apply().apply(f, e);
  }

  /** What the identity makes of an expression, if the left side fits at its root. */
  Optional<Expr> apply(Expr e) {
    if (e.operands().isEmpty()) {
      return Optional.empty();
    }
    if (left instanceof Contraction product) {
      return e instanceof Contraction target
          ? factors(product, target, 0, new ArrayList<>(), new HashMap<>())
          : Optional.empty();
    }
    return match(left, e, Map.of())
        .filter(bound -> rule.guard().holds(f, bound))
        .map(bound -> f.broadcast(rule.right(f, bound), e.axes()));
  }

  /** What the names stand for if a pattern fits, given what some stand for already. */
  private Optional<Map<String, Expr>> match(Expr pattern, Expr target, Map<String, Expr> bound) {
    if (wildcards.containsKey(pattern)) {
      return bind(wildcards.get(pattern), target, bound);
    }
    if (isNumber(pattern)) {
      return target == f.broadcast(pattern, target.axes()) ? Optional.of(bound) : Optional.empty();
    }
    if (pattern instanceof Elementwise p) {
      return target instanceof Elementwise t && p.function().equals(t.function())
          ? all(p.arguments(), t.arguments(), bound)
          : Optional.empty();
    }
    if (pattern instanceof Power p) {
      return target instanceof Power t && p.exponent().equals(t.exponent())
          ? match(p.base(), t.base(), bound)
          : Optional.empty();
    }
    return pattern instanceof Sum p && target instanceof Sum t
        ? terms(p.terms(), t.terms(), bound)
        : Optional.empty();
  }

  private static Optional<Map<String, Expr>> bind(
      String name, Expr target, Map<String, Expr> bound) {
    Map<String, Expr> more = new HashMap<>(bound);
    Expr known = more.putIfAbsent(name, target);
    return known == null || known == target ? Optional.of(more) : Optional.empty();
  }

  private boolean isNumber(Expr pattern) {
    return pattern == f.one()
        || pattern.isZero()
        || pattern instanceof Sum s && s.isScaled() && s.terms().get(0).expr() == f.one();
  }

  private Optional<Map<String, Expr>> all(
      List<Expr> patterns, List<Expr> targets, Map<String, Expr> bound) {
    Optional<Map<String, Expr>> found = Optional.of(bound);
    for (int k = 0; k < patterns.size() && found.isPresent(); k++) {
      found = match(patterns.get(k), targets.get(k), found.get());
    }
    return found;
  }

  /** Sums match as multisets of terms. */
  private Optional<Map<String, Expr>> terms(
      List<Sum.Term> patterns, List<Sum.Term> targets, Map<String, Expr> bound) {
    if (patterns.size() != targets.size()) {
      return Optional.empty();
    }
    if (patterns.isEmpty()) {
      return Optional.of(bound);
    }
    Sum.Term first = patterns.get(0);
    for (Sum.Term target : targets) {
      if (first.coefficient().equals(target.coefficient())) {
        List<Sum.Term> others = new ArrayList<>(targets);
        others.remove(target);
        Optional<Map<String, Expr>> found =
            match(first.expr(), target.expr(), bound)
                .flatMap(more -> terms(patterns.subList(1, patterns.size()), others, more));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Replaces factors that stand on the same indices, from pattern factor {@code used.size()} on. Of
   * a higher power of what is divided by, one is used.
   */
  private Optional<Expr> factors(
      Contraction pattern,
      Contraction target,
      int next,
      List<Integer> used,
      Map<String, Expr> bound) {
    List<Factor> factors = target.factors();
    if (next == pattern.factors().size()) {
      return rule.guard().holds(f, bound)
          ? Optional.of(replace(pattern, target, used, bound))
          : Optional.empty();
    }
    for (int k = 0; k < factors.size(); k++) {
      Factor factor = factors.get(k);
      if (used.contains(k)
          || next > 0 && !factor.indices().equals(factors.get(used.get(0)).indices())) {
        continue;
      }
      Expr wanted = pattern.factors().get(next).expr();
      Expr present =
          isDivisor(wanted) && isDivisor(factor.expr())
              ? f.reciprocal(((Power) factor.expr()).base())
              : factor.expr();
      List<Integer> more = new ArrayList<>(used);
      more.add(k);
      Optional<Expr> result =
          match(wanted, present, bound)
              .flatMap(found -> factors(pattern, target, next + 1, more, found));
      if (result.isPresent()) {
        return result;
      }
    }
    return Optional.empty();
  }

  private static boolean isDivisor(Expr e) {
    return e instanceof Power power
        && power.exponent().isInteger()
        && power.exponent().signum() < 0;
  }

  private Expr replace(
      Contraction pattern, Contraction target, List<Integer> used, Map<String, Expr> bound) {
    List<Factor> kept = new ArrayList<>(target.factors());
    List<Integer> indices = kept.get(used.get(0)).indices();
    for (int k = 0; k < used.size(); k++) {
      Expr factor = kept.get(used.get(k)).expr();
      boolean divides = isDivisor(pattern.factors().get(k).expr());
      Expr rest = divides ? once((Power) factor) : f.onesLike(factor);
      kept.set(
          used.get(k), new Factor(k == 0 ? f.times(rest, rule.right(f, bound)) : rest, indices));
    }
    return f.contract(kept, Exprs.range(0, target.order()));
  }

  /** What is left of a divisor that has been used once. */
  private Expr once(Power divisor) {
    return f.power(divisor.base(), divisor.exponent().plus(Rational.ONE));
  }
}
