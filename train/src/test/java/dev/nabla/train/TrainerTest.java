package dev.nabla.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final String LINE =
      "input x : (2); target y : (); param w : (2), b : (); output z = w^T x + b; loss L = (z -"
          + " y)^2";
  private static final Samples NONE = new Samples(0, new double[0], new double[0]);

  /** Points of y = 3 u - 2 v + 1. */
  private static Samples points(int count) {
    Random random = new Random(5);
    double[] xs = random.doubles(2L * count, -1, 1).toArray();
    double[] ys = new double[count];
    for (int k = 0; k < count; k++) {
      ys[k] = 3 * xs[2 * k] - 2 * xs[2 * k + 1] + 1;
    }
    return new Samples(count, xs, ys);
  }

  private static Trainer.Result train(
      Objective objective, Optimizer.Kind kind, double rate, int epochs, int stopAfter) {
    int[] asked = {0};
    return new Trainer(objective, Optional.empty(), points(50), NONE)
        .run(
            new double[3],
            kind.start(rate, 3),
            new Trainer.Settings(epochs, 8, 1),
            () -> asked[0]++ >= stopAfter,
            epoch -> {});
  }

  @Test
  void everyOptimiserRecoversTheCoefficients() {
    for (Optimizer.Kind kind : Optimizer.Kind.values()) {
      Trainer.Result result =
          train(new MeanLoss(Networks.kernel(LINE)), kind, kind.usualRate(), 300, 99_999);

      assertThat(result.end()).isEqualTo(Trainer.End.DONE);
      assertThat(result.theta())
          .as(kind.name())
          .containsExactly(new double[] {3, -2, 1}, within(1e-3));
    }
  }

  @Test
  void theSameSeedGivesTheSameNumbers() {
    MeanLoss loss = new MeanLoss(Networks.kernel(LINE));
    double[] first = train(loss, Optimizer.Kind.ADAM, 0.01, 5, 99_999).theta();

    assertThat(train(loss, Optimizer.Kind.ADAM, 0.01, 5, 99_999).theta()).isEqualTo(first);
  }

  @Test
  void aStepIsByTheMeanOfTheBatchWhetherTheDefinitionAddsUpOrNot() {
    Samples samples = points(4);
    int[] order = {3, 1, 0, 2};
    double[] mean = new double[3];
    double[] sum = new double[3];
    double[] theta = {0.5, 0.25, -1};
    double first = new MeanLoss(Networks.kernel(LINE)).gradient(theta, samples, order, 1, 4, mean);
    double second =
        new MeanLoss(Networks.kernel(LINE.replace("L =", "L +=")))
            .gradient(theta, samples, order, 1, 4, sum);

    assertThat(first).isCloseTo(second, within(1e-12));
    assertThat(mean).containsExactly(sum, within(1e-12));
    double expected = 0;
    for (int k : new int[] {1, 0, 2}) {
      double z = 0.5 * samples.xs()[2 * k] + 0.25 * samples.xs()[2 * k + 1] - 1;
      expected += 2 * (z - samples.ys()[k]) / 3;
    }
    assertThat(mean[2]).isCloseTo(expected, within(1e-12));
  }

  @Test
  void batchesInRowsAndInColumnsAreTheSame() {
    Samples samples = points(5);
    int[] order = {4, 0, 2, 1, 3};
    double[] theta = {0.5, 0.25, -1};
    double[] rows = new double[3];
    double[] columns = new double[3];
    double[] single = new double[3];
    double first =
        new BatchLoss(
                Networks.kernel(
                    "dim N = 3; input X : (N, 2); target y : (N, 1); param w : (2, 1), b : ();"
                        + " output z = X w + b; loss L = mse(z, y)"),
                new BatchForm("N", true, Optional.empty()),
                3)
            .gradient(theta, samples, order, 3, 5, rows);
    double second =
        new BatchLoss(
                Networks.kernel(
                    "dim N = 3; input X : (2, N); target y : (1, N); param w : (2, 1), b : ();"
                        + " output z = w^T X + b; loss L = mse(z, y)"),
                new BatchForm("N", false, Optional.empty()),
                3)
            .gradient(theta, samples, order, 3, 5, columns);
    // The third sample of the short batch is the first of the order.
    double third =
        new MeanLoss(Networks.kernel(LINE))
            .gradient(theta, samples, new int[] {1, 3, 4}, 0, 3, single);

    assertThat(first).isCloseTo(third, within(1e-12)).isCloseTo(second, within(1e-12));
    assertThat(rows).containsExactly(single, within(1e-12));
    assertThat(columns).containsExactly(single, within(1e-12));
  }

  @Test
  void divergenceKeepsTheBestParameters() {
    Trainer.Result result =
        train(new MeanLoss(Networks.kernel(LINE)), Optimizer.Kind.SGD, 5, 1_000, 99_999);

    assertThat(result.end()).isEqualTo(Trainer.End.DIVERGED);
    assertThat(result.theta()).doesNotContain(Double.NaN);
    assertThat(result.history()).allMatch(epoch -> Double.isFinite(epoch.train().loss()));
    assertThat(result.best().train().loss())
        .isEqualTo(
            result.history().stream().mapToDouble(e -> e.train().loss()).min().orElseThrow());
  }

  @Test
  void stoppingKeepsWhatIsThere() {
    Trainer.Result result =
        train(new MeanLoss(Networks.kernel(LINE)), Optimizer.Kind.SGD, 0.1, 1_000, 10);

    // 7 batches make an epoch, so the stop is in the second one.
    assertThat(result.end()).isEqualTo(Trainer.End.STOPPED);
    assertThat(result.history()).hasSize(3);
    assertThat(result.best().number()).isEqualTo(2);
  }

  @Test
  void heldOutSamplesDecideNothing() {
    MeanLoss loss = new MeanLoss(Networks.kernel(LINE));
    List<Trainer.Epoch> epochs = new ArrayList<>();
    Samples wrong = new Samples(1, new double[] {1, 1}, new double[] {100});
    double[] theta =
        new Trainer(loss, Optional.empty(), points(50), wrong)
            .run(
                new double[3],
                Optimizer.Kind.ADAM.start(0.01, 3),
                new Trainer.Settings(5, 8, 1),
                () -> false,
                epochs::add)
            .theta();

    assertThat(theta).isEqualTo(train(loss, Optimizer.Kind.ADAM, 0.01, 5, 99_999).theta());
    assertThat(epochs).hasSize(6).allMatch(epoch -> epoch.test().isPresent());
  }

  @Test
  void splitsAreBySeedAndComplete() {
    Split split = Split.of(10, 0.3, 4);

    assertThat(split.test()).hasSize(3);
    assertThat(split.train()).hasSize(7).doesNotContain(split.test());
    assertThat(Split.of(10, 0.3, 4).test()).isEqualTo(split.test());
    assertThat(Split.of(10, 0, 4).train()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }
}
