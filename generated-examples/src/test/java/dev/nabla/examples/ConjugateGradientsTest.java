package dev.nabla.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.util.MathArrays;
import org.junit.jupiter.api.Test;

/**
 * The parts of seven groups that a dose has an effect on, by a logistic regression with a
 * polynomial of degree 3. Its powers are nearly dependent, which makes gradient descent slow.
 */
class ConjugateGradientsTest {
  private static final double[] DOSES = {0, 0.25, 0.5, 0.75, 1, 1.25, 1.5};
  private static final double[] PARTS = {0.02, 0.06, 0.1, 0.31, 0.62, 0.79, 0.95};
  private static final int STEPS = 10_000;
  private static final double SLOPE = 1e-6;
  private static final double RATE = 0.3;

  private final LogisticRegression model = new LogisticRegression();
  private final double[] powers = powers();

  private static double[] powers() {
    double[] powers = new double[3 * DOSES.length];
    for (int i = 0; i < DOSES.length; i++) {
      for (int p = 0; p < 3; p++) {
        powers[3 * i + p] = Math.pow(DOSES[i], p + 1);
      }
    }
    return powers;
  }

  @Test
  void findsTheLeastLossWhereGradientDescentIsStillOnItsWay() {
    AtomicInteger gradients = new AtomicInteger();
    PointValuePair minimum =
        ConjugateGradients.minimum(
            (theta, grad) -> {
              gradients.incrementAndGet();
              return model.gradient(theta, powers, PARTS, grad);
            },
            new double[LogisticRegression.PARAMETERS],
            SLOPE);
    double[] grad = new double[LogisticRegression.PARAMETERS];
    double least = model.gradient(minimum.getPoint(), powers, PARTS, grad);
    double descended = descended();

    System.out.printf(
        "doses: loss %.9f after %d gradients, by descent %.9f after %d%n",
        least, gradients.get(), descended, STEPS);
    assertThat(minimum.getValue()).isEqualTo(least);
    assertThat(MathArrays.safeNorm(grad)).isLessThanOrEqualTo(SLOPE);
    assertThat(least).isLessThan(descended);
    assertThat(gradients.get()).isLessThan(STEPS / 2);
  }

  /** The loss after many steps of gradient descent. */
  private double descended() {
    double[] theta = new double[LogisticRegression.PARAMETERS];
    double[] grad = new double[LogisticRegression.PARAMETERS];
    for (int step = 0; step < STEPS; step++) {
      model.gradient(theta, powers, PARTS, grad);
      for (int k = 0; k < theta.length; k++) {
        theta[k] -= RATE * grad[k];
      }
    }
    return model.gradient(theta, powers, PARTS, grad);
  }
}
