package dev.nabla.grammar.print;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;

/**
 * Floating-point numbers as the decimals with the fewest digits that bring them back, the nearest
 * of those. {@link Double#toString(double)} does the same, but before Java 19 sometimes with more
 * digits: what is written must not depend on the Java that writes it.
 */
public final class ShortestDecimal {
  private static final double LEAST_PLAIN = 1e-3;
  private static final double LEAST_SCIENTIFIC = 1e7;

  private ShortestDecimal() {}

  /** As {@code Double.toString} since Java 19. */
  public static String of(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return Double.toString(value);
    }
    return text(value, 17, digits -> Double.parseDouble(digits.toString()) == value);
  }

  /** As {@code Float.toString} since Java 19. */
  public static String of(float value) {
    if (value == 0 || !Float.isFinite(value)) {
      return Float.toString(value);
    }
    return text(value, 9, digits -> Float.parseFloat(digits.toString()) == value);
  }

  private static String text(double value, int most, Predicate<BigDecimal> bringsBack) {
    BigDecimal exact = new BigDecimal(value).abs();
    int precision = 2;
    BigDecimal digits = rounded(exact, precision);
    BigDecimal signed = value < 0 ? digits.negate() : digits;
    while (precision < most && !bringsBack.test(signed)) {
      precision++;
      digits = rounded(exact, precision);
      signed = value < 0 ? digits.negate() : digits;
    }
    return (value < 0 ? "-" : "") + layout(digits.stripTrailingZeros(), Math.abs(value));
  }

  private static BigDecimal rounded(BigDecimal exact, int precision) {
    return exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
  }

  /** {@code 0.25}, {@code 12.0}, {@code 1.5E-7}. */
  private static String layout(BigDecimal value, double size) {
    if (size >= LEAST_PLAIN && size < LEAST_SCIENTIFIC) {
      return value.setScale(Math.max(1, value.scale()), RoundingMode.UNNECESSARY).toPlainString();
    }
    String digits = value.unscaledValue().toString();
    int exponent = digits.length() - 1 - value.scale();
    String rest = digits.length() == 1 ? "0" : digits.substring(1);
    return digits.charAt(0) + "." + rest + "E" + exponent;
  }
}
