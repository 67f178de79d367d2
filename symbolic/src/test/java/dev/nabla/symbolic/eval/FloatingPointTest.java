package dev.nabla.symbolic.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of double precision, and where the checks of formulas do not trust them. */
class FloatingPointTest {
  private final FloatingPoint floating = new FloatingPoint();
  private final WellConditioned careful = new WellConditioned();
  private final SampledOpaque sampled = new SampledOpaque();

  @ParameterizedTest
  @CsvSource({
    "-1, 4, 0.25",
    "2, -3, 9",
    "1/2, 9, 3",
    "3, 2, 8",
    "-2, 4, 0.0625",
    "-1/2, 4, 0.5",
    "3/2, 4, 8"
  })
  void raisesToPowers(String exponent, double base, double expected) {
    String[] parts = exponent.split("/");
    Rational power =
        Rational.of(Long.parseLong(parts[0]), parts.length == 1 ? 1 : Long.parseLong(parts[1]));
    assertThat(floating.power(base, power)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"MAX, 7", "MIN, -2", "PROD, -42", "ARGMAX, 3", "LOGSUMEXP, 7.020702027488549"})
  void reducesAPartOfAnArray(Reduce.Kind kind, double expected) {
    double[] data = {100, 3, -2, 7, 1, -100};
    assertThat(floating.reduce(kind, data, 1, 4)).isCloseTo(expected, within(1e-11));
  }

  @Test
  void theFirstOfEqualsIsTheLargest() {
    assertThat(floating.reduce(Reduce.Kind.ARGMAX, new double[] {1, 5, 5}, 0, 3)).isEqualTo(2);
  }

  @Test
  void whatIsNoNumberStaysNone() {
    double[] first = {Double.NaN, 1, Double.NaN};
    double[] second = {1, Double.NaN, 2};
    for (Reduce.Kind kind : Set.of(Reduce.Kind.MAX, Reduce.Kind.MIN, Reduce.Kind.LOGSUMEXP)) {
      assertThat(floating.reduce(kind, first, 0, 3)).as("%s", kind).isNaN();
      assertThat(floating.reduce(kind, second, 0, 3)).as("%s", kind).isNaN();
    }
    assertThat(floating.reduce(Reduce.Kind.ARGMAX, first, 0, 3)).isEqualTo(1);
    assertThat(floating.reduce(Reduce.Kind.ARGMAX, second, 0, 3)).isEqualTo(2);
  }

  @Test
  void logSumExpOfInfinities() {
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    assertThat(floating.reduce(Reduce.Kind.LOGSUMEXP, new double[] {low, low}, 0, 2))
        .isEqualTo(low);
    assertThat(floating.reduce(Reduce.Kind.LOGSUMEXP, new double[] {low, 3}, 0, 2)).isEqualTo(3);
    assertThat(floating.reduce(Reduce.Kind.LOGSUMEXP, new double[] {high, 3}, 0, 2))
        .isEqualTo(high);
  }

  @Test
  void eliminationPivots() {
    double[] a = {0, 2, 1, 1, 1, 0, 3, 0, 1};
    double[] inverse = floating.matrix(MatrixFunction.Kind.INVERSE, a, 3);
    assertThat(product(a, inverse)).containsExactly(identity(), within(1e-12));
    double[] small = {1e-20, 1, 1, 1};
    assertThat(floating.matrix(MatrixFunction.Kind.INVERSE, small, 2))
        .containsExactly(new double[] {-1, 1, 1, -1e-20}, within(1e-15));
    assertThat(floating.matrix(MatrixFunction.Kind.DET, new double[] {0, 1, 1, 0}, 2))
        .containsExactly(-1);
    assertThat(floating.matrix(MatrixFunction.Kind.LOGDET, new double[] {0, 2, 4, 0}, 2)[0])
        .isCloseTo(Math.log(8), within(1e-14));
  }

  /** Where every pivot but one is zero. */
  @Test
  void permutationsAreInverted() {
    int[][] permutations = {
      {1, 2, 3, 0}, {3, 2, 1, 0}, {2, 0, 3, 1}, {1, 0, 3, 2}, {0, 2, 3, 1}, {2, 3, 1, 0}
    };
    double[] signs = {-1, 1, -1, 1, 1, -1};
    for (int which = 0; which < permutations.length; which++) {
      double[] a = new double[16];
      double[] transposed = new double[16];
      for (int row = 0; row < 4; row++) {
        a[row * 4 + permutations[which][row]] = 1;
        transposed[permutations[which][row] * 4 + row] = 1;
      }
      assertThat(floating.matrix(MatrixFunction.Kind.INVERSE, a, 4)).containsExactly(transposed);
      assertThat(floating.matrix(MatrixFunction.Kind.DET, a, 4)).containsExactly(signs[which]);
    }
  }

  private static double[] identity() {
    return new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
  }

  private static double[] product(double[] a, double[] b) {
    double[] c = new double[9];
    for (int k = 0; k < 27; k++) {
      c[k / 9 * 3 + k % 3] += a[k / 9 * 3 + k / 3 % 3] * b[k / 3 % 3 * 3 + k % 3];
    }
    return c;
  }

  @Test
  void opaqueFunctionsHaveNoValue() {
    assertThatThrownBy(() -> floating.opaque("g", new int[] {}, new double[] {1}, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the function g is opaque");
  }

  @Test
  void checksRefuseSumsThatCancel() {
    assertThat(careful.add(1, -0.5)).isEqualTo(0.5);
    assertThat(careful.add(1, -1)).isZero();
    assertThat(careful.add(1, 1e-30)).isEqualTo(1);
    assertThatThrownBy(() -> careful.add(1, -1 + 1e-10)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> careful.add(-1, 1 - 1e-10)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void checksRefuseFunctionsWhoseArgumentSaysTooLittle() {
    assertThat(careful.apply(ScalarFunctions.SIN, 1)).isEqualTo(Math.sin(1));
    assertThat(careful.apply(ScalarFunctions.MAX, 1, 2)).isEqualTo(2);
    assertThatThrownBy(() -> careful.apply(ScalarFunctions.SIN, 1e12))
        .isInstanceOf(ArithmeticException.class);
  }

  /** Large values are no less certain than small ones. */
  @Test
  void checksTrustFunctionsOfAnySize() {
    assertThat(careful.apply(ScalarFunctions.EXP, 100)).isEqualTo(Math.exp(100));
    assertThat(careful.apply(ScalarFunctions.EXP, -100)).isEqualTo(Math.exp(-100));
    assertThat(careful.apply(ScalarFunctions.SIGN, 1)).isEqualTo(1);
    assertThat(careful.apply(ScalarFunctions.RELU, -1)).isZero();
  }

  @Test
  void checksRefuseMatricesThatAreNearlySingular() {
    double[] regular = {2, 0, 0, 4};
    assertThat(careful.matrix(MatrixFunction.Kind.INVERSE, regular, 2))
        .containsExactly(0.5, 0, 0, 0.25);
    double[] nearly = {1, 1, 1, 1 + 1e-9};
    for (double[] matrix : new double[][] {nearly, {1, 1, 1, 1}, {0, 0, 0, 0}}) {
      assertThatThrownBy(() -> careful.matrix(MatrixFunction.Kind.INVERSE, matrix, 2))
          .isInstanceOf(ArithmeticException.class);
    }
    assertThat(careful.matrix(MatrixFunction.Kind.DET, nearly, 2)[0])
        .isCloseTo(1e-9, within(1e-15));
  }

  @Test
  void opaqueFunctionsAreSampledConsistently() {
    double[] value = sampled.opaque("g", new int[] {}, new double[] {1, 2}, 3);
    assertThat(value).hasSize(3);
    assertThat(Arrays.stream(value).distinct()).hasSize(3).allMatch(v -> v >= 0.3 && v <= 0.9);
    assertThat(sampled.opaque("g", new int[] {}, new double[] {1, 2}, 3)).containsExactly(value);
    assertThat(sampled.opaque("g", new int[] {1}, new double[] {1, 2}, 3)).isNotEqualTo(value);
    assertThat(sampled.opaque("h", new int[] {}, new double[] {1, 2}, 3)).isNotEqualTo(value);
    assertThat(sampled.opaque("g", new int[] {}, new double[] {2, 1}, 3)).isNotEqualTo(value);
    assertThat(sampled.opaque("g", new int[] {}, new double[] {1, 3}, 3)).isNotEqualTo(value);
    assertThat(sampled.apply(ScalarFunctions.EXP, 1)).isEqualTo(Math.E);
  }

  /** Between 0.3 and 0.9, and never steeper than 0.45 by any argument. */
  @Test
  void opaqueFunctionsAreSmooth() {
    double step = 1e-6;
    for (String name : "a b g h u v phi score".split(" ")) {
      for (double at = -3; at < 3; at += 0.37) {
        double[] beside = {at, at + step};
        double[] values = new double[3];
        for (int k = 0; k < 2; k++) {
          values[k] = sampled.apply(ScalarFunction.opaque(name, 0), beside[k]);
        }
        assertThat(values[0]).isBetween(0.3, 0.9);
        assertThat(Math.abs(values[1] - values[0])).isLessThan(0.4501 * step);
        double[] first = sampled.opaque(name, new int[] {0}, new double[] {at, 2}, 2);
        for (double[] moved : new double[][] {{at + step, 2}, {at, 2 + step}}) {
          double[] second = sampled.opaque(name, new int[] {0}, moved, 2);
          for (int k = 0; k < 2; k++) {
            assertThat(Math.abs(second[k] - first[k])).isLessThan(0.4501 * step);
          }
        }
      }
    }
  }

  @Test
  void anOpaqueFunctionOfANumberIsSampledByNameAndPrimes() {
    double value = sampled.apply(ScalarFunction.opaque("g", 0), 1);
    assertThat(sampled.apply(ScalarFunction.opaque("g", 0), 1)).isEqualTo(value);
    assertThat(sampled.apply(ScalarFunction.opaque("g", 1), 1)).isNotEqualTo(value);
    assertThat(sampled.apply(ScalarFunction.opaque("h", 0), 1)).isNotEqualTo(value);
    assertThat(sampled.apply(ScalarFunction.opaque("g", 0), 1.5)).isNotEqualTo(value);
  }

  @Test
  void tensorsAreRowMajorValues() {
    Tensor t = new Tensor(new int[] {2, 3}, new double[] {1, 2, 3, 4, 5, 6});
    assertThat(t.strides()).containsExactly(3, 1);
    assertThat(Tensor.zeros(4, 3, 2).strides()).containsExactly(6, 2, 1);
    assertThat(Tensor.scalar(1).strides()).isEmpty();
    assertThat(t)
        .isEqualTo(new Tensor(new int[] {2, 3}, new double[] {1, 2, 3, 4, 5, 6}))
        .hasSameHashCodeAs(new Tensor(new int[] {2, 3}, new double[] {1, 2, 3, 4, 5, 6}))
        .isNotEqualTo(new Tensor(new int[] {3, 2}, new double[] {1, 2, 3, 4, 5, 6}))
        .isNotEqualTo(new Tensor(new int[] {2, 3}, new double[] {1, 2, 3, 4, 5, 7}))
        .isNotEqualTo("[2, 3]")
        .hasToString("[2, 3][1.0, 2.0, 3.0, 4.0, 5.0, 6.0]");
    assertThat(t.hashCode()).isNotEqualTo(Tensor.scalar(1).hashCode());
    assertThat(Tensor.count(2, 3, 4)).isEqualTo(24);
    assertThatThrownBy(() -> Tensor.count(1 << 20, 1 << 20))
        .isInstanceOf(ArithmeticException.class);
    assertThat(Tensor.vector(7).value()).isEqualTo(7);
  }
}
