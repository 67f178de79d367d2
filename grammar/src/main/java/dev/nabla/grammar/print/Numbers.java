package dev.nabla.grammar.print;

import dev.nabla.grammar.base.Rational;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/** Numbers as text that is read as the same number. */
final class Numbers {
  private static final int PLAIN_DIGITS = 9;
  private static final int DECIMAL_DIGITS = 40;

  private Numbers() {}

  /**
   * The decimal text of a number that is not negative: of whole numbers, and of fractions that
   * someone has surely written as decimals, such as 0.01 but not 1/2 or 3/4.
   */
  static Optional<String> decimal(Rational value) {
    if (value.isInteger()) {
      return Optional.of(whole(value.numerator()));
    }
    BigInteger rest = value.denominator();
    int twos = rest.getLowestSetBit();
    rest = rest.shiftRight(twos);
    int fives = 0;
    BigInteger five = BigInteger.valueOf(5);
    while (rest.mod(five).signum() == 0) {
      rest = rest.divide(five);
      fives++;
    }
    if (fives == 0 || !rest.equals(BigInteger.ONE)) {
      return Optional.empty();
    }
    int scale = Math.max(twos, fives);
    BigInteger digits =
        value.numerator().multiply(BigInteger.TEN.pow(scale)).divide(value.denominator());
    int length = digits.toString().length();
    return length > DECIMAL_DIGITS && length > value.toString().length()
        ? Optional.empty()
        : Optional.of(scientific(new BigDecimal(digits, scale)));
  }

  private static String whole(BigInteger value) {
    String plain = value.toString();
    BigDecimal stripped = new BigDecimal(value).stripTrailingZeros();
    boolean round = plain.length() > PLAIN_DIGITS && stripped.precision() <= plain.length() / 2;
    return round ? scientific(stripped) : plain;
  }

  /** {@code 0.01} and {@code 1e-10}. */
  private static String scientific(BigDecimal value) {
    boolean small = value.scale() >= 0 && value.scale() - value.precision() < PLAIN_DIGITS - 4;
    return small
        ? value.toPlainString()
        : value.toString().toLowerCase(Locale.ROOT).replace("e+", "e");
  }
}
