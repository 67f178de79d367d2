package dev.nabla.symbolic.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.Rational;
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
}
