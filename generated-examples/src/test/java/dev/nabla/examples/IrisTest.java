package dev.nabla.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Fisher's Iris by plain gradient descent on the generated class, with one set of constants and one
 * seed, and inputs standardised by the mean and the deviation of the training flowers. The third,
 * sixth … flower of each species is the held-out third. A few flowers lie among another species, so
 * a third can be lucky: the other two are held out in turn as well, and the three together count.
 */
class IrisTest {
  private static final List<String> SPECIES =
      List.of("Iris-setosa", "Iris-versicolor", "Iris-virginica");
  private static final double RATE = 0.1;
  private static final int STEPS = 1_000;

  private record Flower(double[] lengths, int species) {}

  @Test
  void classifiesTheHeldOutThird() throws IOException {
    List<Flower> flowers = flowers();
    assertThat(flowers).hasSize(150);
    int[] right = new int[3];
    for (int third = 0; third < 3; third++) {
      right[third] = right(flowers, third);
    }
    System.out.printf(
        "Iris: %d of 48 held out; with the other thirds in turn %d and %d of 51%n",
        right[2], right[0], right[1]);
    assertThat(right[2] / 48.0).isGreaterThanOrEqualTo(0.95);
    assertThat((right[0] + right[1] + right[2]) / 150.0).isGreaterThanOrEqualTo(0.95);
  }

  /** How many of a third are classified rightly after training on the others. */
  private static int right(List<Flower> flowers, int third) {
    List<Flower> training = new ArrayList<>();
    List<Flower> heldOut = new ArrayList<>();
    int[] seen = new int[SPECIES.size()];
    for (Flower flower : flowers) {
      boolean isHeldOut = seen[flower.species()]++ % 3 == third;
      (isHeldOut ? heldOut : training).add(flower);
    }
    assertThat(heldOut).hasSize(third == 2 ? 48 : 51);
    double[][] statistics = statistics(training);
    double[] theta = trained(inputs(training, statistics), targets(training), training.size());
    return right(theta, inputs(heldOut, statistics), heldOut);
  }

  private static double[] trained(double[] xs, double[] ys, int count) {
    Iris network = new Iris();
    double[] theta = Iris.initialParameters(1);
    double[] grad = new double[Iris.PARAMETERS];
    for (int step = 0; step < STEPS; step++) {
      network.gradientBatch(theta, xs, ys, count, grad);
      for (int p = 0; p < theta.length; p++) {
        theta[p] -= RATE * grad[p];
      }
    }
    return theta;
  }

  private static int right(double[] theta, double[] xs, List<Flower> flowers) {
    double[] out = new double[flowers.size() * Iris.OUTPUTS];
    new Iris().predictBatch(theta, xs, flowers.size(), out);
    int right = 0;
    for (int n = 0; n < flowers.size(); n++) {
      int best = 0;
      for (int k = 1; k < Iris.OUTPUTS; k++) {
        best = out[n * Iris.OUTPUTS + k] > out[n * Iris.OUTPUTS + best] ? k : best;
      }
      right += best == flowers.get(n).species() ? 1 : 0;
    }
    return right;
  }

  /** Mean and standard deviation of each length. */
  private static double[][] statistics(List<Flower> flowers) {
    double[][] statistics = new double[Iris.INPUTS][];
    for (int i = 0; i < Iris.INPUTS; i++) {
      int column = i;
      double mean = flowers.stream().mapToDouble(f -> f.lengths()[column]).average().orElseThrow();
      double variance =
          flowers.stream()
              .mapToDouble(f -> Math.pow(f.lengths()[column] - mean, 2))
              .average()
              .orElseThrow();
      statistics[i] = new double[] {mean, Math.sqrt(variance)};
    }
    return statistics;
  }

  private static double[] inputs(List<Flower> flowers, double[][] statistics) {
    double[] xs = new double[flowers.size() * Iris.INPUTS];
    for (int n = 0; n < flowers.size(); n++) {
      for (int i = 0; i < Iris.INPUTS; i++) {
        double length = flowers.get(n).lengths()[i];
        xs[n * Iris.INPUTS + i] = (length - statistics[i][0]) / statistics[i][1];
      }
    }
    return xs;
  }

  private static double[] targets(List<Flower> flowers) {
    double[] ys = new double[flowers.size() * Iris.TARGETS];
    for (int n = 0; n < flowers.size(); n++) {
      ys[n * Iris.TARGETS + flowers.get(n).species()] = 1;
    }
    return ys;
  }

  private static List<Flower> flowers() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                IrisTest.class.getResourceAsStream("iris.csv"), StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(IrisTest::flower).toList();
    }
  }

  private static Flower flower(String line) {
    String[] fields = line.split(",");
    double[] lengths = new double[Iris.INPUTS];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = Double.parseDouble(fields[i + 1]);
    }
    return new Flower(lengths, SPECIES.indexOf(fields[0]));
  }
}
