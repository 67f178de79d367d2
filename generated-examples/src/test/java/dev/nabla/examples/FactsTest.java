package dev.nabla.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codegen.JavaGenerator;
import dev.nabla.codegen.MathMode;
import dev.nabla.codegen.Options;
import dev.nabla.codegen.Target;
import dev.nabla.codegen.compile.GeneratedClass;
import dev.nabla.codegen.compile.InMemoryCompiler;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.examples.Facts.Point;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.derive.HessianVector;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Losses and derivatives against those that PyTorch computed: the interpreter and the generated
 * classes, at the same points.
 *
 * <p>Errors are relative to the largest element of an array. Both sides compute in double
 * precision, ε = 1.1e-16, each number by a few hundred operations at most, whose rounding adds up
 * to some hundred ε where it does not cancel; the functions are within 2 ulp. The bound leaves
 * another factor of ten for cancellation; a wrong formula is off by many orders of magnitude more.
 */
class FactsTest {
  private static final double BOUND = 1e-12;
  private static final int FEWEST = 25;

  /** The facts of larger definitions would fill more space than they are worth. */
  private static final int MOST_PARAMETERS = 1_000;

  static Stream<Facts> facts() {
    return Definitions.files(Facts.FOLDER, ".json").stream().map(Facts::read);
  }

  private static Path definition(String model) {
    Path own = Facts.FOLDER.resolve(model + ".nabla");
    return Files.exists(own) ? own : Definitions.file(model);
  }

  @Test
  void everyDefinitionHasFactsAndAllFactsHaveADefinition() {
    List<String> definitions =
        Stream.of(Definitions.files(), Definitions.files(Facts.FOLDER, ".nabla"))
            .flatMap(List::stream)
            .filter(file -> parameters(Definitions.network(file)) <= MOST_PARAMETERS)
            .map(file -> file.getFileName().toString().replace(".nabla", ""))
            .toList();
    assertThat(facts().map(Facts::model))
        .as("write what is missing by src/test/pytorch/facts.py: see the README there")
        .containsExactlyInAnyOrderElementsOf(definitions)
        .hasSizeGreaterThan(FEWEST);
    assertThat(Definitions.files(Facts.FOLDER, ".json"))
        .allSatisfy(
            file ->
                assertThat(file.getFileName().toString())
                    .isEqualTo(Facts.read(file).model() + ".json"));
  }

  private static int parameters(Network network) {
    return network.parameters().stream()
        .mapToInt(v -> v.axes().stream().mapToInt(Size::intValue).reduce(1, (a, b) -> a * b))
        .sum();
  }

  @ParameterizedTest
  @MethodSource("facts")
  void theInterpreterAgrees(Facts facts) {
    assertThat(facts.by()).startsWith("PyTorch ");
    DerivedProgram program = program(facts);
    Network network = program.network();
    assertThat(facts.points()).isNotEmpty();
    for (Point point : facts.points()) {
      assertThat(point.gradients().keySet())
          .containsExactlyElementsOf(
              program.gradients().stream().map(binding -> binding.variable().name()).toList());
      Interpreter interpreter = interpreter(program, point);
      Tensor result = interpreter.value(network.result());
      close("loss", new double[] {product(point, result.data())}, point.loss());
      for (Binding gradient : program.gradients()) {
        String name = gradient.variable().name();
        close(name, interpreter.value(gradient.value()).data(), point.gradients().get(name));
      }
      point.hessianVector().ifPresent(expected -> hessianVector(program, interpreter, point));
    }
  }

  private static DerivedProgram program(Facts facts) {
    return Deriver.derive(Definitions.network(definition(facts.model()))).program();
  }

  private static Interpreter interpreter(DerivedProgram program, Point point) {
    Network network = program.network();
    Interpreter interpreter = new Interpreter();
    Stream.of(network.inputs(), network.targets(), network.parameters())
        .flatMap(List::stream)
        .forEach(variable -> interpreter.set(variable, point.tensor(variable)));
    interpreter.run(network.constants()).run(program.values());
    program
        .seed()
        .ifPresent(
            seed -> {
              int[] sizes = interpreter.value(network.result()).sizes();
              interpreter.set(seed, new Tensor(sizes, point.adjoint().orElseThrow()));
            });
    return interpreter.run(program.adjoints());
  }

  private static void hessianVector(DerivedProgram program, Interpreter interpreter, Point point) {
    HessianVector product = HessianVector.of(program);
    double[] direction = point.direction().orElseThrow();
    int[] from = {0};
    program
        .gradients()
        .forEach(
            gradient -> {
              Variable by = gradient.variable();
              int[] sizes = point.tensor(by).sizes();
              int to = from[0] + Tensor.count(sizes);
              interpreter.set(
                  product.directions().get(by),
                  new Tensor(sizes, Arrays.copyOfRange(direction, from[0], to)));
              from[0] = to;
            });
    interpreter.run(product.bindings());
    double[] computed =
        product.products().stream()
            .flatMapToDouble(part -> DoubleStream.of(interpreter.value(part.value()).data()))
            .toArray();
    close("hessianVector", computed, point.hessianVector().orElseThrow());
  }

  // ---------------------------------------------------------------- generated classes

  static Stream<Arguments> factsAndOptions() {
    Options plain = Options.of("", "Net").withBatch();
    Map<String, Options> settings =
        Map.of(
            "plain", plain,
            "strict, without fma", plain.withMath(MathMode.STRICT).withFma(false),
            "vector", plain.withTarget(Target.VECTOR));
    return facts()
        .flatMap(
            facts ->
                settings.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> Arguments.of(facts, entry.getKey(), entry.getValue())));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("factsAndOptions")
  void theGeneratedClassAgrees(Facts facts, String setting, Options options) {
    DerivedProgram program = program(facts);
    boolean hasHessian = facts.points().get(0).hessian().isPresent();
    boolean hasProduct = facts.points().get(0).hessianVector().isPresent();
    Set<Goal> extras =
        hasHessian
            ? Set.of(Goal.HESSIAN, Goal.HESSIAN_VECTOR)
            : hasProduct ? Set.of(Goal.HESSIAN_VECTOR) : Set.of();
    GeneratedClass net =
        InMemoryCompiler.load(new JavaGenerator().generate(program, options.with(extras)));
    if (program.network().loss().isEmpty()) {
      facts.points().forEach(point -> backward(program.network(), net, point));
      return;
    }
    facts.points().forEach(point -> gradient(program.network(), net, point));
    batch(program.network(), net, facts.points());
  }

  private static void backward(Network network, GeneratedClass net, Point point) {
    double[] theta = point.flat(network.parameters());
    double[] x = point.flat(network.inputs());
    double[] grad = new double[theta.length];
    double[] xAdjoint = new double[x.length];
    net.backward(theta, x, point.adjoint().orElseThrow(), grad, xAdjoint);
    close("parameters", grad, expected(network.parameters(), point));
    close("inputs", xAdjoint, expected(network.inputs(), point));
  }

  private static void gradient(Network network, GeneratedClass net, Point point) {
    double[] theta = point.flat(network.parameters());
    double[] x = point.flat(network.inputs());
    double[] y = point.flat(network.targets());
    List<Variable> by = by(network);
    double[] grad = new double[point.flat(by).length];
    close("loss", new double[] {net.loss(theta, x, y)}, point.loss());
    close("loss", new double[] {net.gradient(theta, x, y, grad)}, point.loss());
    int from = 0;
    for (Variable variable : by) {
      double[] expected = point.gradients().get(variable.name());
      int to = from + expected.length;
      close(variable.name(), Arrays.copyOfRange(grad, from, to), expected);
      from = to;
    }
    point
        .hessian()
        .ifPresent(
            expected -> {
              double[] hessian = new double[expected.length];
              net.hessian(theta, x, y, hessian);
              close("hessian", hessian, expected);
            });
    point
        .hessianVector()
        .ifPresent(
            expected -> {
              double[] product = new double[expected.length];
              net.hessianVector(theta, x, y, point.direction().orElseThrow(), product);
              close("hessianVector", product, expected);
            });
  }

  /**
   * The points that share their parameters, as a batch: over and over, so that there are blocks.
   */
  private static void batch(Network network, GeneratedClass net, List<Point> points) {
    double[] theta = points.get(0).flat(network.parameters());
    List<Point> samples =
        points.stream()
            .filter(point -> Arrays.equals(point.flat(network.parameters()), theta))
            .toList();
    int count = 45 * samples.size();
    double scale = network.lossIsSum() ? 45 : 1.0 / samples.size();
    double[] expected = new double[expected(by(network), points.get(0)).length];
    double loss = 0;
    for (Point point : samples) {
      loss += scale * point.loss();
      double[] one = expected(by(network), point);
      Arrays.setAll(expected, k -> expected[k] + scale * one[k]);
    }
    double[] grad = new double[expected.length];
    double computed =
        net.gradientBatch(
            theta,
            repeated(samples, network.inputs(), count),
            repeated(samples, network.targets(), count),
            count,
            grad);
    close("loss of the batch", new double[] {computed}, loss);
    close("gradient of the batch", grad, expected);
  }

  private static double[] repeated(List<Point> points, List<Variable> variables, int count) {
    return Stream.iterate(0, k -> k + 1)
        .limit(count)
        .flatMapToDouble(k -> DoubleStream.of(points.get(k % points.size()).flat(variables)))
        .toArray();
  }

  /** What the loss is derived by: the parameters, or the inputs where there are none. */
  private static List<Variable> by(Network network) {
    return network.parameters().isEmpty() ? network.inputs() : network.parameters();
  }

  private static double[] expected(List<Variable> variables, Point point) {
    return variables.stream()
        .flatMapToDouble(variable -> DoubleStream.of(point.gradients().get(variable.name())))
        .toArray();
  }

  private static double product(Point point, double[] result) {
    double[] adjoint = point.adjoint().orElse(new double[] {1});
    double sum = 0;
    for (int k = 0; k < result.length; k++) {
      sum += adjoint[k] * result[k];
    }
    return sum;
  }

  private static void close(String what, double[] computed, double... expected) {
    assertThat(computed).as(what).hasSameSizeAs(expected);
    double scale = DoubleStream.of(expected).map(Math::abs).max().orElse(0);
    for (int k = 0; k < expected.length; k++) {
      assertThat(Math.abs(computed[k] - expected[k]))
          .as("%s, element %d: %s, PyTorch %s", what, k, computed[k], expected[k])
          .isLessThanOrEqualTo(BOUND * scale);
    }
  }
}
