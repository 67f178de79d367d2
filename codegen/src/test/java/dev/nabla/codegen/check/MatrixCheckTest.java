package dev.nabla.codegen.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.codegen.GeneratedSource;
import dev.nabla.codegen.JavaGenerator;
import dev.nabla.codegen.Options;
import dev.nabla.codegen.Specs;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.symbolic.derive.DerivedProgram;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each element of a matrix of derivatives that is wrong is found, and where it stands. */
class MatrixCheckTest {
  /** Two outputs, inputs and parameters of different shapes: 3 outputs, 5 inputs, 8 parameters. */
  private static final String NETWORK =
      """
      input x : (3, 1), s : (2, 1); target t : (2, 1); param W : (3, 2), b : (2, 1)
      output a = tanh(W^T x + b ⊙ s)
      output c = sum(a) b[1]
      loss L = sum((a - t) .^ 2) + c^2
      """;

  private static CheckReport check(String network, String method, int element) {
    DerivedProgram program = Specs.derived(network);
    Options options = Options.of("", "Net").with(Specs.EXTRAS);
    GeneratedSource source = new JavaGenerator().generate(program, options);
    String text = element < 0 ? source.text() : corrupted(source.text(), method, element);
    return GradientCheck.check(program, options, new GeneratedSource(source.path(), text), 1, 1);
  }

  /** The class with one element of what a method writes changed. */
  private static String corrupted(String text, String method, int element) {
    String head = "public void " + method + "(";
    assertThat(text).contains(head);
    int from = text.indexOf(head) + head.length();
    String parameters = text.substring(from, text.indexOf(")", from));
    String arguments = parameters.replaceAll("double\\[\\] ", "");
    String written = arguments.substring(arguments.lastIndexOf(',') + 1).strip();
    String wrapper =
        "%s%s) {\n    right(%s);\n    %s[%d] += 1;\n  }\n\n  private void right("
            .formatted(head, parameters, arguments, written, element);
    return text.replace(head, wrapper);
  }

  private static CheckReport.Entry entry(CheckReport report, String name) {
    return report.entries().stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void aRightClassPasses() {
    CheckReport report = check(NETWORK, "", -1);

    assertThat(report.isWithin(1e-6)).isTrue();
    assertThat(report.entries()).allSatisfy(e -> assertThat(e.kinks()).isZero());
    assertThat(entry(report, "jacobian").compared()).isEqualTo(3 * 5);
    assertThat(entry(report, "parameterJacobian").compared()).isEqualTo(3 * 8);
    assertThat(entry(report, "hessian").compared()).isEqualTo(8 * 8);
    assertThat(entry(report, "hessianVector").compared()).isEqualTo(8);
    assertThat(entry(report, "gradientOnly").compared()).isEqualTo(8);
    assertThat(entry(report, "hessian").generatedToInterpreted()).isLessThan(1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "jacobian, 0",
    "jacobian, 7",
    "jacobian, 14",
    "parameterJacobian, 0",
    "parameterJacobian, 13",
    "parameterJacobian, 23",
    "hessian, 1",
    "hessian, 62",
    "hessian, 63",
    "hessianVector, 0",
    "hessianVector, 7",
    "gradientOnly, 5"
  })
  void anElementThatIsWrongIsFound(String method, int element) {
    CheckReport report = check(NETWORK, method, element);

    for (CheckReport.Entry e : report.entries()) {
      assertThat(e.isWithin(1e-6)).as(e.name()).isEqualTo(!e.name().equals(method));
    }
    CheckReport.Entry wrong = entry(report, method);
    double relative = wrong.generatedToInterpreted();
    assertThat(relative).isBetween(0.05, 1.0);
    assertThat(wrong.generatedToNumeric()).isCloseTo(relative, within(1e-6));
    assertThat(wrong.interpretedToNumeric()).isLessThan(1e-6);
  }

  /** Where there are no parameters, second derivatives are by the inputs. */
  @Test
  void derivativesCanBeByInputs() {
    DerivedProgram program = Specs.derived("input x : (20, 1), s : (); loss L = s sum(x .^ 3)");
    Options options = Options.of("", "Net").with(EnumSet.of(Goal.HESSIAN, Goal.HESSIAN_VECTOR));
    CheckReport report = GradientCheck.check(program, options, 1, 2);

    assertThat(report.isWithin(1e-6)).isTrue();
    assertThat(entry(report, "hessian").compared()).as("12 columns each").isEqualTo(2 * 12 * 21);
    assertThat(entry(report, "hessianVector").compared()).isEqualTo(2 * 21);
  }

  /** Predictions have derivatives where there is no loss, too. */
  @Test
  void jacobiansNeedNoLoss() {
    DerivedProgram program = Specs.derived("input x : (3, 1); param W : (2, 3)\n f = tanh(W x)");
    Options options =
        Options.of("", "Net").with(EnumSet.of(Goal.JACOBIAN, Goal.PARAMETER_JACOBIAN));
    CheckReport report = GradientCheck.check(program, options, 1, 1);

    assertThat(report.isWithin(1e-6)).isTrue();
    assertThat(report.entries())
        .extracting(CheckReport.Entry::name)
        .containsExactlyInAnyOrder("x", "W", "jacobian", "parameterJacobian");
  }

  /** A function with a kink in every step is not compared; all else is. */
  @Test
  void kinksAreCountedAndLeftOut() {
    DerivedProgram program =
        Specs.derived("param w : (2, 1); output a = [abs(sin(1e5 w[1])), w[2]]; loss L = sum(a)");
    Options options = Options.of("", "Net").with(EnumSet.of(Goal.PARAMETER_JACOBIAN));
    CheckReport.Entry jacobian =
        entry(GradientCheck.check(program, options, 1, 3), "parameterJacobian");

    assertThat(jacobian.compared()).isEqualTo(3 * 3);
    assertThat(jacobian.kinks()).isEqualTo(3);
  }
}
