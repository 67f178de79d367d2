package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.codegen.compile.GeneratedClass;
import dev.nabla.codegen.compile.InMemoryCompiler;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people type is finite and right where its parts overflow: losses of {@code z} and their
 * derivatives, at arguments up to 800, interpreted and generated, in both precisions.
 */
class StabilityTest {
  private static final double[] POINTS = {-800, -200, -40, -1, 0, 0.5, 40, 200, 800};

  /** A definition of the loss of {@code z}, what it is and its derivatives by z. */
  private record Row(
      String text, Function<double[], Double> loss, Function<double[], double[]> gradient) {
    @Override
    public String toString() {
      return text;
    }
  }

  private static Row each(String term, DoubleUnaryOperator f, DoubleUnaryOperator derivative) {
    return new Row(
        "loss L = sum(" + term + ")",
        z -> Arrays.stream(z).map(f).sum(),
        z -> Arrays.stream(z).map(derivative).toArray());
  }

  private static Row logits(String text, double... y) {
    return new Row(
        text,
        z -> {
          double total = 0;
          for (int k = 0; k < z.length; k++) {
            total += target(y, k) * (logSumExp(z) - z[k]);
          }
          return total;
        },
        z -> {
          double mass = 0;
          double[] gradient = softmax(z);
          for (int k = 0; k < z.length; k++) {
            mass += target(y, k);
          }
          for (int k = 0; k < z.length; k++) {
            gradient[k] = mass * gradient[k] - target(y, k);
          }
          return gradient;
        });
  }

  private static double target(double[] y, int k) {
    return y.length == 1 ? y[0] : k < y.length ? y[k] : 0;
  }

  private static Row total(String text, double constant) {
    return new Row(text, z -> logSumExp(z) + constant, StabilityTest::softmax);
  }

  private static double softplus(double u) {
    return Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));
  }

  private static double sigmoid(double u) {
    return u >= 0 ? 1 / (1 + Math.exp(-u)) : Math.exp(u) / (1 + Math.exp(u));
  }

  private static double slope(double u) {
    return sigmoid(u) * sigmoid(-u);
  }

  private static double steepness(double u) {
    return 4 * slope(2 * u);
  }

  private static double logSumExp(double[] z) {
    double largest = Arrays.stream(z).max().orElseThrow();
    return largest + Math.log(Arrays.stream(z).map(u -> Math.exp(u - largest)).sum());
  }

  private static double[] softmax(double[] z) {
    double total = logSumExp(z);
    return Arrays.stream(z).map(u -> Math.exp(u - total)).toArray();
  }

  private static final List<Row> ROWS =
      List.of(
          each("log(sigmoid(z))", u -> -softplus(-u), u -> sigmoid(-u)),
          each("log(sigmoid(-z))", u -> -softplus(u), u -> -sigmoid(u)),
          each("log(1 - sigmoid(z))", u -> -softplus(u), u -> -sigmoid(u)),
          each("log(1 - sigmoid(-z))", u -> -softplus(-u), u -> sigmoid(-u)),
          each("log(1 + e^z)", u -> softplus(u), u -> sigmoid(u)),
          each("log(e^-z + 1)", u -> softplus(-u), u -> -sigmoid(-u)),
          each("log1p(exp(3 z))", u -> softplus(3 * u), u -> 3 * sigmoid(3 * u)),
          each("log(e^z + e^(-z))", u -> softplus(2 * u) - u, u -> Math.tanh(u)),
          each("log(1 / (1 + exp(-z)))", u -> -softplus(-u), u -> sigmoid(-u)),
          each("log(1 - 1 / (1 + exp(-z)))", u -> -softplus(u), u -> -sigmoid(u)),
          each("log(exp(z) / (1 + exp(z)))", u -> -softplus(-u), u -> sigmoid(-u)),
          each("1 / (1 + exp(-z))", u -> sigmoid(u), u -> slope(u)),
          each("1 / (1 + exp(z))", u -> sigmoid(-u), u -> -slope(u)),
          each("exp(z) / (1 + exp(z))", u -> sigmoid(u), u -> slope(u)),
          each("exp(-2 z) / (1 + exp(-2 z))", u -> sigmoid(-2 * u), u -> -2 * slope(2 * u)),
          each("exp(z) / (exp(z) + exp(-z))", u -> sigmoid(2 * u), u -> 2 * slope(2 * u)),
          each("(e^z - e^-z) / (e^z + e^-z)", Math::tanh, u -> steepness(u)),
          each("(exp(-z) - exp(z)) / (exp(-z) + exp(z))", u -> -Math.tanh(u), u -> -steepness(u)),
          each("(1 - exp(-2 z)) / (1 + exp(-2 z))", Math::tanh, u -> steepness(u)),
          each("(exp(2 z) - 1) / (exp(2 z) + 1)", Math::tanh, u -> steepness(u)),
          each("2 / (1 + exp(-2 z)) - 1", Math::tanh, u -> steepness(u)),
          each("z / (1 + exp(-z))", u -> u * sigmoid(u), u -> sigmoid(u) + u * slope(u)),
          each("silu(z)", u -> u * sigmoid(u), u -> sigmoid(u) + u * slope(u)),
          each("elu(z)", u -> u > 0 ? u : Math.expm1(u), u -> u > 0 ? 1 : Math.exp(u)),
          logits("loss L = -sum(log(softmax(z)))", 1),
          logits("loss L = -log(softmax(z)[2])", 0, 1, 0),
          logits("p = softmax(z); loss L = -log(p[2])", 0, 1, 0),
          new Row(
              "h = sigmoid(z); loss L = -log(h[1]) - log(1 - h[2])",
              z -> softplus(-z[0]) + softplus(z[1]),
              z -> pair(z, -sigmoid(-z[0]), sigmoid(z[1]))),
          logits("loss L = -sum(log(exp(z) / sum(exp(z))))", 1),
          logits("p = softmax(z); loss L = -sum(log(p))", 1),
          logits("u = exp(z); p = u / sum(u); loss L = -sum(log(p))", 1),
          logits("u = exp(z); s = sum(u); p = u / s; loss L = -sum(log(p))", 1),
          logits("loss L = log(sum(exp(z))) - z[1]", 1, 0, 0),
          total("loss L = log(sum(exp(z)))", 0),
          total("s = sum(exp(z)); loss L = log(s)", 0),
          total("loss L = logsumexp(z)", 0),
          new Row(
              "loss L = log(mean(exp(z)))",
              z -> logSumExp(z) - Math.log(z.length),
              StabilityTest::softmax),
          new Row(
              "h = 1 / (1 + exp(-z)); loss L = -sum(0.25 log(h) + 0.75 log(1 - h))",
              z -> Arrays.stream(z).map(u -> softplus(u) - 0.25 * u).sum(),
              z -> Arrays.stream(z).map(u -> sigmoid(u) - 0.25).toArray()),
          new Row(
              "loss L = -log(exp(z[1]) / (exp(z[1]) + exp(z[2])))",
              z -> softplus(z[1] - z[0]),
              z -> pair(z, -sigmoid(z[1] - z[0]), sigmoid(z[1] - z[0]))),
          new Row(
              "loss L = log(exp(z[1]) + exp(z[2]))",
              z -> z[0] + softplus(z[1] - z[0]),
              z -> pair(z, sigmoid(z[0] - z[1]), sigmoid(z[1] - z[0]))));

  private static double[] pair(double[] z, double first, double second) {
    double[] gradient = new double[z.length];
    gradient[0] = first;
    gradient[1] = second;
    return gradient;
  }

  static Stream<Arguments> rows() {
    return ROWS.stream().flatMap(row -> Stream.of(3, 40).map(n -> Arguments.of(row, n)));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("rows")
  void isFiniteAndRight(Row row, int n) {
    String text = "input x : (%d); param w : (%d); z = w ⊙ x; ".formatted(n, n) + row.text();
    DerivedProgram program = Specs.derived(text.replace("; ", "\n"));
    double[] w = new double[n];
    Arrays.fill(w, 1);
    double[] xs = new double[POINTS.length * n];
    for (int k = 0; k < xs.length; k++) {
      xs[k] = POINTS[(k + k / n) % POINTS.length];
    }
    for (int sample = 0; sample < POINTS.length; sample++) {
      interpreted(program, row, w, Arrays.copyOfRange(xs, sample * n, sample * n + n));
    }
    generated(program, row, NumberType.DOUBLE, 1e-13, w, xs);
    generated(program, row, NumberType.FLOAT, 1e-5, w, xs);
  }

  private static void interpreted(DerivedProgram program, Row row, double[] w, double[] x) {
    Network network = program.network();
    Interpreter interpreter =
        new Interpreter()
            .set(network.given("x").orElseThrow(), Tensor.vector(x))
            .set(network.given("w").orElseThrow(), Tensor.vector(w))
            .run(network.constants())
            .run(program.values());
    close(interpreter.value(network.result()).value(), row.loss().apply(x), 1e-13);
    double[] gradient =
        interpreter.run(program.adjoints()).value(program.gradients().get(0).value()).data();
    close(gradient, scaled(row.gradient().apply(x), x), 1e-13);
  }

  private static void generated(
      DerivedProgram program, Row row, NumberType type, double tolerance, double[] w, double[] xs) {
    Options options =
        Options.of("", "Net").withType(type).withBatch().with(Set.of(Goal.HESSIAN_VECTOR));
    GeneratedClass net = InMemoryCompiler.load(new JavaGenerator().generate(program, options));
    int n = w.length;
    double[] grad = new double[n];
    double[] meanGradient = new double[n];
    double meanLoss = 0;
    int count = xs.length / n;
    for (int sample = 0; sample < count; sample++) {
      double[] x = Arrays.copyOfRange(xs, sample * n, sample * n + n);
      double loss = row.loss().apply(x);
      double[] gradient = scaled(row.gradient().apply(x), x);
      close(net.gradient(w, x, new double[0], grad), loss, tolerance);
      close(net.loss(w, x, new double[0]), loss, tolerance);
      close(grad, gradient, tolerance);
      net.hessianVector(w, x, new double[0], w, grad);
      assertThat(Arrays.stream(grad).allMatch(Double::isFinite)).isTrue();
      meanLoss += loss / count;
      for (int k = 0; k < n; k++) {
        meanGradient[k] += gradient[k] / count;
      }
    }
    close(net.gradientBatch(w, xs, new double[0], count, grad), meanLoss, tolerance);
    close(grad, meanGradient, tolerance);
  }

  private static double[] scaled(double[] gradient, double[] x) {
    double[] result = new double[x.length];
    Arrays.setAll(result, k -> gradient[k] * x[k]);
    return result;
  }

  private static void close(double[] actual, double[] expected, double tolerance) {
    for (int k = 0; k < expected.length; k++) {
      close(actual[k], expected[k], tolerance * 800);
    }
  }

  private static void close(double actual, double expected, double tolerance) {
    assertThat(actual)
        .isFinite()
        .isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
  }
}
