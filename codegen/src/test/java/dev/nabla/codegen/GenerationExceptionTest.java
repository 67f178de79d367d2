package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nabla.codegen.compile.GeneratedClass;
import dev.nabla.codegen.compile.InMemoryCompiler;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.symbolic.derive.DerivedProgram;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What code is not generated from, and what generated code refuses. */
class GenerationExceptionTest {
  private static final Set<Goal> HESSIAN = Set.of(Goal.HESSIAN);

  private static GenerationException failure(DerivedProgram program, Options options) {
    return catchThrowableOfType(
        GenerationException.class, () -> new JavaGenerator().generate(program, options));
  }

  @Test
  void openSizesAreNamed() {
    GenerationException failure =
        failure(
            Specs.derived("dim n, m = 3\ninput x : (n, 1)\nparam W : (m, n)\nf = W x"),
            Options.of("p", "C"));
    assertThat(failure.reason()).isEqualTo(GenerationException.Reason.OPEN_SIZE);
    assertThat(failure.details()).containsExactly("n");
  }

  /** Whatever is asked for. */
  @Test
  void openSizesAreFoundByAllMethods() {
    DerivedProgram open = Specs.derived("dim n\ninput x : (n, 1)\nloss L = n sum(x)");
    Options options = Options.of("p", "C");
    JavaGenerator generator = new JavaGenerator();
    assertThatThrownBy(() -> generator.generateTest(open, options))
        .isInstanceOf(GenerationException.class);
    assertThatThrownBy(() -> generator.explain(open, options))
        .isInstanceOf(GenerationException.class);
    assertThatThrownBy(() -> generator.schedules(open, options))
        .isInstanceOf(GenerationException.class);
    GeneratedSource test = generator.generateTest(Specs.binary(2, 3), options);
    assertThat(test.path()).isEqualTo("p/CTest.java");
  }

  @Test
  void arraysThatAreTooLongAreRefused() {
    assertThat(
            failure(
                Specs.derived(
                    "param V : (40000, 40000), W : (40000, 40000)\nloss L = sum(W) + sum(V)"),
                Options.of("", "C")))
        .hasMessage("together more elements than an array can hold: V, W");
  }

  /** A Jacobian may have as many elements as an array, not more. */
  @Test
  void aJacobianThatIsTooLargeIsRefusedWithItsSize() {
    String large = "input x : (%d, 1)\n param W : (65536, 1)\n output y = W x[1]";
    Options options = Options.of("", "C").with(Set.of(Goal.JACOBIAN));
    assertThat(failure(Specs.derived(large.formatted(32768)), options))
        .hasMessage(
            "the Jacobian of 65,536 outputs by 32,768 inputs has 2,147,483,648 elements, more than"
                + " an array can hold");
  }

  @Test
  void opaqueFunctionsAreNamed() {
    GenerationException failure =
        failure(
            Specs.derived("fn g(u)\ninput x : (3, 1)\nparam w : (3, 1)\nloss L = g(w^T x)"),
            Options.of("p", "C"));
    assertThat(failure.reason()).isEqualTo(GenerationException.Reason.OPAQUE);
    assertThat(failure.details()).containsExactly("g");
  }

  @ParameterizedTest
  @CsvSource({"p,1C", "p,class", "p,A.B", "p.,C", "a b,C", "p.int,C"})
  void namesMustBeNames(String packageName, String className) {
    GenerationException failure = failure(Specs.binary(2, 3), Options.of(packageName, className));
    assertThat(failure.reason()).isEqualTo(GenerationException.Reason.INVALID_NAME);
  }

  @Test
  void aHessianThatIsTooLargeIsRefusedWithItsSize() {
    GenerationException large =
        failure(Specs.classifier(784, 128, 10, "relu"), Options.of("", "C").with(HESSIAN));
    assertThat(large.reason()).isEqualTo(GenerationException.Reason.TOO_LARGE);
    assertThat(large)
        .hasMessage(
            "the Hessian by 101,770 numbers has 10,357,132,900 elements, more than an array can"
                + " hold");
    String many =
        IntStream.range(0, 40).mapToObj(k -> "p" + k + " : ()").collect(Collectors.joining(", "));
    assertThat(
            failure(
                Specs.derived("param " + many + "\nloss L = p1"),
                Options.of("", "C").with(HESSIAN)))
        .hasMessageContaining("820 blocks");
  }

  @Test
  void derivativesThatMakeNoSenseAreRefused() {
    Set<Goal> jacobian = Set.of(Goal.JACOBIAN);
    Set<Goal> byParameters = Set.of(Goal.PARAMETER_JACOBIAN);
    assertThat(
            List.of(
                failure(Specs.derived("input x : (3)\nf = 2 x"), Options.of("", "C").with(HESSIAN)),
                failure(
                    Specs.derived("param w : (3)\nloss L = sum(w)"),
                    Options.of("", "C").with(jacobian)),
                failure(
                    Specs.derived("input x : (3)\nf = 2 x"),
                    Options.of("", "C").with(byParameters))))
        .allSatisfy(
            e -> assertThat(e.reason()).isEqualTo(GenerationException.Reason.NOT_APPLICABLE));
  }

  @Test
  void theDefaultPackageIsAllowed() {
    GeneratedSource source =
        new JavaGenerator().generate(Specs.binary(2, 3), Options.of("", "Net"));
    assertThat(source.path()).isEqualTo("Net.java");
    assertThat(source.text()).doesNotContain("package ");
  }

  @Test
  void arraysOfTheWrongLengthAreRefused() {
    GeneratedClass net =
        InMemoryCompiler.load(
            new JavaGenerator().generate(Specs.binary(2, 3), Options.of("a.b", "Net")));
    double[] theta = net.initialParameters(0);
    assertThatThrownBy(() -> net.loss(theta, new double[3], new double[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x has length 3, not 2");
  }

  @Test
  void commentsCannotEscape() {
    DerivedProgram program = Specs.derived("param w : (2, 1)\nloss L = sum(w)");
    List<String> nasty =
        List.of("*/ int x;", "\\u002a/ \\u000a int y;", "<b> @return {@code", "$L $T");
    for (String text : nasty) {
      GeneratedSource source =
          new JavaGenerator(e -> text).generate(program, Options.of("", "Net"));
      assertThat(InMemoryCompiler.compile(source)).hasSize(1);
    }
  }

  /** What a prediction can't know: {@code e = w^T x - y} marked as an output. */
  @Test
  void aPredictionNeedsNoTarget() {
    DerivedProgram program =
        Specs.derived(
            "input x : (3); target y : (); param w : (3); p = w^T x; output e = p - y; loss L = e^2");
    assertThatThrownBy(() -> new JavaGenerator().generate(program, Options.of("", "Net")))
        .hasMessage("the output e depends on a target, which a prediction does not have");
  }
}
