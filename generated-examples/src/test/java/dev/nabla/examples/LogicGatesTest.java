package dev.nabla.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The two-layer network learns every gate by plain gradient descent. Four ReLUs can start or end
 * dead, which leaves XOR in a local minimum; then the training begins again from the next seed.
 */
class LogicGatesTest {
  private static final double[] INPUTS = {0, 0, 0, 1, 1, 0, 1, 1};
  private static final double RATE = 0.5;
  private static final int STEPS = 2_000;
  private static final int STARTS = 10;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "AND, 0, 0, 0, 1",
    "OR, 0, 1, 1, 1",
    "NAND, 1, 1, 1, 0",
    "NOR, 1, 0, 0, 0",
    "XOR, 0, 1, 1, 0",
    "XNOR, 1, 0, 0, 1"
  })
  void learns(String gate, double none, double second, double first, double both) {
    double[] targets = {none, second, first, both};
    int right = 0;
    int seed = 0;
    while (right < 4 && seed < STARTS) {
      seed++;
      right = right(trained(targets, seed), targets);
    }
    System.out.println(gate + ": " + right + " of 4 from seed " + seed);
    assertThat(right).as("%s after %d starts", gate, seed).isEqualTo(4);
  }

  private static double[] trained(double[] targets, long seed) {
    TwoLayer network = new TwoLayer();
    double[] theta = TwoLayer.initialParameters(seed);
    double[] grad = new double[TwoLayer.PARAMETERS];
    for (int step = 0; step < STEPS; step++) {
      network.gradientBatch(theta, INPUTS, targets, 4, grad);
      for (int p = 0; p < theta.length; p++) {
        theta[p] -= RATE * grad[p];
      }
    }
    return theta;
  }

  private static int right(double[] theta, double[] targets) {
    double[] out = new double[4];
    new TwoLayer().predictBatch(theta, INPUTS, 4, out);
    int right = 0;
    for (int k = 0; k < 4; k++) {
      right += (out[k] > 0.5) == (targets[k] == 1) ? 1 : 0;
    }
    return right;
  }
}
