package dev.nabla.grammar.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RationalTest {
  @Test
  void areInLowestTerms() {
    assertThat(Rational.of(6, -4)).isEqualTo(Rational.of(-3, 2)).hasToString("-3/2");
    assertThat(Rational.of(0, -4)).isEqualTo(Rational.ZERO);
    assertThat(Rational.of(new BigDecimal("1e-3"))).isEqualTo(Rational.of(1, 1000));
    assertThat(Rational.of(new BigDecimal("1.5e2"))).isEqualTo(Rational.of(150));
    assertThatThrownBy(() -> Rational.of(1, 0)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void areAField() {
    Random random = new Random(3);
    for (int n = 0; n < 1_000; n++) {
      Rational a = Rational.of(random.nextInt(41) - 20, 1 + random.nextInt(20));
      Rational b = Rational.of(random.nextInt(41) - 20, 1 + random.nextInt(20));
      assertThat(a.plus(b).minus(b)).isEqualTo(a);
      assertThat(a.times(b).doubleValue())
          .isEqualTo(a.doubleValue() * b.doubleValue(), org.assertj.core.data.Offset.offset(1e-12));
      if (!b.isZero()) {
        assertThat(a.times(b).times(b.reciprocal())).isEqualTo(a);
        assertThat(b.pow(3).times(b.pow(-3))).isEqualTo(Rational.ONE);
      }
      assertThat(Integer.signum(a.compareTo(b))).isEqualTo(a.minus(b).signum());
    }
  }

  @Test
  void haveAGreatestCommonDivisor() {
    assertThat(Rational.of(1, 2).gcd(Rational.of(3, 4))).isEqualTo(Rational.of(1, 4));
    assertThat(Rational.ZERO.gcd(Rational.of(-3))).isEqualTo(Rational.of(3));
  }

  @Test
  void areRoundedToTheNearestDouble() {
    assertThat(Rational.of(1, 3).doubleValue()).isEqualTo(1.0 / 3);
    assertThat(Rational.of(new BigDecimal("1e-300")).doubleValue()).isEqualTo(1e-300);
    assertThat(Rational.of(new BigDecimal("0.1")).doubleValue()).isEqualTo(0.1);
    assertThat(Rational.of(new BigDecimal("0.1234567890123456789")).doubleValue())
        .isEqualTo(0.1234567890123456789);
  }
}
