package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.codegen.compile.GeneratedClass;
import dev.nabla.codegen.compile.InMemoryCompiler;
import dev.nabla.symbolic.derive.DerivedProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A batch is the mean, or the sum, of its samples. */
@Tag("hot")
class BatchTest {
  static Stream<Arguments> programs() {
    return Stream.of(
        Arguments.of("2-4-1", Specs.binary(2, 4)),
        Arguments.of("16-32-8", Specs.classifier(16, 32, 8, "relu")),
        Arguments.of("17-31-5", Specs.classifier(17, 31, 5, "tanh")),
        Arguments.of("100-40-20", Specs.classifier(100, 40, 20, "sigmoid")),
        Arguments.of("64-80-64, the sizes of blocks", Specs.classifier(64, 80, 64, "relu")),
        Arguments.of("40 layers of 20, which share work arrays", WorkArraysTest.chain(40, 20)),
        Arguments.of("row 19-37-2", Specs.rowClassifier(19, 37, 2)),
        Arguments.of("rows 9x15-18-3", Specs.rows(9, 15, 18, 3)),
        Arguments.of(
            "sum",
            Specs.derived(
                "input x : (30, 1); target y : (20, 1); param W : (30, 20), c : ()\n"
                    + "z = c W^T x; loss L += sum((z - y) .^ 2) + 0.1 sum(W .^ 2)")),
        Arguments.of(
            "inverse",
            Specs.derived(
                "input x : (20, 1); param A : (20, 20)\n"
                    + "loss L = x^T inv(A + 9 identity(20)) x")),
        Arguments.of(
            "two inputs",
            Specs.derived(
                "input x : (30, 1), v : (5, 1), s : (); target y : (20, 1); param W : (30, 20), U : (20, 5)\n"
                    + "output a = tanh(W^T x + s U v); output b = a[2] v\n loss L = sum((a - y) .^ 2) + max(b) + logsumexp(a)")),
        Arguments.of(
            "parts that are the same for all samples",
            Specs.derived(
                "input x : (40, 1); target y : (20, 1); param W : (40, 20), c : ()\n"
                    + "loss L = sum((W^T x - y) .^ 2) / sum(W .^ 2) + 3 sum(W .^ 2) + exp(c) c")),
        Arguments.of(
            "a largest element that is the same for all samples",
            Specs.derived(
                "input x : (30, 1); param W : (20, 20)\n"
                    + "h = exp(W); output o = 2 x; loss L = max(0.52 h)")),
        Arguments.of(
            "by inputs", Specs.derived("input x : (40, 1)\n loss L = sum(exp(x)) + norm(x)")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void batchesAreMeansOrSums(String name, DerivedProgram program) {
    for (Target target : Target.values()) {
      Options options = Options.of("", "Net").withTarget(target).withBatch();
      batchesAreMeansOrSums(
          program, InMemoryCompiler.load(new JavaGenerator().generate(program, options)));
    }
  }

  private static void batchesAreMeansOrSums(DerivedProgram program, GeneratedClass generated) {
    Random random = new Random(5);
    double[] theta = random.doubles(generated.parameters(), -0.5, 0.5).toArray();
    for (int count : List.of(1, 5, 32, 99)) {
      double[] xs = random.doubles((long) count * generated.inputs(), -1, 1).toArray();
      double[] ys = random.doubles((long) count * generated.targets(), 0, 1).toArray();
      double scale = program.network().lossIsSum() ? 1 : 1.0 / count;
      int length = generated.parameters() == 0 ? generated.inputs() : generated.parameters();
      double[] expected = new double[length];
      double[] grad = new double[length];
      double loss = 0;
      double[] outs = new double[count * generated.outputs()];
      double[] out = new double[generated.outputs()];
      generated.predictBatch(theta, xs, count, outs);
      for (int k = 0; k < count; k++) {
        double[] x = part(xs, k, generated.inputs());
        double[] y = part(ys, k, generated.targets());
        loss += scale * generated.gradient(theta, x, y, grad);
        for (int p = 0; p < grad.length; p++) {
          expected[p] += scale * grad[p];
        }
        generated.predict(theta, x, out);
        assertThat(part(outs, k, out.length)).containsExactly(out, within(1e-9));
      }
      assertThat(generated.gradientBatch(theta, xs, ys, count, grad))
          .isCloseTo(loss, within(1e-9 * Math.max(1, Math.abs(loss))));
      assertThat(grad).containsExactly(expected, within(1e-8));
    }
    assertThatThrownBy(
            () -> generated.gradientBatch(theta, new double[0], new double[0], 0, new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("count");
  }

  private static double[] part(double[] all, int k, int length) {
    return Arrays.copyOfRange(all, k * length, (k + 1) * length);
  }
}
