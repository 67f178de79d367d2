package dev.nabla.symbolic.cost;

import dev.nabla.grammar.Rational;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

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

    @Override
    public String toString() {
      return written((size, exponent) -> size + (exponent == 1 ? "" : "^" + exponent));
    }

    private String written(BiFunction<String, Integer, String> power) {
      return powers.entrySet().stream()
          .map(e -> power.apply(e.getKey(), e.getValue()))
          .collect(Collectors.joining(" "));
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

  /** {@code 2 n m + n + 1}, readable as a formula of the language. */
  @Override
  public String toString() {
    return toString((size, exponent) -> size + (exponent == 1 ? "" : "^" + exponent));
  }

  /** The same with another way to write powers of sizes. */
  public String toString(BiFunction<String, Integer, String> power) {
    if (terms.isEmpty()) {
      return "0";
    }
    List<String> parts = new ArrayList<>();
    terms.forEach(
        (monomial, c) -> {
          String number = c.abs().isOne() && monomial.degree() > 0 ? "" : c.abs().toString();
          String gap = number.isEmpty() || monomial.degree() == 0 ? "" : " ";
          String sign = parts.isEmpty() ? c.signum() < 0 ? "-" : "" : c.signum() < 0 ? "- " : "+ ";
          parts.add(sign + number + gap + monomial.written(power));
        });
    return String.join(" ", parts);
  }
}
