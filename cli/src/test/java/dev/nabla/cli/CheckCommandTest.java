package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {
  @ParameterizedTest
  @ValueSource(strings = {"two-layer", "softmax-batch", "five-layer-score"})
  void passesRightGradients(String example) {
    Cli cli = Cli.run("check", "--trials", "2", Cli.example(example));

    assertThat(cli.code()).isEqualTo(ExitCode.DONE);
    assertThat(cli.out()).contains(": passed, 2 points", "worst relative error");
  }

  @Test
  void failsWrongGradients() {
    Source source = new Source("<test>", "dim n = 2; input x : (n); param w : (n); loss L = w^T x");
    Network network =
        Elaborator.read(source, Options.named("Test"), new Diagnostics(source)).orElseThrow();
    DerivedProgram right = Deriver.derive(network).program();
    Binding gradient = right.gradients().get(0);
    Binding wrong =
        new Binding(
            gradient.variable(), network.exprs().scale(Rational.of(101, 100), gradient.value()));
    DerivedProgram altered =
        new DerivedProgram(network, right.values(), right.seed(), right.adjoints(), List.of(wrong));
    StringWriter out = new StringWriter();
    dev.nabla.codegen.Options options = dev.nabla.codegen.Options.of("", "Checked");

    assertThat(CheckCommand.check(new PrintWriter(out), right, options, 1, 3))
        .isEqualTo(ExitCode.DONE);
    assertThat(CheckCommand.check(new PrintWriter(out), altered, options, 1, 3))
        .isEqualTo(ExitCode.CHECK);
    assertThat(out.toString()).contains("Test: passed", "Test: FAILED", "<- wrong");
  }

  @Test
  void doesNotPassWhatItCouldNotCompare() {
    String kinks = "c = [1e9, 2e9, 3e9, 5e9, 7e9, 11e9, 13e9, 17e9]; loss L = sum(abs(sin(c x)))";
    Cli cli = Cli.run("check", "-e", "param x : (); " + kinks);

    assertThat(cli.code()).isEqualTo(ExitCode.CHECK);
    assertThat(cli.out())
        .contains("Network: FAILED", "<- not compared: a kink within the step of each of 5");
  }

  @Test
  void checksSecondDerivativesWhenAsked() {
    Cli cli =
        Cli.run(
            "check",
            "--jacobian",
            "--parameter-jacobian",
            "--hessian",
            "--hvp",
            Cli.example("two-layer"));

    assertThat(cli.code()).isEqualTo(ExitCode.DONE);
    assertThat(cli.out())
        .contains("  jacobian ", "  parameterJacobian ", "  hessian ", "  hessianVector ");
  }

  @Test
  void needsPoints() {
    assertThat(Cli.run("check", "--trials", "0", Cli.example("two-layer")).code())
        .isEqualTo(ExitCode.USAGE);
  }
}
