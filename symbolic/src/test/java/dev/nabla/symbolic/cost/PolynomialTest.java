package dev.nabla.symbolic.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.shape.Size;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PolynomialTest {
  private final Polynomial m = Polynomial.of(Size.open("m"));
  private final Polynomial n = Polynomial.of(Size.open("n"));

  private static Polynomial of(long value) {
    return Polynomial.of(value);
  }

  @Test
  void isWrittenByDegree() {
    Polynomial p = of(2).times(m).times(n).plus(n).minus(of(1)).plus(m.times(m).times(n));

    assertThat(p).hasToString("m^2 n + 2 m n + n - 1");
    assertThat(p.minus(p)).hasToString("0").isEqualTo(Polynomial.ZERO);
    assertThat(n.times(Rational.of(-1, 3))).hasToString("-1/3 n");
  }

  @Test
  void addsAndMultipliesLikeItsValues() {
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 200; trial++) {
      Polynomial a = random(random);
      Polynomial b = random(random);
      Map<String, Integer> at = Map.of("m", random.nextInt(1, 9), "n", random.nextInt(1, 9));
      assertThat(a.plus(b).at(at)).isEqualTo(a.at(at).plus(b.at(at)));
      assertThat(a.minus(b).at(at)).isEqualTo(a.at(at).minus(b.at(at)));
      assertThat(a.times(b).at(at)).isEqualTo(a.at(at).times(b.at(at)));
    }
  }

  private Polynomial random(SplittableRandom random) {
    Polynomial p = of(random.nextInt(-3, 4));
    for (int k = 0; k < 3; k++) {
      Polynomial factor = random.nextBoolean() ? m : n;
      p = random.nextBoolean() ? p.times(factor) : p.plus(factor.times(of(random.nextInt(-3, 4))));
    }
    return p;
  }

  @Test
  void isBoundedByAnotherForAllSizes() {
    Polynomial product = m.times(n);

    assertThat(of(3).times(product).plus(m).boundBy(product)).contains(Rational.of(4));
    assertThat(product.boundBy(m)).isEmpty();
    assertThat(product.minus(m).boundBy(product)).contains(Rational.ONE);
    for (int a = 1; a < 6; a++) {
      for (int b = 1; b < 6; b++) {
        Map<String, Integer> at = Map.of("m", a, "n", b);
        assertThat(of(3).times(product).plus(m).at(at))
            .isLessThanOrEqualTo(of(4).times(product).at(at));
      }
    }
  }

  @Test
  void shiftsItsSizes() {
    assertThat(m.times(n).minus(m).from(2)).hasToString("m n + m + 2 n + 2");
    assertThat(m.isTermwiseAtMost(m.times(n))).isFalse();
    assertThat(m.from(1).isTermwiseAtMost(m.times(n).from(1))).isTrue();
  }

  @Test
  void isAValueOnceTheSizesAreKnown() {
    Polynomial p = of(3).times(m).times(m).minus(n).plus(of(2));

    assertThat(p.at(Map.of("m", 2, "n", 5))).isEqualTo(Rational.of(9));
    assertThat(p.isKnown(Map.of("m", 2, "n", 5))).isTrue();
    assertThat(p.isKnown(Map.of("m", 2))).isFalse();
    assertThat(Polynomial.of(Size.of(7)).at(Map.of())).isEqualTo(Rational.of(7));
    assertThat(Polynomial.ZERO.isKnown(Map.of())).isTrue();
    assertThat(Polynomial.ZERO.isZero()).isTrue();
    assertThat(p.isZero()).isFalse();
  }

  @Test
  void writesSignsAndPowers() {
    assertThat(of(-1)).hasToString("-1");
    assertThat(m.times(Rational.MINUS_ONE).plus(of(1))).hasToString("-m + 1");
    assertThat(m.times(m).times(of(-2)).minus(n.times(of(3)))).hasToString("-2 m^2 - 3 n");
    assertThat(of(1).minus(of(2).times(m).times(n)).minus(n)).hasToString("-2 m n - n + 1");
  }

  @Test
  void comparesTermByTerm() {
    assertThat(m.isTermwiseAtMost(m)).isTrue();
    assertThat(m.isTermwiseAtMost(m.times(of(2)).plus(n))).isTrue();
    assertThat(m.times(of(2)).isTermwiseAtMost(m)).isFalse();
    assertThat(m.plus(n).isTermwiseAtMost(m)).isFalse();
  }

  /** No factor bounds what the other polynomial does not, or what may fall below zero. */
  @Test
  void hasNoBoundByWhatMayBeZeroOrLess() {
    assertThat(m.boundBy(Polynomial.ZERO)).isEmpty();
    assertThat(Polynomial.ZERO.boundBy(m)).contains(Rational.ZERO);
    assertThat(m.boundBy(m.minus(of(1)))).isEmpty();
    assertThat(m.boundBy(n.minus(m))).isEmpty();
    assertThat(Polynomial.ZERO.boundBy(m.minus(of(2)))).isEmpty();
    assertThat(of(2).boundBy(of(3))).contains(Rational.of(2, 3));
    assertThat(m.boundBy(m.times(of(2)))).contains(Rational.HALF);
  }
}
