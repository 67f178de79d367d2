package dev.nabla.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The generated gradients, against the lecture notes' answers written by hand. */
class TextbookTest {
  private static final Offset<Double> EXACT = within(1e-12);

  private final Random random = new Random(17);

  private double[] draw(int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  private double[][] matrix(int rows, int columns) {
    double[][] matrix = new double[rows][];
    for (int i = 0; i < rows; i++) {
      matrix[i] = draw(columns);
    }
    return matrix;
  }

  private static double[] flat(double[][] matrix) {
    return java.util.Arrays.stream(matrix).flatMapToDouble(java.util.Arrays::stream).toArray();
  }

  private static double sigmoid(double u) {
    return 1 / (1 + Math.exp(-u));
  }

  @Test
  void g1() {
    double[] theta = draw(TwoLayer.PARAMETERS);
    double[][] w1 = TwoLayer.getW1(theta);
    double[][] w2 = TwoLayer.getW2(theta);
    double[] b1 = TwoLayer.getB1(theta);
    double[] x = draw(2);
    double y = 1;
    double z2 = TwoLayer.getB2(theta)[0];
    double[] z1 = new double[4];
    for (int j = 0; j < 4; j++) {
      z1[j] = b1[j] + w1[0][j] * x[0] + w1[1][j] * x[1];
      z2 += w2[j][0] * Math.max(0, z1[j]);
    }
    double h2 = sigmoid(z2);
    double[] grad = new double[TwoLayer.PARAMETERS];
    double loss = new TwoLayer().gradient(theta, x, new double[] {y}, grad);
    assertThat(loss).isCloseTo(-y * Math.log(h2) - (1 - y) * Math.log(1 - h2), EXACT);
    assertThat(TwoLayer.getB2(grad)[0]).isCloseTo(h2 - y, EXACT);
    for (int j = 0; j < 4; j++) {
      double delta = z1[j] > 0 ? w2[j][0] * (h2 - y) : 0;
      assertThat(TwoLayer.getW2(grad)[j][0]).isCloseTo(Math.max(0, z1[j]) * (h2 - y), EXACT);
      assertThat(TwoLayer.getB1(grad)[j]).isCloseTo(delta, EXACT);
      assertThat(TwoLayer.getW1(grad)[0][j]).isCloseTo(x[0] * delta, EXACT);
      assertThat(TwoLayer.getW1(grad)[1][j]).isCloseTo(x[1] * delta, EXACT);
    }
  }

  @Test
  void g2IsG1() {
    double[] theta = draw(TwoLayer.PARAMETERS);
    double[] x = draw(2);
    double[] grad = new double[TwoLayer.PARAMETERS];
    double[] stable = new double[TwoLayer.PARAMETERS];
    double loss = new TwoLayer().gradient(theta, x, new double[] {0}, grad);
    double rewritten = new TwoLayerLogits().gradient(theta, x, new double[] {0}, stable);
    assertThat(rewritten).isCloseTo(loss, EXACT);
    assertThat(stable).containsExactly(grad, EXACT);
  }

  @Test
  void g2StaysFiniteWhereTheLogarithmDoesNot() {
    double[] theta = new double[TwoLayer.PARAMETERS];
    TwoLayer.setB2(theta, new double[] {1000});
    double[] grad = new double[TwoLayer.PARAMETERS];
    double[] y = {0};
    assertThat(new TwoLayer().gradient(theta, new double[2], y, grad)).isEqualTo(1000);
    assertThat(new TwoLayerLogits().gradient(theta, new double[2], y, grad)).isEqualTo(1000);
    assertThat(TwoLayer.getB2(grad)).containsExactly(1);
  }

  @Test
  void t1() {
    double[] x = {1, -3, 4};
    double[] out = new double[1];
    double[] adjoint = new double[3];
    new SumProduct().forward(new double[0], x, out);
    new SumProduct().backward(new double[0], x, new double[] {1}, new double[0], adjoint);
    assertThat(out).containsExactly(-8);
    assertThat(adjoint).containsExactly(4, 4, -2);
  }

  @Test
  void t3() {
    double[] theta = draw(Squares.PARAMETERS);
    double[][] w = Squares.getW(theta);
    double[] b = Squares.getB(theta);
    double[] x = draw(3);
    double[] t = draw(2);
    double[] grad = new double[Squares.PARAMETERS];
    new Squares().gradient(theta, x, t, grad);
    for (int i = 0; i < 2; i++) {
      double y = b[i] + w[i][0] * x[0] + w[i][1] * x[1] + w[i][2] * x[2];
      assertThat(Squares.getB(grad)[i]).isCloseTo(2 * (y - t[i]), EXACT);
      for (int k = 0; k < 3; k++) {
        assertThat(Squares.getW(grad)[i][k]).isCloseTo(2 * (y - t[i]) * x[k], EXACT);
      }
    }
  }

  @Test
  void t4() {
    assertThat(SquaresRelu.PARAMETERS).isEqualTo(2 * 4 + 2 + 4 * 3 + 4).isEqualTo(26);
  }

  @Test
  void t5() {
    double[] theta = draw(SigmoidCrossEntropy.PARAMETERS);
    double[][] w0 = SigmoidCrossEntropy.getW0(theta);
    double[][] w = SigmoidCrossEntropy.getW(theta);
    double[] x = draw(3);
    double[] t = {1, 0};
    double[] h = sigmoidLayer(x, w0);
    double[] y = sigmoidLayer(h, w);
    double[] grad = new double[SigmoidCrossEntropy.PARAMETERS];
    double loss = new SigmoidCrossEntropy().gradient(theta, x, t, grad);
    assertThat(loss).isCloseTo(-Math.log(y[0]) - Math.log(1 - y[1]), EXACT);
    for (int j = 0; j < 4; j++) {
      double above = 0;
      for (int i = 0; i < 2; i++) {
        above += (y[i] - t[i]) * w[j][i] * h[j] * (1 - h[j]);
        assertThat(SigmoidCrossEntropy.getW(grad)[j][i]).isCloseTo((y[i] - t[i]) * h[j], EXACT);
      }
      for (int k = 0; k < 3; k++) {
        assertThat(SigmoidCrossEntropy.getW0(grad)[k][j]).isCloseTo(above * x[k], EXACT);
      }
    }
  }

  /** {@code sigmoid(W^T x)}. */
  private static double[] sigmoidLayer(double[] x, double[][] w) {
    double[] out = new double[w[0].length];
    for (int j = 0; j < out.length; j++) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += x[i] * w[i][j];
      }
      out[j] = sigmoid(sum);
    }
    return out;
  }

  @Test
  void t6() {
    double[] theta = draw(HingeScore.PARAMETERS);
    double[] w = HingeScore.getW(theta);
    double[] x = draw(4);
    double s = HingeScore.getB(theta);
    for (int k = 0; k < 4; k++) {
      s += w[k] * x[k];
    }
    double[] grad = new double[HingeScore.PARAMETERS];
    for (double y : new double[] {-1, 1, 100}) {
      new HingeScore().gradient(theta, x, new double[] {y}, grad);
      double slope = y * s < 1 ? -y : 0;
      assertThat(HingeScore.getB(grad)).isCloseTo(slope, EXACT);
      for (int k = 0; k < 4; k++) {
        assertThat(HingeScore.getW(grad)[k]).isCloseTo(slope * x[k] + 0.02 * w[k], EXACT);
      }
    }
  }

  @Test
  void r3() {
    double[] theta = draw(OutputMaps.PARAMETERS);
    double[] out = new double[OutputMaps.OUTPUTS];
    new OutputMaps().predict(theta, draw(4), out);
    double[] z = {out[6], out[7], out[8]};
    double total = Math.exp(z[0]) + Math.exp(z[1]) + Math.exp(z[2]);
    for (int k = 0; k < 3; k++) {
      assertThat(out[k]).isCloseTo(Math.exp(z[k]) / total, EXACT);
      assertThat(out[3 + k]).isCloseTo(sigmoid(z[k]), EXACT);
    }
  }

  @Test
  void r5() {
    double[] theta = draw(LogisticRegression.PARAMETERS);
    double[] w = LogisticRegression.getW(theta);
    double[][] x = matrix(7, 3);
    double[] y = {1, 0, 0, 1, 1, 0, 1};
    double[] byW = new double[3];
    double byB = 0;
    for (int i = 0; i < 7; i++) {
      double z = LogisticRegression.getB(theta);
      for (int j = 0; j < 3; j++) {
        z += x[i][j] * w[j];
      }
      byB += sigmoid(z) - y[i];
      for (int j = 0; j < 3; j++) {
        byW[j] += x[i][j] * (sigmoid(z) - y[i]);
      }
    }
    double[] grad = new double[LogisticRegression.PARAMETERS];
    new LogisticRegression().gradient(theta, flat(x), y, grad);
    assertThat(LogisticRegression.getW(grad)).containsExactly(byW, EXACT);
    assertThat(LogisticRegression.getB(grad)).isCloseTo(byB, EXACT);
  }

  @Test
  void r7() {
    double[] theta = draw(SquaredError.PARAMETERS);
    double[][] w = SquaredError.getW(theta);
    double[] b = SquaredError.getB(theta);
    double[] x = draw(4);
    double[] y = draw(3);
    double[] grad = new double[SquaredError.PARAMETERS];
    new SquaredError().gradient(theta, x, y, grad);
    for (int i = 0; i < 3; i++) {
      double z = b[i];
      for (int j = 0; j < 4; j++) {
        z += w[i][j] * x[j];
      }
      assertThat(SquaredError.getB(grad)[i]).isCloseTo(2 * (z - y[i]), EXACT);
      for (int j = 0; j < 4; j++) {
        assertThat(SquaredError.getW(grad)[i][j]).isCloseTo(2 * (z - y[i]) * x[j], EXACT);
      }
    }
  }

  @Test
  void r8() {
    double[] theta = draw(SoftmaxBatch.PARAMETERS);
    double[][] x = matrix(5, 4);
    int[] label = {2, 0, 1, 1, 2};
    double[] expected = new double[SoftmaxBatch.PARAMETERS];
    double[][] byWh = new double[6][4];
    double[] byBh = new double[6];
    double[][] byWo = new double[3][6];
    double[] byBo = new double[3];
    double[] r = new double[15];
    for (int n = 0; n < 5; n++) {
      r[3 * n + label[n]] = 1;
      double[] zh = affine(SoftmaxBatch.getWH(theta), x[n], SoftmaxBatch.getBH(theta));
      double[] uh = java.util.Arrays.stream(zh).map(u -> Math.max(0, u)).toArray();
      double[] zo = affine(SoftmaxBatch.getWO(theta), uh, SoftmaxBatch.getBO(theta));
      double total = Math.exp(zo[0]) + Math.exp(zo[1]) + Math.exp(zo[2]);
      double[] above = new double[6];
      for (int k = 0; k < 3; k++) {
        double delta = Math.exp(zo[k]) / total - (k == label[n] ? 1 : 0);
        byBo[k] += delta;
        for (int j = 0; j < 6; j++) {
          byWo[k][j] += delta * uh[j];
          above[j] += SoftmaxBatch.getWO(theta)[k][j] * delta;
        }
      }
      for (int j = 0; j < 6; j++) {
        double delta = zh[j] > 0 ? above[j] : 0;
        byBh[j] += delta;
        for (int i = 0; i < 4; i++) {
          byWh[j][i] += delta * x[n][i];
        }
      }
    }
    SoftmaxBatch.setWH(expected, byWh);
    SoftmaxBatch.setBH(expected, byBh);
    SoftmaxBatch.setWO(expected, byWo);
    SoftmaxBatch.setBO(expected, byBo);
    double[] grad = new double[SoftmaxBatch.PARAMETERS];
    new SoftmaxBatch().gradient(theta, flat(x), r, grad);
    assertThat(grad).containsExactly(expected, EXACT);
  }

  /** {@code W x + b}. */
  private static double[] affine(double[][] w, double[] x, double[] b) {
    double[] out = b.clone();
    for (int i = 0; i < out.length; i++) {
      for (int j = 0; j < x.length; j++) {
        out[i] += w[i][j] * x[j];
      }
    }
    return out;
  }

  /** By the weights it is the sum over the samples of {@code 2 (yhat_i - y_i) α_j u_ij x_ik}. */
  @Test
  void r9() {
    double[] theta = draw(ExponentialMixture.PARAMETERS);
    double[] alpha = ExponentialMixture.getAlpha(theta);
    double[][] x = matrix(5, 3);
    double[] y = draw(5);
    double[][] byW = new double[4][3];
    double[] byB = new double[4];
    double[] byAlpha = new double[4];
    for (int i = 0; i < 5; i++) {
      double[] z = affine(ExponentialMixture.getW(theta), x[i], ExponentialMixture.getB(theta));
      double yhat = 0;
      for (int j = 0; j < 4; j++) {
        yhat += alpha[j] * Math.exp(z[j]);
      }
      for (int j = 0; j < 4; j++) {
        double delta = 2 * (yhat - y[i]) * alpha[j] * Math.exp(z[j]);
        byAlpha[j] += 2 * (yhat - y[i]) * Math.exp(z[j]);
        byB[j] += delta;
        for (int k = 0; k < 3; k++) {
          byW[j][k] += delta * x[i][k];
        }
      }
    }
    double[] grad = new double[ExponentialMixture.PARAMETERS];
    new ExponentialMixture().gradient(theta, flat(x), y, grad);
    assertThat(flat(ExponentialMixture.getW(grad))).containsExactly(flat(byW), within(1e-11));
    assertThat(ExponentialMixture.getB(grad)).containsExactly(byB, within(1e-11));
    assertThat(ExponentialMixture.getAlpha(grad)).containsExactly(byAlpha, within(1e-11));
  }

  @Test
  void c1() {
    double[] x = {3, -1, 0.5};
    double[] grad = new double[3];
    double y = new SquaredLength().gradient(new double[0], x, new double[0], grad);
    assertThat(y).isEqualTo(10.25);
    assertThat(grad).containsExactly(6, -2, 1);
  }

  @Test
  void c2() {
    double[] theta = draw(IndexTwoLayer.PARAMETERS);
    double[][] w2 = IndexTwoLayer.getW2(theta);
    double[] x = draw(3);
    double[] y = draw(2);
    double[] z1 = sigmoidLayer(x, IndexTwoLayer.getW1(theta));
    double[] z2 = sigmoidLayer(z1, w2);
    double[] grad = new double[IndexTwoLayer.PARAMETERS];
    new IndexTwoLayer().gradient(theta, x, y, grad);
    for (int j = 0; j < 4; j++) {
      double above = 0;
      for (int k = 0; k < 2; k++) {
        double delta = 2 * (z2[k] - y[k]) * z2[k] * (1 - z2[k]);
        above += w2[j][k] * delta;
        assertThat(IndexTwoLayer.getW2(grad)[j][k]).isCloseTo(z1[j] * delta, EXACT);
      }
      for (int i = 0; i < 3; i++) {
        assertThat(IndexTwoLayer.getW1(grad)[i][j])
            .isCloseTo(x[i] * above * z1[j] * (1 - z1[j]), EXACT);
      }
    }
  }
}
