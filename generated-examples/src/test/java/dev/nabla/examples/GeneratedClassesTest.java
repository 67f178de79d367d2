package dev.nabla.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.examples.FiniteDifferences.Gradient;
import dev.nabla.examples.FiniteDifferences.Loss;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The compiled classes, against finite differences of the loss they compute themselves. */
class GeneratedClassesTest {
  private static final int POINTS = 10;

  /** Draws targets of which a loss is defined. */
  private interface Targets {
    double[] draw(Random random, int count);
  }

  private record Case(
      String name,
      int parameters,
      int inputs,
      int targets,
      Targets kind,
      Loss loss,
      Gradient gradient) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> classes() {
    TwoLayer g1 = new TwoLayer();
    TwoLayerLogits g2 = new TwoLayerLogits();
    TwoLayerAccumulated g5 = new TwoLayerAccumulated();
    BatchForm r2 = new BatchForm();
    Squares t3 = new Squares();
    SquaresRelu t4 = new SquaresRelu();
    SigmoidCrossEntropy t5 = new SigmoidCrossEntropy();
    HingeScore t6 = new HingeScore();
    LogisticRegression r5 = new LogisticRegression();
    SquaredError r7 = new SquaredError();
    SoftmaxBatch r8 = new SoftmaxBatch();
    ExponentialMixture r9 = new ExponentialMixture();
    IndexTwoLayer c2 = new IndexTwoLayer();
    Iris iris = new Iris();
    WideLayer wide = new WideLayer();
    Targets any = (random, count) -> random.doubles(count, 0, 1).toArray();
    Targets signs =
        (random, count) -> random.ints(count, 0, 2).mapToDouble(bit -> 2 * bit - 1).toArray();
    return Stream.of(
        new Case("G1", TwoLayer.PARAMETERS, 2, 1, any, g1::loss, g1::gradient),
        new Case("G2", TwoLayerLogits.PARAMETERS, 2, 1, any, g2::loss, g2::gradient),
        new Case("G5", TwoLayerAccumulated.PARAMETERS, 2, 1, any, g5::loss, g5::gradient),
        new Case("T3", Squares.PARAMETERS, 3, 2, any, t3::loss, t3::gradient),
        new Case("T3, T4", SquaresRelu.PARAMETERS, 3, 2, any, t4::loss, t4::gradient),
        new Case("T5", SigmoidCrossEntropy.PARAMETERS, 3, 2, any, t5::loss, t5::gradient),
        new Case("T6", HingeScore.PARAMETERS, 4, 1, signs, t6::loss, t6::gradient),
        new Case("R2", BatchForm.PARAMETERS, 18, 12, any, r2::loss, r2::gradient),
        new Case("R5", LogisticRegression.PARAMETERS, 21, 7, any, r5::loss, r5::gradient),
        new Case("R7", SquaredError.PARAMETERS, 4, 3, any, r7::loss, r7::gradient),
        new Case("R8", SoftmaxBatch.PARAMETERS, 20, 15, oneHot(3), r8::loss, r8::gradient),
        new Case("R9", ExponentialMixture.PARAMETERS, 15, 5, any, r9::loss, r9::gradient),
        new Case("C2", IndexTwoLayer.PARAMETERS, 3, 2, any, c2::loss, c2::gradient),
        new Case("Iris", Iris.PARAMETERS, 4, 3, oneHot(3), iris::loss, iris::gradient),
        new Case("wide layer", WideLayer.PARAMETERS, 16, 8, oneHot(8), wide::loss, wide::gradient));
  }

  @ParameterizedTest
  @MethodSource("classes")
  void gradientIsTheSlopeOfTheLoss(Case c) {
    Random random = new Random(c.name().hashCode());
    double[] grad = new double[c.parameters()];
    for (int point = 0; point < POINTS; point++) {
      double[] theta = random.doubles(c.parameters(), -1, 1).toArray();
      double[] x = random.doubles(c.inputs(), -1, 1).toArray();
      double[] y = c.kind().draw(random, c.targets());
      double loss = c.gradient().at(theta, x, y, grad);
      assertThat(loss).isCloseTo(c.loss().at(theta, x, y), within(1e-12 * Math.max(1, loss)));
      double[] slope = FiniteDifferences.byTheta(c.loss(), theta, x, y);
      assertThat(FiniteDifferences.error(grad, slope)).isLessThan(1e-6);
    }
  }

  private static Targets oneHot(int classes) {
    return (random, count) -> {
      double[] y = new double[count];
      for (int row = 0; row < count; row += classes) {
        y[row + random.nextInt(classes)] = 1;
      }
      return y;
    };
  }

  @Test
  void theGradientOfABatchIsASumWhereTheLossIsAccumulatedAndAMeanOtherwise() {
    Random random = new Random(5);
    int count = 37;
    double[] theta = TwoLayer.initialParameters(1);
    double[] xs = random.doubles(count * TwoLayer.INPUTS, -1, 1).toArray();
    double[] ys = random.ints(count, 0, 2).asDoubleStream().toArray();
    double[] sum = new double[theta.length];
    double[] grad = new double[theta.length];
    double loss = 0;
    TwoLayer single = new TwoLayer();
    for (int k = 0; k < count; k++) {
      double[] x = {xs[2 * k], xs[2 * k + 1]};
      loss += single.gradient(theta, x, new double[] {ys[k]}, grad);
      for (int p = 0; p < grad.length; p++) {
        sum[p] += grad[p];
      }
    }
    assertThat(new TwoLayerAccumulated().gradientBatch(theta, xs, ys, count, grad))
        .isCloseTo(loss, within(1e-10));
    assertThat(grad).containsExactly(sum, within(1e-10));
    assertThat(single.gradientBatch(theta, xs, ys, count, grad))
        .isCloseTo(loss / count, within(1e-12));
    for (int p = 0; p < grad.length; p++) {
      assertThat(grad[p]).isCloseTo(sum[p] / count, within(1e-12));
    }
  }

  @Test
  void aBatchOfAWideLayerIsTheMeanOfItsSamples() {
    Random random = new Random(6);
    int count = 37;
    double[] theta = WideLayer.initialParameters(1);
    double[] xs = random.doubles(count * WideLayer.INPUTS, -1, 1).toArray();
    double[] ys = oneHot(8).draw(random, count * WideLayer.TARGETS);
    double[] mean = new double[theta.length];
    double[] grad = new double[theta.length];
    WideLayer wide = new WideLayer();
    for (int k = 0; k < count; k++) {
      wide.gradient(theta, part(xs, k, WideLayer.INPUTS), part(ys, k, WideLayer.TARGETS), grad);
      for (int p = 0; p < grad.length; p++) {
        mean[p] += grad[p] / count;
      }
    }
    wide.gradientBatch(theta, xs, ys, count, grad);
    assertThat(grad).containsExactly(mean, within(1e-12));
  }

  private static double[] part(double[] all, int k, int length) {
    return java.util.Arrays.copyOfRange(all, k * length, (k + 1) * length);
  }
}
