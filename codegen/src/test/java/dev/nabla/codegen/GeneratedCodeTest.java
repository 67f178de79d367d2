package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codegen.check.GradientCheck;
import dev.nabla.codegen.compile.GeneratedClass;
import dev.nabla.codegen.compile.InMemoryCompiler;
import dev.nabla.symbolic.derive.DerivedProgram;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every generated class: size, determinism, no garbage. */
@Tag("hot")
class GeneratedCodeTest {
  private static final int JIT_LIMIT = 7500;

  static Stream<Arguments> programs() {
    return Stream.of(
        Arguments.of("2-4-1", Specs.binary(2, 4)),
        Arguments.of("4-8-3", Specs.classifier(4, 8, 3, "relu")),
        Arguments.of("8-8-4", Specs.classifier(8, 8, 4, "tanh")),
        Arguments.of("9-9-4", Specs.classifier(9, 9, 4, "tanh")),
        Arguments.of("16-32-8", Specs.classifier(16, 32, 8, "relu")),
        Arguments.of("64-128-8", Specs.classifier(64, 128, 8, "sigmoid")),
        Arguments.of("784-128-10", Specs.classifier(784, 128, 10, "relu")),
        Arguments.of("rows", Specs.rows(64, 100, 64, 10)),
        Arguments.of(
            "1000x1000",
            Specs.derived("input x : (1000, 1); param W : (1000, 1000)\n loss L = norm(W x)")),
        Arguments.of(
            "wide",
            Specs.derived("input x : (100000, 1); param W : (100000, 10)\n loss L = norm(W^T x)")),
        Arguments.of("deep", deep(200, 64)),
        Arguments.of("deep narrow", deep(300, 3)));
  }

  private static DerivedProgram deep(int layers, int width) {
    String params =
        IntStream.rangeClosed(1, layers)
            .mapToObj(
                k -> "W" + k + " : (" + width + ", " + width + "), b" + k + " : (" + width + ", 1)")
            .collect(Collectors.joining(", "));
    String statements =
        IntStream.rangeClosed(1, layers)
            .mapToObj(k -> "h" + k + " = tanh(W" + k + "^T h" + (k - 1) + " + b" + k + ")")
            .collect(Collectors.joining("\n"));
    return Specs.derived(
        "input h0 : ("
            + width
            + ", 1)\nparam "
            + params
            + "\n"
            + statements
            + "\nloss L = sum(h"
            + layers
            + ")");
  }

  /** One class serves all questions: generating and compiling the long ones takes a while. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void everyMethodCanBeCompiledAndNoneAllocates(String name, DerivedProgram program)
      throws ReflectiveOperationException {
    boolean deep = name.startsWith("deep");
    Options options = Options.of("demo", "Net").withBatch(!deep);
    GeneratedSource source = new JavaGenerator().generate(program, options);
    Map<String, byte[]> classes = InMemoryCompiler.compile(source);
    methodsAreShort(CodeLengths.of(classes.get("demo.Net")));
    nothingIsAllocated(InMemoryCompiler.load("demo.Net", classes));
    if (!deep) {
      assertThat(new JavaGenerator().generate(program, options)).isEqualTo(source);
    }
  }

  static Stream<Arguments> variants() {
    return Stream.of(
        Arguments.of(NumberType.FLOAT, Target.PLAIN, Specs.classifier(784, 128, 10, "relu")),
        Arguments.of(NumberType.FLOAT, Target.VECTOR, Specs.classifier(784, 128, 10, "relu")),
        Arguments.of(NumberType.DOUBLE, Target.VECTOR, Specs.classifier(97, 53, 11, "tanh")),
        Arguments.of(NumberType.DOUBLE, Target.VECTOR, deep(20, 64)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("variants")
  void methodsOfAllVariantsCanBeCompiled(NumberType type, Target target, DerivedProgram program) {
    Options options = Options.of("", "Net").withType(type).withTarget(target).withBatch();
    GeneratedSource source = new JavaGenerator().generate(program, options);
    methodsAreShort(CodeLengths.of(InMemoryCompiler.compile(source).get("Net")));
  }

  private static void methodsAreShort(Map<String, Integer> lengths) {
    assertThat(lengths).isNotEmpty();
    lengths.forEach(
        (method, length) -> assertThat(length).as(method).isLessThanOrEqualTo(JIT_LIMIT));
  }

  private static void nothingIsAllocated(GeneratedClass generated)
      throws ReflectiveOperationException {
    Method gradient =
        generated
            .type()
            .getMethod("gradient", double[].class, double[].class, double[].class, double[].class);
    double[] theta = generated.initialParameters(7);
    double[] x = new double[generated.inputs()];
    double[] y = new double[generated.targets()];
    double[] grad = new double[theta.length];
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    int calls = 20;
    for (int k = 0; k < calls; k++) {
      gradient.invoke(generated.instance(), theta, x, y, grad);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int k = 0; k < calls; k++) {
      gradient.invoke(generated.instance(), theta, x, y, grad);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated)
        .as("the arguments array and the boxed result")
        .isLessThan(calls * 200L + 20_000);
  }

  @Test
  void deepNetworksAreRight() {
    assertThat(GradientCheck.check(deep(30, 5), 3, 1).isWithin(1e-6)).isTrue();
    assertThat(GradientCheck.check(deep(12, 20), 3, 1).isWithin(1e-6)).isTrue();
  }
}
