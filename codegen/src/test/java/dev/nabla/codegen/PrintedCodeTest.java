package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.codegen.compile.GeneratedClass;
import dev.nabla.codegen.compile.InMemoryCompiler;
import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.symbolic.derive.DerivedProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compiled classes of small networks against the interpreter: every kind of statement and function,
 * in every dialect that code is printed in.
 */
class PrintedCodeTest {
  private static Options options(SmallNetworks network, String words) {
    Options options = Options.of("demo", "Net");
    for (String word : words.split(" ")) {
      options =
          switch (word) {
            case "float" -> options.withType(NumberType.FLOAT);
            case "vector" -> options.withTarget(Target.VECTOR);
            case "strict" -> options.withMath(MathMode.STRICT);
            case "apart" -> options.withFma(false);
            case "batch" -> options.withBatch();
            default -> options;
          };
    }
    Set<Goal> extras = EnumSet.noneOf(Goal.class);
    network.goals().stream().filter(Goal::isExtra).forEach(extras::add);
    return options.with(extras);
  }

  private static void call(
      GeneratedClass net, Goal goal, Map<Space, double[]> given, Map<Space, double[]> results) {
    double[] theta = given.get(Space.THETA);
    double[] x = given.get(Space.INPUT);
    double[] y = given.get(Space.TARGET);
    switch (goal) {
      case PREDICT -> net.predict(theta, x, results.get(Space.OUTPUT));
      case LOSS -> net.loss(theta, x, y);
      case GRADIENT -> net.gradient(theta, x, y, results.get(Space.GRADIENT));
      case GRADIENT_ONLY -> net.gradientOnly(theta, x, y, results.get(Space.GRADIENT));
      case FORWARD -> net.forward(theta, x, results.get(Space.OUTPUT));
      case BACKWARD ->
          net.backward(
              theta,
              x,
              given.get(Space.COTANGENT),
              results.get(Space.GRADIENT),
              results.get(Space.INPUT_ADJOINT));
      case JACOBIAN -> net.jacobian(theta, x, results.get(Space.JACOBIAN));
      case PARAMETER_JACOBIAN -> net.parameterJacobian(theta, x, results.get(Space.JACOBIAN));
      case HESSIAN -> net.hessian(theta, x, y, results.get(Space.HESSIAN));
      case HESSIAN_VECTOR ->
          net.hessianVector(theta, x, y, given.get(Space.DIRECTION), results.get(Space.PRODUCT));
    }
  }

  private static void assertClose(double[] actual, double[] expected, double exact, String what) {
    double largest =
        Arrays.stream(expected).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    assertThat(actual).as(what).containsExactly(expected, within(exact * Math.max(1, largest)));
  }

  @ParameterizedTest
  @CsvSource({
    "BINARY_2_4_1, apart batch",
    "BINARY_2_4_1, float strict",
    "CLASSIFIER_9_18_16, batch",
    "CLASSIFIER_9_18_16, vector batch",
    "CLASSIFIER_17_31_5, vector float apart",
    "CLASSIFIER_17_31_5, strict apart",
    "ROWS_3X67_17_2, plain",
    "ROW_CLASSIFIER_19_37_2, float batch",
    "INVERSE, float",
    "INVERSE, plain",
    "LOGDET, plain",
    "IDENTITY, apart",
    "ELEMENTS, plain",
    "MATRIX_RESULT, vector",
    "MAX, vector strict",
    "PIECES, vector",
    "PIECES, float apart",
    "POSITIVE, plain",
    "POSITIVE, vector float",
    "LOGSUMEXP, vector",
    "PROD, plain",
    "SOFTMAX_ROWS, vector apart",
    "TWO_OUTPUTS, batch",
    "BY_INPUTS, batch",
    "ORDER_3_LONG, vector batch",
    "LONG_CHAIN, vector"
  })
  void classesComputeWhatTheInterpreterDoes(SmallNetworks network, String words) {
    Options options = options(network, words);
    GeneratedClass net =
        InMemoryCompiler.load(new JavaGenerator().generate(network.program(), options));
    Reference point = network.point();
    double rounding = options.type() == NumberType.FLOAT ? 1e-3 : 1e-10;
    for (Goal goal : network.goals()) {
      Map<Space, double[]> expected = network.results(goal);
      Map<Space, double[]> results = new EnumMap<>(Space.class);
      expected.forEach((space, array) -> results.put(space, new double[array.length]));
      call(net, goal, point.given(), results);
      double exact = goal.isExtra() ? Math.max(rounding, 1e-6) : rounding;
      expected.forEach((space, array) -> assertClose(results.get(space), array, exact, "" + goal));
    }
    if (network.program().network().loss().isPresent()) {
      Map<Space, double[]> given = point.given();
      double[] loss = {
        net.loss(given.get(Space.THETA), given.get(Space.INPUT), given.get(Space.TARGET))
      };
      assertClose(loss, new double[] {point.loss()}, rounding, "loss");
    }
    if (options.batch()) {
      List.of(1, 9, 41, 70).forEach(count -> assertBatch(net, network, count, rounding));
    }
  }

  private static void assertBatch(
      GeneratedClass net, SmallNetworks network, int count, double exact) {
    List<Reference> samples = network.samples(count);
    List<double[]> outputs = new ArrayList<>();
    boolean sum = network.program().network().lossIsSum();
    double share = sum ? 1 : 1.0 / count;
    double[] gradient = new double[network.results(Goal.GRADIENT).get(Space.GRADIENT).length];
    double loss = 0;
    for (Reference sample : samples) {
      outputs.add(network.results(sample, Goal.PREDICT, Space.OUTPUT));
      double[] part = network.results(sample, Goal.GRADIENT, Space.GRADIENT);
      Arrays.setAll(gradient, k -> gradient[k] + share * part[k]);
      loss += share * sample.loss();
    }
    double[] theta = samples.get(0).given().get(Space.THETA);
    double[] xs = joined(samples.stream().map(s -> s.given().get(Space.INPUT)).toList());
    double[] ys = joined(samples.stream().map(s -> s.given().get(Space.TARGET)).toList());
    double[] outs = new double[count * net.outputs()];
    double[] grad = new double[gradient.length];
    Arrays.fill(grad, 7);

    net.predictBatch(theta, xs, count, outs);
    double computed = net.gradientBatch(theta, xs, ys, count, grad);

    assertClose(outs, joined(outputs), exact, count + " predictions");
    assertClose(grad, gradient, exact, count + " gradients");
    assertClose(new double[] {computed}, new double[] {loss}, exact, count + " losses");
    double[] less = Arrays.copyOf(xs, xs.length - 1);
    assertThatThrownBy(() -> net.gradientBatch(theta, less, ys, count, grad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("xs has length " + less.length + ", not " + xs.length);
    assertThatThrownBy(() -> net.predictBatch(theta, xs, 0, outs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("count is 0");
  }

  private static double[] joined(List<double[]> parts) {
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  /** Parameters begin within Glorot's bound; constants and accessors say where they lie. */
  @Test
  void parametersAreFoundByName() throws ReflectiveOperationException {
    GeneratedClass net =
        InMemoryCompiler.load(
            new JavaGenerator()
                .generate(
                    Specs.derived(
                        "param c : (), W : (3, 4), b : (5, 1), A : (2, 3, 2)\n"
                            + "loss L = sum(W .^ 2) + c sum(b) + sum(tanh(A))"),
                    Options.of("", "Net")));
    double[] theta = net.initialParameters(3);

    assertThat(theta).hasSize(30);
    assertThat(theta[0]).isZero();
    assertThat(Arrays.stream(theta, 1, 13).boxed())
        .allMatch(v -> v != 0 && Math.abs(v) < Math.sqrt(6.0 / 7))
        .anyMatch(v -> Math.abs(v) > Math.sqrt(6.0 / 12))
        .anyMatch(v -> v < 0)
        .doesNotHaveDuplicates();
    assertThat(Arrays.copyOfRange(theta, 13, 18)).containsOnly(0);
    assertThat(Arrays.stream(theta, 18, 30).boxed())
        .allMatch(v -> v != 0 && Math.abs(v) < Math.sqrt(6.0 / 8));
    assertThat(net.initialParameters(3)).containsExactly(theta);
    assertThat(
            List.of("C_OFFSET", "W_OFFSET", "B_OFFSET", "A_OFFSET").stream()
                .map(net::constant)
                .toList())
        .containsExactly(0, 1, 13, 18);
    assertThat(
            List.of("W_ROWS", "W_COLUMNS", "B_SIZE", "A_SIZE").stream().map(net::constant).toList())
        .containsExactly(3, 4, 5, 12);
    Object w = net.type().getMethod("getW", double[].class).invoke(null, (Object) theta);
    assertThat(((double[][]) w)[2]).containsExactly(Arrays.copyOfRange(theta, 9, 13));
    Object a = net.type().getMethod("getA", double[].class).invoke(null, (Object) theta);
    assertThat(((double[][][]) a)[1][2][0]).isEqualTo(theta[28]);
    net.type()
        .getMethod("setB", double[].class, double[].class)
        .invoke(null, theta, new double[] {1, 2, 3, 4, 5});
    net.type().getMethod("setC", double[].class, double.class).invoke(null, theta, 6.0);
    assertThat(net.type().getMethod("getC", double[].class).invoke(null, (Object) theta))
        .isEqualTo(6.0);
    assertThat(Arrays.copyOfRange(theta, 12, 19))
        .containsExactly(theta[12], 1, 2, 3, 4, 5, theta[18]);
  }

  /** The class says what it computes, and of what. */
  @Test
  void theNetworkIsDescribed() {
    String text =
        new JavaGenerator()
            .generate(
                Specs.classifier(3, 4, 2, "tanh"),
                Options.of("", "Net").with(Set.of(Goal.HESSIAN_VECTOR)))
            .text();

    assertThat(text)
        .contains("// Generated by Nabla from the network Test. Do not edit.")
        .contains("The network Test and its gradient.")
        .contains(" * input x : (n_in = 3, 1)\n")
        .contains(" * target y : (n_out = 2, 1)\n")
        .contains(" * param W1 : (n_in = 3, n_hid = 4)\n")
        .contains(" * h = tanh(W1^T x + b1)\n")
        .contains(" * dL/dW2 = h delta_z^T\n")
        .contains(" * H v for W1 = ")
        .contains(" * Ddeltah = ", "(1 - h .* h) .* Ddeltah")
        .contains("Where W2 (n_hid, n_out) begins in theta.")
        .contains("Overwrites {@code hv} with the Hessian of the loss times {@code v}")
        .contains("about the work of two gradients.");
  }

  /** A deep network has more calls than one method makes; layers of one size share their code. */
  @Test
  void deepNetworksAreDividedIntoPartsAndShareCode() {
    DerivedProgram deep = WorkArraysTest.chain(45, 16);
    List<double[]> gradients = new ArrayList<>();
    for (Target target : Target.values()) {
      GeneratedSource source =
          new JavaGenerator().generate(deep, Options.of("", "Net").withTarget(target));
      assertThat(source.text()).contains("gradientPart(", "gradientPart_2(");
      int methods = source.text().split("private void ").length - 1;
      assertThat(methods).isBetween(2, target == Target.VECTOR ? 60 : 1000);
      GeneratedClass net = InMemoryCompiler.load(source);
      double[] theta = net.initialParameters(1);
      double[] gradient = new double[theta.length];
      double[] x = theta.clone();
      net.gradient(theta, Arrays.copyOf(x, 16), Arrays.copyOf(x, 16), gradient);
      gradients.add(gradient);
    }
    assertThat(gradients.get(0)).isNotEqualTo(new double[45 * 272]);
    assertClose(gradients.get(1), gradients.get(0), 1e-10, "gradients");
  }
}
