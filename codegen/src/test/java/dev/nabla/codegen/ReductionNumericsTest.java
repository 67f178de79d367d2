package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codegen.compile.GeneratedClass;
import dev.nabla.codegen.compile.InMemoryCompiler;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.network.Network;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reductions and losses of large, infinite and equal numbers, interpreted and generated. */
class ReductionNumericsTest {
  private static final double MUCH = Double.POSITIVE_INFINITY;
  private static final double NONE = Double.NaN;

  private static final double FAR = 1e15 + 1;

  /** A loss of four numbers x, its value at a point and its gradient, where NaN is not compared. */
  private record Case(String loss, double[] x, double value, double... gradient) {
    @Override
    public String toString() {
      return loss + " at " + java.util.Arrays.toString(x);
    }
  }

  private static double[] at(double... x) {
    return x;
  }

  private static final List<Case> CASES =
      List.of(
          new Case("logsumexp(x)", at(800, -800, 800, 0), 800 + Math.log(2), 0.5, 0, 0.5, 0),
          new Case("logsumexp(x)", at(-MUCH, 0, 0, -MUCH), Math.log(2), 0, 0.5, 0.5, 0),
          new Case("logsumexp(x)", at(-MUCH, -MUCH, -MUCH, -MUCH), -MUCH, NONE, NONE, NONE, NONE),
          new Case("logsumexp(x)", at(0, MUCH, 0, 0), MUCH, NONE, NONE, NONE, NONE),
          new Case("logsumexp(x)", at(0, NONE, 0, 0), NONE, NONE, NONE, NONE, NONE),
          new Case("softmax(x)[1]", at(800, 0, 0, -800), 1, 0, 0, 0, 0),
          new Case("softmax(x)^T [1, 2, 3, 4]", at(30, 30, -MUCH, -800), 1.5, -0.25, 0.25, 0, 0),
          new Case("-sum(log(softmax(x)))", at(800, -800, 0, 0), 3200, 3, -1, -1, -1),
          new Case("-sum(log_softmax(x))", at(800, -800, 0, 0), 3200, 3, -1, -1, -1),
          new Case("-log(softmax(x)[2])", at(800, -800, 0, 0), 1600, 1, -1, 0, 0),
          new Case(
              "cross_entropy_with_logits(x, [0, 1, 0, 0])", at(800, -800, 0, 0), 1600, 1, -1, 0, 0),
          new Case("bce_with_logits(x, [0, 1, 0, 1])", at(800, 800, -800, -800), 1600, 1, 0, 0, -1),
          new Case("bce(sigmoid(x), [0, 1, 0, 1])", at(800, 800, -800, -800), 1600, 1, 0, 0, -1),
          new Case("max(x)", at(-MUCH, 1, 1, 0), 1, 0, 0.5, 0.5, 0),
          new Case("max(x)", at(0, NONE, 1, 0), NONE, NONE, NONE, NONE, NONE),
          new Case("min(x)", at(MUCH, 3, 1, 2), 1, 0, 0, 1, 0),
          new Case("argmax(x)", at(1, 3, 3, -MUCH), 2, 0, 0, 0, 0),
          new Case("prod(x)", at(0, 2, 3, 4), 0, 24, 0, 0, 0),
          new Case("prod(x)", at(0, 2, 0, 4), 0, 0, 0, 0, 0),
          new Case("norm(x)", at(3e15, -4e15, 0, 0), 5e15, 0.6, -0.8, 0, 0),
          new Case("norm(x)", at(0, 0, 0, 0), 0, NONE, NONE, NONE, NONE),
          new Case("norm1(x)", at(-0.0, 1, -2, 3e30), 3e30, 0, 1, -1, 1),
          new Case("sum(x)", at(MUCH, 1, 1, 1), MUCH, 1, 1, 1, 1),
          new Case("sum(x)", at(MUCH, -MUCH, 1, 1), NONE, 1, 1, 1, 1),
          new Case("mean(x)", at(-MUCH, 1, 1, 1), -MUCH, 0.25, 0.25, 0.25, 0.25),
          new Case("x[1]", at(1, MUCH, NONE, 2), 1, 1, 0, 0, 0),
          new Case("sum(diag(diag(x)))", at(1, MUCH, 2, 2), MUCH, 1, 1, 1, 1),
          new Case("x[1] (diag(x) [1, 0, 0, 0])[1]", at(3, 1, 2, 2), 9, 6, 0, 0, 0),
          new Case("4 huber(x, [0, 0, 0, 0])", at(1e30, 0, -0.5, 1), 1e30, 1, 0, -0.5, 1),
          new Case("hinge(x, [1, 1, -1, -1])", at(-1e30, 1, -MUCH, 3), 1e30, -1, 0, 0, 1),
          new Case("logdet(diag(exp(x)))", at(-80, -80, -80, -80), -320, 1, 1, 1, 1),
          new Case("mse(x, [1, 1, 1, 1])", at(1, 1, 1, -1e15), FAR * FAR / 4, 0, 0, 0, -FAR / 2));

  static Stream<Case> cases() {
    return CASES.stream();
  }

  private static DerivedProgram program(Case c) {
    return Specs.derived("param x : (4)\nloss L = " + c.loss() + "\n");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void interpreted(Case c) {
    DerivedProgram program = program(c);
    Network network = program.network();
    Interpreter interpreter =
        new Interpreter()
            .set(network.given("x").orElseThrow(), Tensor.vector(c.x()))
            .run(network.constants())
            .run(program.values())
            .run(program.adjoints());
    Tensor gradient = interpreter.value(program.gradients().get(0).value());
    compare(c, 1e-12, interpreter.value(network.result()).value(), gradient.data());
  }

  static Stream<Arguments> settings() {
    return cases()
        .flatMap(
            c ->
                Stream.of(NumberType.values())
                    .flatMap(
                        type -> Stream.of(Target.values()).map(t -> Arguments.of(c, type, t))));
  }

  @ParameterizedTest(name = "{0}, {1} {2}")
  @MethodSource("settings")
  void generated(Case c, NumberType type, Target target) {
    Options options = Options.of("", "Net").withType(type).withTarget(target);
    GeneratedClass net = InMemoryCompiler.load(new JavaGenerator().generate(program(c), options));
    double[] none = new double[0];
    double[] gradient = new double[4];
    double loss = net.gradient(c.x().clone(), none, none, gradient);
    double tolerance = type == NumberType.FLOAT ? 1e-6 : 1e-15;
    compare(c, tolerance, loss, gradient);
    compare(c, tolerance, net.loss(c.x().clone(), none, none), gradient);
  }

  private static void compare(Case c, double tolerance, double loss, double[] gradient) {
    close(c.value(), loss, tolerance);
    for (int k = 0; k < gradient.length; k++) {
      if (!Double.isNaN(c.gradient()[k])) {
        close(c.gradient()[k], gradient[k], tolerance);
      }
    }
  }

  private static void close(double expected, double actual, double tolerance) {
    boolean same =
        Double.isFinite(expected)
            ? Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected))
            : Double.compare(actual, expected) == 0;
    assertThat(same).as("%s, not %s", actual, expected).isTrue();
  }
}
