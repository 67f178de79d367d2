package dev.nabla.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codegen.check.CheckReport;
import dev.nabla.codegen.check.GradientCheck;
import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.network.Binding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated, interpreted and numeric gradients of every definition agree. */
class DefinitionsTest {
  private static final double TOLERANCE = 1e-6;
  private static final long SEED = 2026;
  private static final int TRIALS = 5;

  static List<Path> files() {
    return Definitions.files();
  }

  @ParameterizedTest
  @MethodSource("files")
  void isGeneratedByTheBuild(Path file) {
    String name = Definitions.network(file).name();
    assertThat(Path.of("target/generated-sources/nabla/dev/nabla/examples", name + ".java"))
        .exists();
  }

  @ParameterizedTest
  @MethodSource("files")
  void gradientsAgree(Path file) {
    DerivedProgram program = Deriver.derive(Definitions.network(file)).program();
    CheckReport report = GradientCheck.check(program, SEED, TRIALS);
    assertThat(report.entries()).isNotEmpty();
    for (CheckReport.Entry entry : report.entries()) {
      assertThat(entry.compared()).as("%s", entry).isPositive();
      assertThat(entry.worst()).as("%s", entry).isLessThan(TOLERANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"two-layer", "squares-relu", "softmax-batch", "linear-score"})
  void aWrongGradientIsFound(String name) {
    DerivedProgram right = Definitions.derivation(name).program();
    for (int wrong = 0; wrong < right.gradients().size(); wrong++) {
      String changed = right.gradients().get(wrong).variable().name();
      CheckReport report = GradientCheck.check(onePercentOff(right, wrong), SEED, TRIALS);
      assertThat(report.isWithin(TOLERANCE)).as(changed).isFalse();
      for (CheckReport.Entry entry : report.entries()) {
        boolean isWithin = entry.worst() < TOLERANCE;
        assertThat(isWithin).as("%s wrong, %s", changed, entry).isEqualTo(!is(entry, changed));
      }
    }
  }

  private static boolean is(CheckReport.Entry entry, String name) {
    return entry.name().equals(name);
  }

  private static DerivedProgram onePercentOff(DerivedProgram program, int which) {
    List<Binding> gradients = new ArrayList<>(program.gradients());
    Binding right = gradients.get(which);
    Rational factor = Rational.of(101, 100);
    gradients.set(
        which,
        new Binding(right.variable(), program.network().exprs().scale(factor, right.value())));
    return new DerivedProgram(
        program.network(), program.values(), program.seed(), program.adjoints(), gradients);
  }
}
