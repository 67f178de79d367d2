package dev.nabla.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Steps as computed by hand. */
class OptimizerTest {
  private static double[] after(Optimizer optimizer, double[]... gradients) {
    double[] theta = {1, -2};
    for (double[] gradient : gradients) {
      optimizer.step(theta, gradient);
    }
    return theta;
  }

  @Test
  void gradientDescent() {
    double[] theta =
        after(Optimizer.Kind.SGD.start(0.5, 2), new double[] {2, -4}, new double[] {1, 0});

    assertThat(theta).containsExactly(-0.5, 0);
  }

  @Test
  void momentum() {
    double[] theta =
        after(Optimizer.Kind.MOMENTUM.start(0.5, 2), new double[] {2, 0}, new double[] {1, 4});

    // v = (2, 0), then 0.9 v + g = (2.8, 4)
    assertThat(theta).containsExactly(new double[] {1 - 1 - 1.4, -2 - 2}, within(1e-15));
  }

  @Test
  void adam() {
    double[] theta =
        after(Optimizer.Kind.ADAM.start(0.1, 2), new double[] {2, -4}, new double[] {1, -4});

    // The first step is η sign(g). Then m̂ = 0.28 / 0.19 and v̂ = 0.004996 / 0.001999.
    double second = 0.28 / 0.19 / Math.sqrt(0.004996 / 0.001999);
    assertThat(theta[0]).isCloseTo(1 - 0.1 - 0.1 * second, within(1e-8));
    assertThat(theta[1]).isCloseTo(-2 + 0.2, within(1e-8));
  }
}
