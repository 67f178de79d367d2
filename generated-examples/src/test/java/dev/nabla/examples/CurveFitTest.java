package dev.nabla.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
import org.junit.jupiter.api.Test;

/** A cup of tea cools: {@code a} degrees above the {@code c} of the room, at the rate {@code k}. */
class CurveFitTest {
  private static final double[] TRUTH = {70, 0.05, 20};
  private static final double[] START = {10, 0.3, 0};
  private static final double[] MINUTES =
      IntStream.range(0, 60).mapToDouble(minute -> minute).toArray();

  private final ExponentialDecay model = new ExponentialDecay();

  @Test
  void findsTheParametersThatTheValuesAreMadeOf() {
    Optimum optimum = fit(warmth(0));

    System.out.println("cooling: " + optimum.getEvaluations() + " evaluations");
    assertThat(optimum.getPoint().toArray()).containsExactly(TRUTH, within(1e-6));
    assertThat(optimum.getRMS()).isLessThan(1e-6);
  }

  /** With errors of half a degree, within four standard errors; and no step would be downhill. */
  @Test
  void findsThemUnderErrorsOfMeasurement() {
    double[] warmth = warmth(0.5);
    Optimum optimum = fit(warmth);

    double[] theta = optimum.getPoint().toArray();
    double[] errors = optimum.getSigma(1e-12).toArray();
    for (int k = 0; k < theta.length; k++) {
      assertThat(theta[k]).isCloseTo(TRUTH[k], within(4 * 0.5 * errors[k]));
      assertThat(theta[k]).isNotCloseTo(TRUTH[k], within(1e-6));
    }
    assertThat(optimum.getRMS()).isCloseTo(0.5, within(0.1));
    double[] grad = new double[theta.length];
    double loss = model.gradientBatch(theta, MINUTES, warmth, warmth.length, grad);
    assertThat(loss).isCloseTo(optimum.getRMS() * optimum.getRMS(), within(1e-9));
    assertThat(grad).containsExactly(new double[3], within(1e-3));
  }

  private Optimum fit(double[] values) {
    return CurveFit.fit(model::predict, model::parameterJacobian, MINUTES, values, START);
  }

  /** The true values with normal errors of a standard deviation. */
  private static double[] warmth(double deviation) {
    Random random = new Random(3);
    return IntStream.range(0, MINUTES.length)
        .mapToDouble(
            i ->
                TRUTH[0] * Math.exp(-TRUTH[1] * MINUTES[i])
                    + TRUTH[2]
                    + deviation * random.nextGaussian())
        .toArray();
  }
}
