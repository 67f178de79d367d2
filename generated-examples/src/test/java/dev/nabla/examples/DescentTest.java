package dev.nabla.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.train.LinePlot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The ways of gradient descent on one problem: an affine map found again from samples with errors.
 * What is compared is how far the loss is above the least one. The picture of it that is kept is
 * drawn anew by {@code mvn test -Dnabla.pages=update}.
 */
class DescentTest {
  private static final Path PICTURE = Path.of("../docs/descent.svg");
  private static final int SAMPLES = 120;
  private static final double ERROR = 0.3;
  private static final double RATE = 0.1;
  private static final int EPOCHS = 100;
  private static final long SEED = 4;

  private final SquaredError network = new SquaredError();
  private final Descent.Samples samples = samples();

  private Descent.Samples samples() {
    Random random = new Random(SEED);
    double[] map = random.doubles(SquaredError.PARAMETERS, -1, 1).toArray();
    double[] xs = random.doubles(SAMPLES * SquaredError.INPUTS, -1, 1).toArray();
    double[] ys = new double[SAMPLES * SquaredError.TARGETS];
    network.predictBatch(map, xs, SAMPLES, ys);
    for (int k = 0; k < ys.length; k++) {
      ys[k] += ERROR * random.nextGaussian();
    }
    return new Descent.Samples(xs, ys, SAMPLES);
  }

  /** How far each way is above the least loss before the first epoch and after each. */
  private Map<Descent, double[]> excess() {
    double least =
        ConjugateGradients.minimum(
                (theta, grad) ->
                    network.gradientBatch(theta, samples.xs(), samples.ys(), SAMPLES, grad),
                new double[SquaredError.PARAMETERS],
                1e-9)
            .getValue();
    Map<Descent, double[]> excess = new EnumMap<>(Descent.class);
    for (Descent way : Descent.values()) {
      double[] theta = new double[SquaredError.PARAMETERS];
      double[] losses = way.descend(network::gradientBatch, theta, samples, RATE, EPOCHS, SEED);
      excess.put(
          way, IntStream.rangeClosed(0, EPOCHS).mapToDouble(k -> losses[k] - least).toArray());
    }
    return excess;
  }

  /**
   * The more steps in an epoch the faster at first, and the farther from the minimum in the end.
   */
  @Test
  void smallStepsAreFastAndLargeOnesArrive() {
    Map<Descent, double[]> excess = excess();

    excess.forEach(
        (way, above) ->
            System.out.printf(
                "%s: above the least loss by %.2g after an epoch, %.2g after %d%n",
                way, above[1], above[EPOCHS], EPOCHS));
    double[] batch = excess.get(Descent.BATCH);
    double[] miniBatch = excess.get(Descent.MINI_BATCH);
    assertThat(miniBatch[1]).isLessThan(batch[1] / 2);
    for (Descent way : List.of(Descent.INCREMENTAL, Descent.STOCHASTIC)) {
      double[] single = excess.get(way);
      assertThat(single[1]).isLessThan(miniBatch[1] / 2);
      assertThat(single[EPOCHS]).isGreaterThan(2 * batch[EPOCHS]);
      assertThat(single[EPOCHS]).isGreaterThan(2 * miniBatch[EPOCHS]);
    }
    IntStream.rangeClosed(1, EPOCHS)
        .forEach(epoch -> assertThat(batch[epoch]).isPositive().isLessThan(batch[epoch - 1]));
  }

  @Test
  void thePictureThatIsKeptIsDrawnByThis() throws IOException {
    double[] epochs = IntStream.rangeClosed(0, EPOCHS).asDoubleStream().toArray();
    List<LinePlot.Series> curves = new ArrayList<>();
    excess()
        .forEach((way, above) -> curves.add(new LinePlot.Series(way.toString(), epochs, above)));
    String svg =
        LinePlot.of("Ways of gradient descent", "epoch", "mean loss above the least", curves)
            .logarithmic()
            .svg();

    if ("update".equals(System.getProperty("nabla.pages"))) {
      Files.writeString(PICTURE, svg);
    }
    assertThat(svg).isEqualTo(Files.readString(PICTURE));
  }
}
