package dev.nabla.grammar.base;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;

/**
 * An exact rational number in lowest terms with a positive denominator: every literal of the
 * language, decimals included, and every coefficient the derivation computes.
 */
public final class Rational implements Comparable<Rational> {
  public static final Rational ZERO = of(0);
  public static final Rational ONE = of(1);
  public static final Rational MINUS_ONE = of(-1);
  public static final Rational HALF = of(1, 2);

  private final BigInteger numerator;
  private final BigInteger denominator;

  private Rational(BigInteger numerator, BigInteger denominator) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  public static Rational of(long value) {
    return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
  }

  public static Rational of(long numerator, long denominator) {
    return of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  /**
   * The quotient in lowest terms.
   *
   * @throws ArithmeticException when the denominator is zero
   */
  public static Rational of(BigInteger numerator, BigInteger denominator) {
    if (denominator.signum() == 0) {
      throw new ArithmeticException("a rational number with denominator zero");
    }
    BigInteger gcd = numerator.gcd(denominator);
    if (denominator.signum() < 0) {
      gcd = gcd.negate();
    }
    return new Rational(numerator.divide(gcd), denominator.divide(gcd));
  }

  /** The exact value of a decimal such as {@code 1e-3}. */
  public static Rational of(BigDecimal value) {
    return value.scale() <= 0
        ? of(value.toBigIntegerExact(), BigInteger.ONE)
        : of(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
  }

  public BigInteger numerator() {
    return numerator;
  }

  public BigInteger denominator() {
    return denominator;
  }

  public boolean isZero() {
    return numerator.signum() == 0;
  }

  public boolean isOne() {
    return equals(ONE);
  }

  public boolean isInteger() {
    return denominator.equals(BigInteger.ONE);
  }

  public int signum() {
    return numerator.signum();
  }

  public Rational negate() {
    return new Rational(numerator.negate(), denominator);
  }

  public Rational abs() {
    return signum() < 0 ? negate() : this;
  }

  /**
   * One over this number.
   *
   * @throws ArithmeticException when this is zero
   */
  public Rational reciprocal() {
    return of(denominator, numerator);
  }

  public Rational plus(Rational other) {
    return of(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  public Rational minus(Rational other) {
    return plus(other.negate());
  }

  public Rational times(Rational other) {
    return of(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /**
   * This number to a whole power.
   *
   * @throws ArithmeticException for zero to a negative power
   */
  public Rational pow(int exponent) {
    return exponent >= 0
        ? new Rational(numerator.pow(exponent), denominator.pow(exponent))
        : reciprocal().pow(-exponent);
  }

  /** The largest rational that divides both to a whole number; zero only for two zeros. */
  public Rational gcd(Rational other) {
    BigInteger lcm =
        denominator.divide(denominator.gcd(other.denominator)).multiply(other.denominator);
    BigInteger a = numerator.multiply(lcm.divide(denominator));
    BigInteger b = other.numerator.multiply(lcm.divide(other.denominator));
    return of(a.gcd(b), lcm);
  }

  /** The nearest {@code double}. */
  public double doubleValue() {
    double n = numerator.doubleValue();
    double d = denominator.doubleValue();
    if (Math.abs(n) <= 0x1p53 && d <= 0x1p53) {
      return n / d;
    }
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), java.math.MathContext.DECIMAL128)
        .doubleValue();
  }

  @Override
  public int compareTo(Rational other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rational that
        && numerator.equals(that.numerator)
        && denominator.equals(that.denominator);
  }

  @Override
  public int hashCode() {
    return Objects.hash(numerator, denominator);
  }

  /** {@code 3}, {@code -1/2}. */
  @Override
  public String toString() {
    return isInteger() ? numerator.toString() : numerator + "/" + denominator;
  }
}
