package dev.nabla.symbolic.cost;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Negate;
import dev.nabla.grammar.ast.Expression.Number;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Expression.Power;
import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A polynomial in the named sizes, each of them a whole number of at least 1.
 *
 * @param terms the coefficient of each product of powers; none is zero
 */
public record Polynomial(Map<Monomial, Rational> terms) {
  private static final Comparator<Monomial> ORDER =
      Comparator.comparingInt((Monomial m) -> -m.degree()).thenComparing(Monomial::toString);

  public static final Polynomial ZERO = new Polynomial(Map.of());
  public static final Polynomial ONE = of(1);

  /**
   * A product of powers of sizes.
   *
   * @param powers the exponent of each size by name, positive
   */
  public record Monomial(Map<String, Integer> powers) {
    static final Monomial UNIT = new Monomial(Map.of());

    public Monomial {
      powers = java.util.Collections.unmodifiableMap(new TreeMap<>(powers));
    }

    int degree() {
      return powers.values().stream().mapToInt(Integer::intValue).sum();
    }

    Monomial times(Monomial other) {
      Map<String, Integer> product = new TreeMap<>(powers);
      other.powers.forEach((size, exponent) -> product.merge(size, exponent, Integer::sum));
      return new Monomial(product);
    }

    /** The formula of this, times a number that is not negative. */
    private Expression times(Rational factor) {
      List<Expression> factors = new ArrayList<>();
      if (!factor.isOne() || powers.isEmpty()) {
        factors.add(new Number(Span.NONE, factor));
      }
      powers.forEach((size, exponent) -> factors.add(power(size, exponent)));
      return factors.stream()
          .reduce((left, right) -> new Binary(Span.NONE, Operator.PRODUCT, left, right))
          .orElseThrow();
    }

    private static Expression power(String size, int exponent) {
      Name base = new Name(Span.NONE, size);
      Number raised = new Number(Span.NONE, Rational.of(exponent));
      return exponent == 1 ? base : new Power(Span.NONE, base, raised, false);
    }

    @Override
    public String toString() {
      return Style.TEXT.expression(times(Rational.ONE));
    }
  }

  public Polynomial {
    Map<Monomial, Rational> sorted = new TreeMap<>(ORDER);
    terms.forEach(
        (monomial, coefficient) -> {
          if (!coefficient.isZero()) {
            sorted.put(monomial, coefficient);
          }
        });
    terms = java.util.Collections.unmodifiableMap(sorted);
  }

  public static Polynomial of(long value) {
    return of(Rational.of(value));
  }

  public static Polynomial of(Rational value) {
    return new Polynomial(Map.of(Monomial.UNIT, value));
  }

  /** A size, by its name if it has one. */
  public static Polynomial of(Size size) {
    return size.isLiteral()
        ? of(size.intValue())
        : new Polynomial(Map.of(new Monomial(Map.of(size.name(), 1)), Rational.ONE));
  }

  public boolean isZero() {
    return terms.isEmpty();
  }

  public Polynomial plus(Polynomial other) {
    Map<Monomial, Rational> sum = new TreeMap<>(ORDER);
    sum.putAll(terms);
    other.terms.forEach((monomial, c) -> sum.merge(monomial, c, Rational::plus));
    return new Polynomial(sum);
  }

  public Polynomial minus(Polynomial other) {
    return plus(other.times(Rational.MINUS_ONE));
  }

  public Polynomial times(Rational factor) {
    Map<Monomial, Rational> product = new TreeMap<>(ORDER);
    terms.forEach((monomial, c) -> product.put(monomial, c.times(factor)));
    return new Polynomial(product);
  }

  public Polynomial times(Polynomial other) {
    Map<Monomial, Rational> product = new TreeMap<>(ORDER);
    terms.forEach(
        (a, c) ->
            other.terms.forEach((b, d) -> product.merge(a.times(b), c.times(d), Rational::plus)));
    return new Polynomial(product);
  }

  /** The value where every size has one. */
  public Rational at(Map<String, Integer> sizes) {
    Rational total = Rational.ZERO;
    for (Map.Entry<Monomial, Rational> term : terms.entrySet()) {
      Rational value = term.getValue();
      for (Map.Entry<String, Integer> power : term.getKey().powers().entrySet()) {
        value = value.times(Rational.of(sizes.get(power.getKey())).pow(power.getValue()));
      }
      total = total.plus(value);
    }
    return total;
  }

  /** Whether every size that occurs is known. */
  public boolean isKnown(Map<String, Integer> sizes) {
    return terms.keySet().stream().allMatch(m -> sizes.keySet().containsAll(m.powers().keySet()));
  }

  /** Whether no coefficient is larger than the other's: then this is at most the other. */
  public boolean isTermwiseAtMost(Polynomial other) {
    return other.minus(this).terms.values().stream().allMatch(c -> c.signum() >= 0);
  }

  /**
   * The smallest factor for which this is at most the other times that factor, for all sizes of at
   * least 1, as far as the coefficients tell; none where there is none.
   */
  public Optional<Rational> boundBy(Polynomial other) {
    Map<Monomial, Rational> shifted = other.from(1).terms;
    Rational bound = Rational.ZERO;
    for (Map.Entry<Monomial, Rational> term : from(1).terms.entrySet()) {
      Rational divisor = shifted.getOrDefault(term.getKey(), Rational.ZERO);
      if (divisor.signum() <= 0) {
        return Optional.empty();
      }
      Rational ratio = term.getValue().times(divisor.reciprocal());
      bound = ratio.compareTo(bound) > 0 ? ratio : bound;
    }
    return shifted.values().stream().allMatch(c -> c.signum() >= 0)
        ? Optional.of(bound)
        : Optional.empty();
  }

  /**
   * The same polynomial in sizes less a number: {@code n} becomes {@code n + least}. When none of
   * its coefficients is negative, nor is the polynomial for sizes of at least that number.
   */
  public Polynomial from(int least) {
    Polynomial total = ZERO;
    for (Map.Entry<Monomial, Rational> term : terms.entrySet()) {
      Polynomial product = of(term.getValue());
      for (Map.Entry<String, Integer> power : term.getKey().powers().entrySet()) {
        Polynomial base = of(least).plus(of(Size.open(power.getKey())));
        for (int k = 0; k < power.getValue(); k++) {
          product = product.times(base);
        }
      }
      total = total.plus(product);
    }
    return total;
  }

  /** The polynomial as a formula of the language. */
  public Expression expression() {
    Optional<Expression> sum = Optional.empty();
    for (Map.Entry<Monomial, Rational> term : terms.entrySet()) {
      boolean negative = term.getValue().signum() < 0;
      Operator operator = negative ? Operator.SUBTRACT : Operator.ADD;
      Expression product = term.getKey().times(term.getValue().abs());
      Expression first = negative ? new Negate(Span.NONE, product) : product;
      sum =
          Optional.of(
              sum.<Expression>map(left -> new Binary(Span.NONE, operator, left, product))
                  .orElse(first));
    }
    return sum.orElseGet(() -> new Number(Span.NONE, Rational.ZERO));
  }

  /** {@code 2 n m + n + 1}, readable as a formula of the language. */
  @Override
  public String toString() {
    return Style.TEXT.expression(expression());
  }
}
