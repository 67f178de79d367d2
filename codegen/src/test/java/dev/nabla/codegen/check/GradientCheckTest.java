package dev.nabla.codegen.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.codegen.GeneratedSource;
import dev.nabla.codegen.JavaGenerator;
import dev.nabla.codegen.Options;
import dev.nabla.codegen.Specs;
import dev.nabla.codegen.check.CheckReport.Entry;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The check finds what is wrong, and says nothing of what it could not compare. */
class GradientCheckTest {
  private static final double TOLERANCE = 1e-6;

  private static final String NEURON =
      "input x : (2); target y : (); param w : (2), b : (); z = w^T x + b;"
          + " loss L = (sigmoid(z) - y)^2";

  private static CheckReport check(DerivedProgram program, Options options, String... change) {
    GeneratedSource source = new JavaGenerator().generate(program, options);
    String text = source.text();
    for (int k = 0; k < change.length; k += 2) {
      assertThat(text).contains(change[k]);
      text = text.replace(change[k], change[k + 1]);
    }
    return GradientCheck.check(program, options, new GeneratedSource(source.path(), text), 1, 2);
  }

  private static Entry entry(CheckReport report, String name) {
    return report.entries().stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void aRightClassPasses() {
    CheckReport report = check(Specs.derived(NEURON), Options.of("", "Neuron"));

    assertThat(report.entries()).extracting(Entry::name).containsExactly("w", "b", "L");
    assertThat(report.isWithin(TOLERANCE)).isTrue();
    assertThat(report.isWithin(0)).isFalse();
    assertThat(entry(report, "w").compared()).isEqualTo(4);
    assertThat(entry(report, "w").kinks()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "grad[0] = , grad[0] = 1.001 *, w",
    "grad[1] = , grad[1] = 1 / 0.0 *, w",
    "grad[2] = , grad[2] = 0 / 0.0 *, b",
    "grad[2] = , grad[2] = -, b",
    "return L;, return L + 1e-3;, L"
  })
  void aWrongClassIsFound(String right, String wrong, String name) {
    CheckReport report = check(Specs.derived(NEURON), Options.of("", "Neuron"), right, wrong + " ");

    assertThat(report.isWithin(TOLERANCE)).isFalse();
    assertThat(report.entries())
        .allSatisfy(e -> assertThat(e.isWithin(TOLERANCE)).isEqualTo(!e.name().equals(name)));
    Entry found = entry(report, name);
    assertThat(found.interpretedToNumeric()).isLessThan(TOLERANCE);
    assertThat(found.generatedToInterpreted() <= TOLERANCE).isFalse();
  }

  /** Differences cost an evaluation each: of many elements a random part is compared. */
  @Test
  void ofManyElementsSomeAreCompared() {
    DerivedProgram program = Specs.derived("param w : (60), v : (20); loss L = w^T w + v^T v");
    CheckReport report = check(program, Options.of("", "Norms"));

    assertThat(report.isWithin(TOLERANCE)).isTrue();
    assertThat(entry(report, "w").compared()).isEqualTo(2 * 48);
    assertThat(entry(report, "v").compared()).isEqualTo(2 * 20);
  }

  @Test
  void wrongSecondDerivativesAreFound() {
    DerivedProgram program = Specs.derived("param w : (3); loss L = sum(w.^3) + w[1] w[2]");
    Options options = Options.of("", "Cubic").with(Set.of(Goal.HESSIAN, Goal.HESSIAN_VECTOR));

    assertThat(check(program, options).isWithin(TOLERANCE)).isTrue();
    CheckReport wrong =
        check(
            program,
            options,
            "public void hessian(",
            "public void hessian(double[] a, double[] b, double[] c, double[] h) {\n    hessianOf(a, b, c, h);\n    h[1] += 0.001;\n  }\n\n  public void hessianOf(");
    assertThat(entry(wrong, "hessian").isWithin(TOLERANCE)).isFalse();
    assertThat(entry(wrong, "w").isWithin(TOLERANCE)).isTrue();
  }

  @Test
  void aVectorJacobianProductIsCheckedByACotangent() {
    DerivedProgram program = Specs.derived("input x : (2); param w : (2); z = tanh(x ⊙ w)");
    CheckReport report = check(program, Options.of("", "Gate"));

    assertThat(report.isWithin(TOLERANCE)).isTrue();
    assertThat(report.entries()).extracting(Entry::name).contains("w");
  }

  @Test
  void errorsAreRelativeToTheLargestElement() {
    assertThat(error(1, 2, 1, 2)).isZero();
    assertThat(error(0.1, 0.2, 0.1, 0.3)).isCloseTo(0.1, within(1e-15));
    assertThat(error(100, 1, 100, 2)).isEqualTo(0.01);
    assertThat(error(1, -100, 2, -100)).isEqualTo(0.01);
    assertThat(error(1, 0, -1, 50)).isEqualTo(1);
    assertThat(error(Double.NaN, 1, 1, 1)).isNaN();
    assertThat(error(1, 1, 1, Double.NaN)).isNaN();
    assertThat(error(Double.NaN, 1, Double.NaN, 1)).isNaN();
    double infinite = Double.POSITIVE_INFINITY;
    assertThat(error(infinite, 1, 1, 1)).isNaN();
    assertThat(error(infinite, 1, infinite, 1)).isZero();
  }

  /** The error of the first two numbers against the other two. */
  private static double error(double a, double b, double c, double d) {
    return GradientCheck.error(new double[] {a, b}, new double[] {c, d});
  }

  @Test
  void theWorstOfAllTrialsCounts() {
    Entry one = new Entry("w", 1, 20, 3, 4, 0);
    Entry other = new Entry("w", 10, 2, 30, 5, 6);

    assertThat(one.worse(other)).isEqualTo(new Entry("w", 10, 20, 30, 9, 6));
    assertThat(one.worst()).isEqualTo(20);
    assertThat(other.worst()).isEqualTo(30);
    assertThat(one.worse(new Entry("w", Double.NaN, 0, 0, 1, 0)).worst()).isNaN();
    assertThat(new Entry("w", 0, 0, Double.NaN, 1, 0).isWithin(1)).isFalse();
    assertThat(one.isWithin(20)).isTrue();
    assertThat(one.isWithin(19)).isFalse();
  }

  @Test
  void whatHasOnlyKinksWasNotCompared() {
    assertThat(new Entry("w", 0, 0, 0, 0, 3).isCompared()).isFalse();
    assertThat(new Entry("w", 0, 0, 0, 0, 3).isWithin(1)).isFalse();
    assertThat(new Entry("w", 0, 0, 0, 1, 3).isWithin(1)).isTrue();
    assertThat(new Entry("w", 0, 0, 0, 0, 0).isCompared()).isTrue();
    Entry good = new Entry("b", 0, 0, 0, 1, 0);
    assertThat(new CheckReport(List.of(good, new Entry("w", 0, 0, 0, 0, 3)), 1).isWithin(1))
        .isFalse();
  }

  @Test
  void pointsRespectFacts() {
    DerivedProgram program =
        Specs.derived(
            "input S : (3, 3) symmetric, D : (3, 3) diagonal, p : (20) positive, T : (2, 3) onehot;"
                + " target y : (20); param w : (3);"
                + " loss L = w^T (S + D) w + sum(p ⊙ y) + sum(T w)");
    SamplePoint point = SamplePoint.draw(program, new Random(3), 0);

    double[] s = value(point, "S");
    double[] d = value(point, "D");
    for (int k = 0; k < 9; k++) {
      assertThat(s[k]).isEqualTo(s[k % 3 * 3 + k / 3]);
      assertThat(d[k] == 0).isEqualTo(k / 3 != k % 3);
    }
    assertThat(Arrays.stream(value(point, "p"))).allMatch(v -> v >= 0.3).doesNotHaveDuplicates();
    assertThat(Arrays.stream(value(point, "y")))
        .allMatch(v -> v >= 0.1 && v < 0.9)
        .doesNotHaveDuplicates();
    double[] t = value(point, "T");
    assertThat(t).containsOnly(0, 1);
    assertThat(t[0] + t[1] + t[2]).isEqualTo(1);
    assertThat(t[3] + t[4] + t[5]).isEqualTo(1);
    assertThat(point.cotangent()).isEmpty();
    assertThat(SamplePoint.draw(program, new Random(4), 0).values()).isNotEqualTo(point.values());
  }

  private static double[] value(SamplePoint point, String name) {
    for (Variable variable : point.values().keySet()) {
      if (variable.name().equals(name)) {
        Tensor tensor = point.values().get(variable);
        return tensor.data();
      }
    }
    throw new AssertionError(name);
  }

  /** Points are drawn until they lie where the functions are defined. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "input x : (); loss L = log(x)",
        "input x : (3); loss L = sum(asin(x)) + sum(log(1 - x.^2))",
        "input x : (), y : (); loss L = sqrt(x - 1) + log(-y)",
        "param A : (3, 3) definite, x : (3); loss L = log(det(A)) + x^T A^-1 x",
        "param p : (4) positive; loss L = sum(p ⊙ log(p))",
        "input x : (); loss L = log(log(x))"
      })
  void looksWhereTheDefinitionHasValues(String definition) {
    CheckReport report = GradientCheck.check(Specs.derived(definition), 5, 3);
    assertThat(report.points()).isEqualTo(3);
    assertThat(report.isWithin(1e-6)).isTrue();
    assertThat(report.entries()).anyMatch(entry -> entry.compared() > 0);
  }

  @Test
  void saysThatNoPointWasFound() {
    CheckReport report =
        GradientCheck.check(Specs.derived("input x : (); loss L = log(-exp(x))"), 5, 3);
    assertThat(report.points()).isZero();
    assertThat(report.entries()).isEmpty();
  }
}
