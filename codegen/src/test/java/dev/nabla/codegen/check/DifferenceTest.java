package dev.nabla.codegen.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Differences are derivatives, or none beside a kink. */
class DifferenceTest {
  private static final double STEP = 2e-4;

  private static OptionalDouble derivative(DoubleUnaryOperator function) {
    return Difference.of(
        t -> new double[] {function.applyAsDouble(t)},
        new double[] {function.applyAsDouble(0)},
        STEP)[0];
  }

  @Test
  void isTheDerivativeOfWhatIsSmooth() {
    assertThat(derivative(t -> Math.sin(1 + t)).orElseThrow()).isCloseTo(Math.cos(1), within(1e-9));
  }

  /** The shorter step that is tried next is a sixteenth; a kink nearer than that remains. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.02, 1.0 / 48, 0.03, 0.05})
  void isNoneBesideAKink(double place) {
    assertThat(derivative(t -> Math.max(0, t - place * STEP))).isEmpty();
    assertThat(derivative(t -> Math.abs(t + place * STEP))).isEmpty();
  }

  /** To one side a kink a third of the step away gives the same difference as none. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.2, 1.0 / 3, 0.4, 0.7, 0.9})
  void isRightWhereAKinkIsBeyondTheShorterStep(double place) {
    assertThat(derivative(t -> Math.max(0, t - place * STEP)).orElseThrow())
        .isCloseTo(0, within(1e-9));
  }
}
