package dev.nabla.symbolic.rewrite;

import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Extent;
import dev.nabla.symbolic.expr.Facts;
import dev.nabla.symbolic.expr.LogSoftmax;
import dev.nabla.symbolic.expr.MathConstant;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.expr.Wire;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * The identities that are about indices and not about one number: sums of exponentials, one-hot
 * vectors, inverses. What they say stands in {@code rules.nabla}.
 */
final class StructuralRewrites {
  static final Map<String, BiFunction<Exprs, Expr, Optional<Expr>>> BY_NAME =
      Map.of(
          "log-sum-exp", StructuralRewrites::logSumExp,
          "element", StructuralRewrites::element,
          "log-multiple", StructuralRewrites::logMultiple,
          "softmax", StructuralRewrites::softmax,
          "exp-quotient", StructuralRewrites::expQuotient,
          "softmax-sums-to-1", StructuralRewrites::softmaxSum,
          "one-hot-sums-to-1", StructuralRewrites::oneHotSum,
          "inverse-cancels", InverseRule::apply);

  private StructuralRewrites() {}

  /** {@code log(Σ exp u) → logsumexp(u)}. */
  private static Optional<Expr> logSumExp(Exprs f, Expr e) {
    return e instanceof Elementwise log && log.function().equals(ScalarFunctions.LOG)
        ? sumOfExp(f, log.argument())
        : Optional.empty();
  }

  /**
   * {@code f(u)[k] → f(u[k])} where unit vectors pick an element, and {@code log(exp(u)[k]) →
   * u[k]}.
   */
  private static Optional<Expr> element(Exprs f, Expr e) {
    if (e instanceof Elementwise log && log.function().equals(ScalarFunctions.LOG)) {
      return picked(log.argument())
          .filter(map -> map.function().equals(ScalarFunctions.EXP))
          .map(map -> pick(f, (Contraction) log.argument(), map, map.argument()));
    }
    return picked(e)
        .filter(map -> !map.function().equals(ScalarFunctions.EXP))
        .map(
            map ->
                f.apply(
                    map.function(),
                    map.arguments().stream().map(u -> pick(f, (Contraction) e, map, u)).toList()));
  }

  /** The function whose elements a product with nothing but unit vectors picks. */
  private static Optional<Elementwise> picked(Expr e) {
    if (!(e instanceof Contraction c) || c.summedIndices() == 0 || !c.isScalar()) {
      return Optional.empty();
    }
    List<Expr> others = c.operands().stream().filter(operand -> !Wire.isUnit(operand)).toList();
    return others.size() == 1
            && others.get(0) instanceof Elementwise map
            && c.factors().size() == map.order() + 1
        ? Optional.of(map)
        : Optional.empty();
  }

  private static Expr pick(Exprs f, Contraction c, Expr map, Expr u) {
    List<Factor> factors = new ArrayList<>();
    for (Factor factor : c.factors()) {
      factors.add(factor.expr() == map ? new Factor(u, factor.indices()) : factor);
    }
    return f.contract(factors, List.of());
  }

  /** {@code log(k Σ exp u) → log(k) + log(Σ exp u)} for a number k, as of a mean. */
  private static Optional<Expr> logMultiple(Exprs f, Expr e) {
    if (!(e instanceof Elementwise log) || !log.function().equals(ScalarFunctions.LOG)) {
      return Optional.empty();
    }
    if (log.argument() instanceof Sum sum && sum.isScaled()) {
      Sum.Term term = sum.terms().get(0);
      return term.coefficient().signum() > 0 && sumOfExp(f, term.expr()).isPresent()
          ? Optional.of(logProduct(f, f.constant(term.coefficient()), term.expr()))
          : Optional.empty();
    }
    if (log.argument() instanceof Contraction c) {
      List<Factor> numbers =
          c.factors().stream()
              .filter(x -> x.indices().isEmpty() && isPositiveNumber(x.expr()))
              .toList();
      List<Factor> rest = new ArrayList<>(c.factors());
      rest.removeAll(numbers);
      Expr sum = f.contract(rest, Exprs.range(0, c.order()));
      if (!numbers.isEmpty() && sumOfExp(f, sum).isPresent()) {
        return Optional.of(logProduct(f, f.contract(numbers, List.of()), sum));
      }
    }
    return Optional.empty();
  }

  private static Expr logProduct(Exprs f, Expr number, Expr e) {
    return f.add(f.apply(ScalarFunctions.LOG, number), f.apply(ScalarFunctions.LOG, e));
  }

  private static boolean isPositiveNumber(Expr e) {
    return Facts.isPositive(e)
        && Traversal.topological(List.of(e)).stream()
            .allMatch(x -> x instanceof Extent || x instanceof MathConstant || x instanceof Power);
  }

  /** For {@code Σ exp u} over some axes of u, the {@code logsumexp} over them. */
  private static Optional<Expr> sumOfExp(Exprs f, Expr e) {
    if (e instanceof Sum sum && sum.isScalar() && sum.terms().size() > 2) {
      return sumOfListed(f, sum);
    }
    if (e instanceof Contraction c
        && c.summedIndices() > 0
        && c.factors().size() == 1
        && exponent(c.factors().get(0).expr()).isPresent()) {
      List<Integer> indices = c.factors().get(0).indices();
      if (new HashSet<>(indices).size() == indices.size()) {
        Set<Integer> reduced = new TreeSet<>();
        List<Integer> kept = new ArrayList<>();
        for (int axis = 0; axis < indices.size(); axis++) {
          if (indices.get(axis) >= c.order()) {
            reduced.add(axis);
          } else {
            kept.add(indices.get(axis));
          }
        }
        Expr u = exponent(c.factors().get(0).expr()).orElseThrow();
        Expr reduce = f.reduce(Reduce.Kind.LOGSUMEXP, u, reduced);
        return Optional.of(
            f.contract(List.of(new Factor(reduce, kept)), Exprs.range(0, c.order())));
      }
    }
    return Optional.empty();
  }

  /** {@code exp(a) + exp(b) + exp(c) → logsumexp([a, b, c])}. */
  private static Optional<Expr> sumOfListed(Exprs f, Sum sum) {
    Size size = Size.of(sum.terms().size());
    List<Sum.Term> placed = new ArrayList<>();
    for (Sum.Term term : sum.terms()) {
      Expr summand = term.expr();
      boolean one = Facts.isOnes(summand);
      if (!term.coefficient().isOne() || !one && exponent(summand).isEmpty()) {
        return Optional.empty();
      }
      Expr u = one ? f.constant(0) : exponent(summand).orElseThrow();
      placed.add(new Sum.Term(Rational.ONE, f.times(u, f.basis(size, placed.size() + 1))));
    }
    Expr list = f.linear(List.of(size), placed);
    return Optional.of(f.reduce(Reduce.Kind.LOGSUMEXP, list, Set.of(0)));
  }

  private static Optional<Expr> exponent(Expr e) {
    return e instanceof Elementwise map && map.function().equals(ScalarFunctions.EXP)
        ? Optional.of(map.argument())
        : Optional.empty();
  }

  /** {@code exp u / Σ exp v → exp u · exp(-logsumexp v)}, which then meets {@link #expQuotient}. */
  private static Optional<Expr> softmax(Exprs f, Expr e) {
    if (!(e instanceof Contraction c)
        || c.factors().stream().noneMatch(x -> exponent(x.expr()).isPresent())) {
      return Optional.empty();
    }
    for (int k = 0; k < c.factors().size(); k++) {
      Factor factor = c.factors().get(k);
      if (factor.expr() instanceof Power power
          && power.exponent().equals(Rational.MINUS_ONE)
          && sumOfExp(f, power.base()).isPresent()) {
        Expr total = f.apply(ScalarFunctions.EXP, sumOfExp(f, power.base()).orElseThrow());
        List<Factor> factors = new ArrayList<>(c.factors());
        factors.set(k, new Factor(f.reciprocal(total), factor.indices()));
        return Optional.of(f.contract(factors, Exprs.range(0, c.order())));
      }
    }
    return Optional.empty();
  }

  /** {@code exp u / exp v → exp(u - v)}, v repeated along the axes it lacks. */
  private static Optional<Expr> expQuotient(Exprs f, Expr e) {
    if (!(e instanceof Contraction c)) {
      return Optional.empty();
    }
    for (Factor above : c.factors()) {
      for (Factor below : c.factors()) {
        if (below.expr() instanceof Power power
            && power.exponent().equals(Rational.MINUS_ONE)
            && exponent(power.base()).isPresent()
            && exponent(above.expr()).isPresent()
            && new HashSet<>(above.indices()).size() == above.indices().size()
            && above.indices().containsAll(below.indices())) {
          Expr v = exponent(power.base()).orElseThrow();
          Expr u = exponent(above.expr()).orElseThrow();
          Expr difference = f.sub(u, repeat(f, v, below.indices(), u, above.indices()));
          List<Factor> factors = new ArrayList<>(c.factors());
          factors.remove(above);
          factors.remove(below);
          factors.add(new Factor(f.apply(ScalarFunctions.EXP, difference), above.indices()));
          return Optional.of(f.contract(factors, Exprs.range(0, c.order())));
        }
      }
    }
    return Optional.empty();
  }

  private static Expr repeat(Exprs f, Expr v, List<Integer> has, Expr u, List<Integer> wants) {
    List<Factor> factors = new ArrayList<>(List.of(new Factor(v, has)));
    for (int axis = 0; axis < wants.size(); axis++) {
      factors.add(new Factor(f.ones(u.axes().get(axis)), List.of(wants.get(axis))));
    }
    return f.contract(factors, wants);
  }

  /** {@code Σ exp(u - logsumexp u) → 1} where nothing else stands on the summed indices. */
  private static Optional<Expr> softmaxSum(Exprs f, Expr e) {
    return dropSummed(f, e, (factor, summed) -> isSoftmaxOver(f, factor, summed));
  }

  private static boolean isSoftmaxOver(Exprs f, Factor factor, Set<Integer> summed) {
    Set<Integer> axes = new TreeSet<>(Exprs.range(0, factor.indices().size()));
    axes.removeIf(axis -> !summed.contains(factor.indices().get(axis)));
    return LogSoftmax.ofExponential(f, factor.expr())
        .filter(log -> log.axes().equals(axes))
        .isPresent();
  }

  /** {@code Σ y → 1} over the last axis of a one-hot y that stands alone on that index. */
  private static Optional<Expr> oneHotSum(Exprs f, Expr e) {
    return dropSummed(
        f,
        e,
        (factor, summed) ->
            factor.expr() instanceof Variable v
                && v.facts().contains(Fact.ONEHOT)
                && summed.equals(Set.of(factor.indices().get(factor.indices().size() - 1))));
  }

  private interface SumsToOne {
    boolean test(Factor factor, Set<Integer> summed);
  }

  /** Removes a factor whose sum over the indices that only it carries, each once, is 1. */
  private static Optional<Expr> dropSummed(Exprs f, Expr e, SumsToOne test) {
    if (!(e instanceof Contraction c) || c.summedIndices() == 0) {
      return Optional.empty();
    }
    for (Factor factor : c.factors()) {
      Set<Integer> own = new TreeSet<>();
      for (int index : factor.indices()) {
        boolean alone =
            c.factors().stream().noneMatch(x -> x != factor && x.indices().contains(index));
        if (index >= c.order() && alone) {
          own.add(index);
        }
      }
      boolean diagonal = own.stream().anyMatch(i -> Collections.frequency(factor.indices(), i) > 1);
      if (!own.isEmpty() && !diagonal && test.test(factor, own)) {
        List<Factor> rest = new ArrayList<>(c.factors());
        rest.remove(factor);
        for (int index : factor.indices()) {
          if (!own.contains(index)) {
            rest.add(new Factor(f.ones(c.indexSizes().get(index)), List.of(index)));
          }
        }
        return Optional.of(f.contract(rest, Exprs.range(0, c.order())));
      }
    }
    return Optional.empty();
  }

  /** Whether every element is certainly 0 or 1: an identity matrix, repeated along other axes. */
  static boolean isIndicator(Expr e) {
    return Wire.isIdentity(e)
        || e instanceof Contraction c
            && c.summedIndices() == 0
            && c.factors().stream().allMatch(x -> isIndicator(x.expr()) || Facts.isOnes(x.expr()));
  }
}
