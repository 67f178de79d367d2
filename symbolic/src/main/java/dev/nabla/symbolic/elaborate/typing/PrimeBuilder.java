package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.shape.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The derivative {@code f'(u)} of an element-wise function: forward through its expression, one
 * rule for each node that acts on every element by itself.
 */
final class PrimeBuilder {
  private final Exprs exprs;
  private final Expr by;
  private final Map<Expr, Expr> derivatives = new HashMap<>();

  private PrimeBuilder(Exprs exprs, Expr by) {
    this.exprs = exprs;
    this.by = by;
  }

  /** What stands for the argument while the derivative is made: nothing else mentions it. */
  static Expr placeholder(Exprs exprs, Expr argument) {
    String name = "argument " + argument.id();
    return exprs.variable(name, Variable.Role.INPUT, Shape.ofAxes(argument.axes()));
  }

  /**
   * The derivative of a value by the placeholder, as often as there are primes; empty when the
   * value is not made element by element.
   */
  static Optional<Expr> derivative(
      Exprs exprs, Expr value, Expr placeholder, Expr argument, int primes) {
    Optional<Expr> result = Optional.of(value);
    for (int k = 0; k < primes; k++) {
      result = result.flatMap(new PrimeBuilder(exprs, placeholder)::of);
    }
    return result.map(e -> exprs.substitute(e, Map.of(placeholder, argument)));
  }

  private Optional<Expr> of(Expr value) {
    for (Expr node : Traversal.topological(List.of(value))) {
      Optional<Expr> derivative = step(node);
      if (derivative.isEmpty()) {
        return Optional.empty();
      }
      derivatives.put(node, derivative.get());
    }
    return Optional.of(derivatives.get(value));
  }

  private Optional<Expr> step(Expr node) {
    if (node == by) {
      return Optional.of(exprs.onesLike(node));
    }
    if (node.operands().stream().allMatch(o -> derivatives.get(o).isZero())) {
      return Optional.of(exprs.zeroLike(node));
    }
    if (node instanceof Sum sum) {
      return Optional.of(
          exprs.linear(
              sum.axes(),
              sum.terms().stream()
                  .map(t -> new Sum.Term(t.coefficient(), derivatives.get(t.expr())))
                  .toList()));
    }
    if (node instanceof Power power) {
      Expr outer =
          exprs.scale(
              power.exponent(), exprs.power(power.base(), power.exponent().minus(Rational.ONE)));
      return Optional.of(exprs.times(outer, derivatives.get(power.base())));
    }
    if (node instanceof Elementwise map) {
      return Optional.of(chain(map));
    }
    return node instanceof Contraction product ? product(product) : Optional.empty();
  }

  private Expr chain(Elementwise map) {
    List<Expr> terms = new ArrayList<>();
    for (int k = 0; k < map.arguments().size(); k++) {
      Expr inner = derivatives.get(map.arguments().get(k));
      if (!inner.isZero()) {
        Expr outer = map.derivative(exprs, k, map);
        terms.add(exprs.times(outer, inner));
      }
    }
    return exprs.add(terms);
  }

  private Optional<Expr> product(Contraction product) {
    List<Integer> output = Exprs.range(0, product.order());
    List<Sum.Term> terms = new ArrayList<>();
    for (int k = 0; k < product.factors().size(); k++) {
      Factor factor = product.factors().get(k);
      Expr inner = derivatives.get(factor.expr());
      if (inner.isZero()) {
        continue;
      }
      if (product.summedIndices() > 0 || !factor.indices().equals(output)) {
        return Optional.empty();
      }
      List<Factor> factors = new ArrayList<>(product.factors());
      factors.set(k, new Factor(inner, factor.indices()));
      terms.add(new Sum.Term(Rational.ONE, exprs.contract(factors, output)));
    }
    return Optional.of(exprs.linear(product.axes(), terms));
  }
}
