package dev.nabla.examples.annotated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.examples.Iris;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The classes that come of annotations learn, and compute what those of other ways do. */
class AnnotatedTest {
  @Test
  void theGateLearnsTheExclusiveOr() {
    XorGate gate = new XorGate(1);
    double before = gate.train(1, 0);

    assertThat(gate.train(5_000, 1)).isLessThan(0.01).isLessThan(before);
    assertThat(gate.predict(0, 0)).isLessThan(0.05);
    assertThat(gate.predict(0, 1)).isGreaterThan(0.95);
    assertThat(gate.predict(1, 0)).isGreaterThan(0.95);
    assertThat(gate.predict(1, 1)).isLessThan(0.05);
  }

  @Test
  void theClassOfAFileIsThatOfTheFile() {
    Random random = new Random(3);
    double[] theta = Iris.initialParameters(7);
    double[] x = random.doubles(Iris.INPUTS, -1, 1).toArray();
    double[] y = {0, 1, 0};
    double[] expected = new double[Iris.PARAMETERS];
    double loss = new Iris().gradient(theta, x, y, expected);
    double[] grad = new double[FlowerNetwork.PARAMETERS];
    double[] out = new double[Iris.OUTPUTS];
    new Iris().predict(theta, x, out);

    assertThat(FlowerNetwork.initialParameters(7)).isEqualTo(theta);
    assertThat(new FlowerNetwork().gradient(theta, x, y, grad)).isEqualTo(loss);
    assertThat(grad).isEqualTo(expected);
    assertThat(Flowers.of(theta).apply(x)).isEqualTo(out);

    float[] single = new float[FastFlowerNetwork.PARAMETERS];
    float[] at = narrow(theta);
    new FastFlowerNetwork().gradient(at, narrow(x), narrow(y), single);
    for (int k = 0; k < grad.length; k++) {
      assertThat((double) single[k]).isCloseTo(grad[k], within(1e-5));
    }
  }

  private static float[] narrow(double[] values) {
    float[] narrow = new float[values.length];
    for (int k = 0; k < values.length; k++) {
      narrow[k] = (float) values[k];
    }
    return narrow;
  }

  /** The loss is quadratic, so that one step of Newton's method finds its minimum. */
  @Test
  void regressionFindsTheLineThatThePointsAreOn() {
    Random random = new Random(5);
    double[] x = random.doubles(RidgeRegression.INPUTS, -1, 1).toArray();
    double[] line = {2, -1, 0.5};
    double[] y = new double[RidgeRegression.TARGETS];
    for (int row = 0; row < y.length; row++) {
      for (int k = 0; k < line.length; k++) {
        y[row] += x[row * line.length + k] * line[k];
      }
    }
    RidgeRegression net = new RidgeRegression();
    double[] w = RidgeRegression.initialParameters(1);
    double[] grad = new double[w.length];
    double[] product = new double[w.length];
    for (int step = 0; step < 200; step++) {
      net.gradient(w, x, y, grad);
      net.hessianVector(w, x, y, grad, product);
      double rate = dot(grad, grad) / Math.max(1e-300, dot(grad, product));
      for (int k = 0; k < w.length; k++) {
        w[k] -= rate * grad[k];
      }
    }
    net.gradient(w, x, y, grad);
    assertThat(dot(grad, grad)).isLessThan(1e-20);
    assertThat(w).containsExactly(line, within(0.1));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
