package dev.nabla.symbolic.elaborate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.network.Network;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Definitions are evaluated and compared with values worked out by other means. */
class ElaboratedValuesTest {
  private static final Map<String, Tensor> NUMBERS =
      Map.of(
          "u", Tensor.vector(-1.5, 0.5, 2),
          "v", Tensor.vector(0.2, 0.3, 0.5),
          "A", new Tensor(new int[] {2, 3}, new double[] {1, 2, 3, 4, 5, 6}),
          "B", new Tensor(new int[] {2, 2}, new double[] {2, 1, 1, 3}),
          "k", Tensor.vector(3),
          "s", Tensor.scalar(0.5));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A v                              | 2.3 5.3
          v^T A^T                          | 2.3 5.3
          u v^T                            | -0.3 -0.45 -0.75 0.1 0.15 0.25 0.4 0.6 1
          u ⊗ s                            | -0.75 0.25 1
          A + v^T                          | 1.2 2.3 3.5 4.2 5.3 6.5
          A + rowsum(A)                    | 7 8 9 19 20 21
          colsum(A)                        | 5 7 9
          k u                              | -4.5 1.5 6
          k k - k                          | 6
          B^2                              | 5 5 5 10
          B^3 B^-1                         | 5 5 5 10
          B^0                              | 1 0 0 1
          inv(B) B                         | 1 0 0 1
          det(B) + tr(B)                   | 10
          logdet(B)                        | 1.6094379124341003
          diag(v) u                        | -0.3 0.15 1
          diag(B)                          | 2 3
          ‖u‖^2                            | 6.5
          norm(u)                          | 2.5495097567963922
          norm1(u)                         | 4
          sum(A) + prod(v)                 | 21.03
          mean(A)                          | 3.5
          max(u) - min(u)                  | 3.5
          max(u, 0) + min(v, 0.25)         | 0.2 0.75 2.25
          sum[i] u[i] v[i]                 | 0.85
          mean[j] A[1,j]                   | 2
          prod[i] v[i]                     | 0.03
          max[i] u[i]^2                    | 4
          sum[i] (u[i] - v[i])^2           | 5.18
          sum[i] B[i,i]                    | 5
          A[2,3] + u[1]                    | 4.5
          [s, 2; 3, k]                     | 0.5 2 3 3
          [1, 2, 3] + u                    | -0.5 2.5 5
          [u; v]                           | -1.5 0.5 2 0.2 0.3 0.5
          [B, A]                           | 2 1 1 2 3 1 3 4 5 6
          [s; u; 1]                        | 0.5 -1.5 0.5 2 1
          [1, u^T; v, identity(3)]         | 1 -1.5 0.5 2 0.2 1 0 0 0.3 0 1 0 0.5 0 0 1
          u · v                            | 0.85
          A u · [1, 2]                     | 22.5
          1/2‖u‖^2                         | 3.25
          s^2/2 u                          | -0.1875 0.0625 0.25
          1/2/s                            | 1
          u/2 + v ./ 2                     | -0.65 0.4 1.25
          ‖u‖_1 - ‖u‖_2**2                 | -2.5
          [1, 0; 0, 2; 1, 1] [s, 1]        | 0.5 2 1.5
          softmax(u)                       | 0.024094 0.178030 0.797876
          exp(log_softmax(A))              | 0.090031 0.244728 0.665241 0.090031 0.244728 0.665241
          logsumexp(A)                     | 3.407606 6.407606
          argmax(A)                        | 3 3
          where(u > 0, u, 2 u)             | -3 0.5 2
          (u < 1) + (u >= 0.5)             | 1 2 1
          (u <= 0.5) - (u == 2) + (u != 2) | 2 2 -1
          u.^2 / v                         | 11.25 0.833333 8
          2^u                              | 0.353553 1.414214 4
          e^u - exp(u)                     | 0 0 0
          pow(v, s)                        | 0.447214 0.547723 0.707107
          v.^s                             | 0.447214 0.547723 0.707107
          1 / v                            | 5 3.333333 2
          sqrt(v) + square(v)              | 0.487214 0.637723 0.957107
          clip(u, -1, 1) - hard_tanh(u)    | 0 0 0
          leaky_relu(u) + leaky_relu(u, 1) | -1.515 1 4
          elu(u)                           | -0.776870 0.5 2
          elu(u, 2)                        | -1.553740 0.5 2
          selu(u)                          | -1.365815 0.525350 2.101402
          gelu(u)                          | -0.100211 0.345731 1.954500
          silu(u)                          | -0.273639 0.311230 1.761594
          bce(v, v)                        | 1.804414
          bce_with_logits(u, v)            | 2.452418
          cross_entropy(v, v)              | 1.029653
          cross_entropy_with_logits(u, v)  | 1.375802
          hinge(u, v)                      | 2.15
          mse(u, v)                        | 1.726667
          huber(u, v)                      | 0.74
          huber(u, v, 10)                  | 0.863333
          relu'(u) + relu(u)               | 0 1.5 3
          sigmoid'(u)                      | 0.149146 0.235004 0.104994
          tanh'(u) - (1 - tanh(u).^2)      | 0 0 0
          square'(u)                       | -3 1 4
          silu'(u)                         | -0.041294 0.739961 1.090784
          sqrt''(v)                        | -2.795085 -1.521452 -0.707107
          dot(u, v) + (outer(u, v))[3,3]   | 1.85
          ones(3) - u + zeros(3)           | 2.5 0.5 -1
          identity(3) u                    | -1.5 0.5 2
          d log(2 π) / 2                   | 2.756816
          prod_others(v)                   | 0.15 0.1 0.06
          prod_others(A)                   | 720 360 240 180 144 120
          prod_others(s)                   | 1
          det(k) + det(s)                  | 3.5
          logdet(s) + logdet(k)            | 0.405465
          tr(k) + inv(s)                   | 5
          ones(3^2 - 2 3) + u              | -0.5 1.5 3
          ones(-(-6) / 2) ⊙ u              | -1.5 0.5 2
          ones(d) + u                      | -0.5 1.5 3
          v.^(1/4 + 1/4)                   | 0.447214 0.547723 0.707107
          B^(d - 1)                        | 5 5 5 10
          B^(2^2 / 2)                      | 5 5 5 10
          B^(1^-1)                         | 2 1 1 3
          -u^T v - 2 (u^T v)               | -2.55
          u / 2 * 4                        | -3 1 4
          """)
  void hasTheValue(String expression, String expected) {
    Network network =
        Specs.network(
            "dim d = 3, one = 1\n"
                + "input u : (d), v : (d), A : (2, d), B : (2, 2), k : (one), s : ()\nf = "
                + expression);
    double[] numbers =
        Arrays.stream(expected.split(" ")).mapToDouble(Double::parseDouble).toArray();

    assertThat(Specs.value(network, "f", NUMBERS).data()).containsExactly(numbers, within(1e-6));
  }
}
