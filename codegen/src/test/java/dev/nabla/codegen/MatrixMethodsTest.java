package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codegen.check.CheckReport;
import dev.nabla.codegen.check.GradientCheck;
import dev.nabla.codegen.compile.GeneratedClass;
import dev.nabla.codegen.compile.InMemoryCompiler;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Jacobians, Hessians and their products with vectors, of all systems and in both precisions. */
class MatrixMethodsTest {
  private static final int JIT_LIMIT = 7500;
  private static final long LARGEST = 30_000;
  private static final double NUMERIC = 2e-6;

  /** What a class for this program can have, as far as a test can afford it. */
  private static Set<Goal> applicable(DerivedProgram program) {
    Network network = program.network();
    long inputs = count(network.inputs());
    long parameters = count(network.parameters());
    long outputs = count(network.outputs());
    long by = parameters == 0 ? inputs : parameters;
    Set<Goal> goals = EnumSet.noneOf(Goal.class);
    if (inputs > 0 && outputs * inputs <= LARGEST) {
      goals.add(Goal.JACOBIAN);
    }
    if (parameters > 0 && outputs * parameters <= LARGEST) {
      goals.add(Goal.PARAMETER_JACOBIAN);
    }
    if (network.loss().isPresent()) {
      goals.add(Goal.HESSIAN_VECTOR);
      goals.add(Goal.GRADIENT_ONLY);
      if (by * by <= LARGEST) {
        goals.add(Goal.HESSIAN);
      }
    }
    return goals;
  }

  private static long count(List<Variable> variables) {
    return variables.stream()
        .mapToLong(v -> v.axes().stream().mapToLong(Size::intValue).reduce(1, (a, b) -> a * b))
        .sum();
  }

  @TestFactory
  Stream<DynamicTest> inDoublePrecision() {
    return SystemsTest.systems().stream()
        .map(
            s ->
                DynamicTest.dynamicTest(
                    s.name(), () -> check(s, NumberType.DOUBLE, 1e-9, NUMERIC)));
  }

  @TestFactory
  Stream<DynamicTest> inSinglePrecision() {
    return SystemsTest.systems().stream()
        .map(s -> DynamicTest.dynamicTest(s.name(), () -> check(s, NumberType.FLOAT, 4e-3, 4e-3)));
  }

  private static void check(
      SystemsTest.System system, NumberType type, double exact, double numeric) {
    Set<Goal> goals = applicable(system.program());
    CheckReport report =
        GradientCheck.check(
            system.program(), Options.of("", "Checked").withType(type).with(goals), 42, 1);
    long extras = report.entries().stream().filter(e -> isExtra(e.name())).count();
    assertThat(extras).isEqualTo(goals.size());
    for (CheckReport.Entry entry : report.entries()) {
      if (isExtra(entry.name())) {
        assertThat(entry.isCompared()).as("%s", entry).isTrue();
        assertThat(entry.generatedToInterpreted()).as("%s", entry).isLessThan(exact);
        assertThat(entry.interpretedToNumeric()).as("%s", entry).isLessThan(NUMERIC);
        assertThat(entry.generatedToNumeric()).as("%s", entry).isLessThan(numeric);
      }
    }
  }

  private static boolean isExtra(String entry) {
    return Stream.of(Goal.values())
        .anyMatch(goal -> goal.isExtra() && goal.methodName().equals(entry));
  }

  static Stream<DerivedProgram> programs() {
    return Stream.of(
        Specs.binary(2, 4),
        Specs.classifier(4, 8, 3, "tanh"),
        Specs.classifier(9, 11, 4, "softplus"),
        Specs.rows(5, 4, 6, 3),
        Specs.derived(
            "param w : (40, 1), b : ()\ninput X : (100, 40); target y : (100, 1)\n"
                + "z = X w + b\nloss J = sum(softplus(z) - y ⊙ z)"));
  }

  @TestFactory
  Stream<DynamicTest> methodsAreShortDeterministicAndAllocateNothing() {
    return programs()
        .map(
            program ->
                DynamicTest.dynamicTest(
                    program.network().values().toString(),
                    () -> {
                      for (NumberType type : NumberType.values()) {
                        isFitForUse(program, type);
                      }
                    }));
  }

  private static void isFitForUse(DerivedProgram program, NumberType type)
      throws ReflectiveOperationException {
    Options options = Options.of("demo", "Net").withType(type).with(applicable(program));
    GeneratedSource source = new JavaGenerator().generate(program, options);
    assertThat(new JavaGenerator().generate(program, options)).isEqualTo(source);
    Map<String, Integer> lengths = CodeLengths.of(InMemoryCompiler.compile(source).get("demo.Net"));
    lengths.forEach(
        (method, length) -> assertThat(length).as(method).isLessThanOrEqualTo(JIT_LIMIT));
    if (type == NumberType.DOUBLE) {
      allocatesNothing(InMemoryCompiler.load(source));
    }
  }

  private static void allocatesNothing(GeneratedClass net) throws ReflectiveOperationException {
    int n = net.parameters();
    Class<?> array = double[].class;
    Method hessian = net.type().getMethod("hessian", array, array, array, array);
    double[] theta = net.initialParameters(1);
    double[] x = new double[net.inputs()];
    double[] y = new double[net.targets()];
    double[] hess = new double[n * n];
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    int calls = 20;
    long before = 0;
    for (int k = 0; k < 2 * calls; k++) {
      before = k == calls ? threads.getCurrentThreadAllocatedBytes() : before;
      hessian.invoke(net.instance(), theta, x, y, hess);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .as("the arguments arrays")
        .isLessThan(calls * 200L + 20_000);
  }

  @Test
  void hessiansAreExactlySymmetricAndOverwriteWhatWasThere() {
    programs()
        .forEach(
            program -> {
              GeneratedClass net =
                  InMemoryCompiler.load(
                      new JavaGenerator()
                          .generate(program, Options.of("", "Net").with(Set.of(Goal.HESSIAN))));
              int n = net.parameters();
              Random random = new Random(3);
              double[] theta = random.doubles(n, -1, 1).toArray();
              double[] x = random.doubles(net.inputs(), -1, 1).toArray();
              double[] y = random.doubles(net.targets(), 0, 1).toArray();
              double[] hess = new double[n * n];
              double[] again = new double[n * n];
              java.util.Arrays.fill(again, Double.NaN);
              net.hessian(theta, x, y, hess);
              net.hessian(theta, x, y, again);
              assertThat(again).containsExactly(hess);
              for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                  assertThat(hess[i * n + j]).isEqualTo(hess[j * n + i]);
                }
              }
            });
  }

  @Test
  void productsAreRightAtZeros() {
    DerivedProgram program = Specs.derived("param v : (3, 1)\nloss L = prod(v)");
    GeneratedClass net =
        InMemoryCompiler.load(
            new JavaGenerator()
                .generate(program, Options.of("", "Net").with(Set.of(Goal.HESSIAN))));
    double[] grad = new double[3];
    double[] hess = new double[9];
    double[] none = {};
    net.gradient(new double[] {2, 0, 5}, none, none, grad);
    net.hessian(new double[] {2, 0, 5}, none, none, hess);
    assertThat(grad).containsExactly(0, 10, 0);
    assertThat(hess).containsExactly(0, 5, 0, 5, 0, 2, 0, 2, 0);
  }
}
