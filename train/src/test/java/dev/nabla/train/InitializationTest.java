package dev.nabla.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InitializationTest {
  private static double largest(double[] theta, int from, int to) {
    return Arrays.stream(theta, from, to).map(Math::abs).max().orElse(0);
  }

  @Test
  void weightsAreGlorotAndBiasesAreZero() {
    double[] theta =
        Initialization.of(
            Networks.network(
                """
                input x : (40, 1)
                target y : ()
                param W : (40, 20), b : (20, 1), w : (20, 1), c : ()
                h = relu(W^T x + b)
                output z = w^T h + c
                loss L = (z - y)^2 + 0.1 ‖b‖^2
                """),
            3);

    assertThat(largest(theta, 0, 800)).isBetween(0.29, Math.sqrt(6.0 / 60));
    assertThat(largest(theta, 800, 820)).isZero();
    assertThat(largest(theta, 820, 840)).isBetween(0.4, Math.sqrt(6.0 / 21));
    assertThat(theta[840]).isZero();
  }

  @Test
  void vectorsThatMultiplyAreWeights() {
    double[] theta =
        Initialization.of(
            Networks.network(
                """
                input x : ()
                target y : ()
                param w : (5), b : (5), v : (5)
                output z = v^T tanh(w x + b)
                loss L = (z - y)^2
                """),
            1);

    assertThat(largest(theta, 0, 5)).isPositive();
    assertThat(largest(theta, 5, 10)).isZero();
    assertThat(largest(theta, 10, 15)).isPositive();
  }

  @Test
  void matricesOfProductsOfParametersAreNotZero() {
    double[] theta =
        Initialization.of(
            Networks.network(
                """
                input R : (4, 3)
                param U : (4, 2), V : (3, 2)
                loss L = ‖R - U V^T‖^2
                """),
            1);

    assertThat(theta).hasSize(14).doesNotContain(0);
  }

  @Test
  void theSeedDecides() {
    var network = Networks.network("input x : (2); param W : (2, 2); loss L = ‖W x‖^2");

    assertThat(Initialization.of(network, 7))
        .isEqualTo(Initialization.of(network, 7))
        .isNotEqualTo(Initialization.of(network, 8));
    // The generator is part of Java's specification: these numbers are the same on every JDK.
    assertThat(Initialization.of(network, 7)[0])
        .isEqualTo((2 * new java.util.Random(7).nextDouble() - 1) * Math.sqrt(6.0 / 4));
  }
}
