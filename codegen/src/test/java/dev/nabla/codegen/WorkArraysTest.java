package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codegen.check.GradientCheck;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.symbolic.derive.DerivedProgram;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Work arrays are used again once nobody needs what they held. */
@Tag("hot")
class WorkArraysTest {
  private static final int NUMBER = 8;

  static DerivedProgram chain(int layers, int width) {
    StringBuilder text =
        new StringBuilder("dim d = " + width + "\ninput x : (d); target y : (d)\n");
    for (int k = 1; k <= layers; k++) {
      text.append(String.format("param W%1$d : (d, d), b%1$d : (d)%n", k));
      String from = k == 1 ? "x" : "h" + (k - 1);
      text.append(String.format("z%1$d = W%1$d^T %2$s + b%1$d; h%1$d = tanh(z%1$d)%n", k, from));
    }
    return Specs.derived(text + "loss L = sum((h" + layers + " - y) .^ 2)\n");
  }

  /** Of L layers: the values of all of them, and of the adjoints two at a time. */
  @ParameterizedTest
  @CsvSource({"64, 48", "128, 24"})
  void adjointsOfAllLayersShareArrays(int width, int layers) {
    long bytes =
        new JavaGenerator().explain(chain(layers, width), Options.of("", "Net")).scratchBytes();
    long layer = (long) width * NUMBER;
    assertThat(bytes).isBetween(layers * layer, (layers + 4) * layer);
  }

  /** What is small keeps the names of the definition. */
  @ParameterizedTest
  @EnumSource(Target.class)
  void smallArraysKeepTheirNames(Target target) {
    Options options = Options.of("", "Net").withTarget(target);
    assertThat(new JavaGenerator().generate(chain(3, 32), options).text())
        .contains("delta_z1", "delta_z3")
        .doesNotContain("work32");
    assertThat(new JavaGenerator().generate(chain(90, 32), options).text()).contains("work32");
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void gradientsStayTheSame(Target target) {
    Options options =
        Options.of("", "Net").withTarget(target).with(Set.of(Goal.GRADIENT_ONLY, Goal.JACOBIAN));
    assertThat(GradientCheck.check(chain(48, 32), options, 7, 1).isWithin(1e-8)).isTrue();
  }

  /** What an inverse is computed from is an array of its own. */
  @Test
  void inversesStayTheSame() {
    DerivedProgram program =
        Specs.derived(
            "input x : (30, 1); param A : (30, 30), B : (30, 30)\n"
                + "u = inv(A + 30 identity(30)) x; v = inv(B + 30 identity(30)) u\n"
                + "loss L = sum(v .^ 2)");
    Options options = Options.of("", "Net").with(Set.of(Goal.HESSIAN_VECTOR));
    assertThat(GradientCheck.check(program, options, 3, 1).isWithin(1e-8)).isTrue();
  }
}
