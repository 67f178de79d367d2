package dev.nabla.symbolic.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The field obeys the laws of a field, and what is no algebra is random but consistent. */
class PrimeFieldTest {
  private static final double LAST = PrimeField.PRIME - 1;

  private final PrimeField field = new PrimeField(1);
  private final PrimeField other = new PrimeField(2);

  private static double element(SplittableRandom random) {
    return random.nextInt(1, (int) PrimeField.PRIME);
  }

  @RepeatedTest(20)
  void obeysTheLawsOfAField(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    double a = element(random);
    double b = element(random);
    double c = element(random);
    assertThat(field.add(a, PrimeField.PRIME - a)).isZero();
    assertThat(field.multiply(a, field.add(b, c)))
        .isEqualTo(field.add(field.multiply(a, b), field.multiply(a, c)))
        .isBetween(0.0, LAST);
    assertThat(field.multiply(a, field.power(a, Rational.MINUS_ONE))).isEqualTo(1);
    assertThat(field.power(a, Rational.of(5)))
        .isEqualTo(field.multiply(field.power(a, Rational.of(2)), field.power(a, Rational.of(3))));
    assertThat(field.multiply(field.of(Rational.of(-2, 7)), 7)).isEqualTo(PrimeField.PRIME - 2);
  }

  @Test
  void rootsAreConsistentAndTheirPowersMultiply() {
    double root = field.power(5, Rational.HALF);
    assertThat(field.power(5, Rational.HALF)).isEqualTo(root);
    assertThat(field.power(5, Rational.of(3, 2))).isEqualTo(field.power(root, Rational.of(3)));
    assertThat(field.power(5, Rational.of(-1, 2))).isEqualTo(field.power(root, Rational.MINUS_ONE));
    assertThat(Set.of(root, field.power(6, Rational.HALF), field.power(5, Rational.of(1, 3))))
        .hasSize(3);
  }

  @Test
  void dividingByZeroHasNoValue() {
    assertThatThrownBy(() -> field.power(0, Rational.MINUS_ONE))
        .isInstanceOf(ArithmeticException.class);
    Rational divided = Rational.of(1, PrimeField.PRIME);
    assertThatThrownBy(() -> field.of(divided)).isInstanceOf(ArithmeticException.class);
  }

  @RepeatedTest(20)
  void invertsMatrices(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    int n = random.nextInt(1, 5);
    double[] a = matrix(random, n);
    double[] inverse = field.matrix(MatrixFunction.Kind.INVERSE, a, n);
    double[] identity = new double[n * n];
    IntStream.range(0, n).forEach(k -> identity[k * n + k] = 1);
    assertThat(product(a, inverse, n)).containsExactly(identity);
    assertThat(product(inverse, a, n)).containsExactly(identity);
  }

  @RepeatedTest(20)
  void determinantsMultiply(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    int n = random.nextInt(2, 5);
    double[] a = matrix(random, n);
    double[] b = matrix(random, n);
    assertThat(determinant(product(a, b, n), n))
        .isEqualTo(field.multiply(determinant(a, n), determinant(b, n)));
    double[] exchanged = a.clone();
    System.arraycopy(a, 0, exchanged, n, n);
    System.arraycopy(a, n, exchanged, 0, n);
    assertThat(field.add(determinant(a, n), determinant(exchanged, n))).isZero();
  }

  @Test
  void determinantsAreThoseOfTheTextbook() {
    assertThat(determinant(new double[] {1, 2, 3, 4}, 2)).isEqualTo(PrimeField.PRIME - 2);
    assertThat(determinant(new double[] {0, 2, 1, 1, 1, 0, 3, 0, 1}, 3))
        .isEqualTo(PrimeField.PRIME - 5);
    assertThat(determinant(new double[] {0, 1, 1, 0}, 2)).isEqualTo(LAST);
    for (MatrixFunction.Kind kind : MatrixFunction.Kind.values()) {
      assertThatThrownBy(() -> field.matrix(kind, new double[] {1, 2, 2, 4}, 2))
          .isInstanceOf(ArithmeticException.class);
    }
    double[] logarithm = field.matrix(MatrixFunction.Kind.LOGDET, new double[] {1, 2, 3, 4}, 2);
    assertThat(field.matrix(MatrixFunction.Kind.LOGDET, new double[] {2, 2, 4, 3}, 2))
        .containsExactly(logarithm);
    assertThat(field.matrix(MatrixFunction.Kind.LOGDET, new double[] {2, 2, 4, 5}, 2))
        .isNotEqualTo(logarithm);
  }

  @Test
  void productsAreAlgebraAndOtherReductionsAreRandom() {
    double[] data = {9, 2, 3, 4, 9};
    assertThat(field.reduce(Reduce.Kind.PROD, data, 1, 3)).isEqualTo(24);
    Set<Double> values = new HashSet<>();
    for (Reduce.Kind kind : Reduce.Kind.values()) {
      double value = field.reduce(kind, data, 1, 3);
      assertThat(value).isEqualTo(field.reduce(kind, new double[] {2, 3, 4}, 0, 3));
      values.add(value);
    }
    assertThat(values).hasSize(Reduce.Kind.values().length);
    assertThat(field.reduce(Reduce.Kind.MAX, new double[] {2, 3, 5}, 0, 3)).isNotIn(values);
  }

  @Test
  void functionsAreRandomButConsistent() {
    double value = field.apply(ScalarFunctions.EXP, 3);
    assertThat(field.apply(ScalarFunctions.EXP, 3)).isEqualTo(value);
    assertThat(
            Set.of(
                value,
                field.apply(ScalarFunctions.EXP, 4),
                field.apply(ScalarFunctions.LOG, 3),
                field.apply(ScalarFunctions.MAX, 3, 4),
                field.apply(ScalarFunctions.MAX, 4, 3),
                field.of("pi", Math.PI),
                field.of("e", Math.E),
                other.apply(ScalarFunctions.EXP, 3)))
        .hasSize(8)
        .allSatisfy(v -> assertThat(v).isBetween(0.0, LAST));
    assertThat(field.of("pi", Math.PI)).isEqualTo(new PrimeField(1).of("pi", Math.PI));
  }

  @Test
  void opaqueFunctionsDependOnWhatTheyAreDerivedBy() {
    double[] value = field.opaque("g", new int[] {}, new double[] {1, 2}, 3);
    assertThat(field.opaque("g", new int[] {}, new double[] {1, 2}, 3)).containsExactly(value);
    assertThat(Arrays.stream(value).distinct()).hasSize(3);
    assertThat(field.opaque("g", new int[] {0}, new double[] {1, 2}, 3)).isNotEqualTo(value);
    assertThat(field.opaque("h", new int[] {}, new double[] {1, 2}, 3)).isNotEqualTo(value);
    assertThat(field.opaque("g", new int[] {}, new double[] {2, 1}, 3)).isNotEqualTo(value);
  }

  private double determinant(double[] a, int n) {
    return field.matrix(MatrixFunction.Kind.DET, a, n)[0];
  }

  /** Small elements, so that rows have to be exchanged. */
  private static double[] matrix(SplittableRandom random, int n) {
    double[] a = new double[n * n];
    Arrays.setAll(a, k -> k == 0 && n > 1 ? 0 : element(random));
    return a;
  }

  private double[] product(double[] a, double[] b, int n) {
    double[] c = new double[n * n];
    for (int k = 0; k < c.length; k++) {
      for (int l = 0; l < n; l++) {
        c[k] = field.add(c[k], field.multiply(a[k / n * n + l], b[l * n + k % n]));
      }
    }
    return c;
  }
}
