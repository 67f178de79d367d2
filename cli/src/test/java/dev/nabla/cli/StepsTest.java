package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.symbolic.rewrite.Rule;
import dev.nabla.symbolic.rewrite.Rules;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What {@code derive --steps} shows. */
class StepsTest {
  private static final int TERMINAL = 100;

  static Stream<Path> definitions() throws IOException {
    return Files.list(Cli.EXAMPLES).filter(p -> p.toString().endsWith(".nabla")).sorted();
  }

  /** The lines of one step, from its title to the next blank line. */
  private static String step(String text, String title) {
    int start = text.indexOf("\n  " + title + "\n");
    assertThat(start).as("%s in\n%s", title, text).isPositive();
    int end = text.indexOf("\n\n", start + 1);
    return text.substring(start + 1, end < 0 ? text.length() : end + 1);
  }

  @Test
  void showsChainJacobiansBalanceAndRewrites() {
    String out = Cli.run("derive", "--steps", Cli.example("two-layer")).out();

    assertThat(step(out, "∂L/∂W1 : (n_in, n_hid)"))
        .isEqualTo(
            """
              ∂L/∂W1 : (n_in, n_hid)
                chain    ∂L/∂W1 = ∂L/∂z1 · ∂z1/∂W1
                                = ∂L/∂h2 · ∂h2/∂z2 · ∂z2/∂h1 · ∂h1/∂z1 · ∂z1/∂W1
                factors  ∂L/∂z1          = δz1                        : (n_hid, 1)
                         ∂z1[i]/∂W1[j,k] = identity(n_hid)[i,k] x[j]  : (n_hid, n_in, n_hid)
                balance  factor   shape       stands as  shape
                         x        (n_in, 1)   x          (n_in, 1)
                         δz1      (n_hid, 1)  δz1^T      (1, n_hid)
                         product              x δz1^T    (n_in, 1) · (1, n_hid) = (n_in, n_hid), as W1
                formula    x δz1^T
                checked  ✓ exact
            """);
    assertThat(step(out, "∂L/∂z1 : (n_hid, 1)"))
        .contains(
            "∂h1/∂z1 = diag(relu'(z1))  : (n_hid, n_hid)",
            "(n_hid, n_hid) · (n_hid, 1) = (n_hid, 1), as z1",
            "= δh1 ⊙ relu'(z1)       by diagonal: diag(u) v = u ⊙ v ✓ exact",
            "= (W2 δz2) ⊙ relu'(z1)  by insert: δh1 = W2 δz2 ✓ exact");
    assertThat(step(out, "L : ()"))
        .contains(
            "by definition: h2 = sigmoid(z2) ✓ exact",
            "by log-sigmoid: log(sigmoid(u)) = -softplus(-u) ✓ numeric",
            "= sum(softplus(z2) - y ⊙ z2)");
  }

  @Test
  void addsTheChainsOfSeveralUses() {
    String out =
        Cli.run("derive", "--steps", "-e", "h = tanh(x); loss L = sum(h ⊙ x) + sum(exp(h))").out();
    assertThat(step(out, "∂L/∂x : (n, 1)"))
        .contains("chain    ∂L/∂x = ∂L/∂x directly from L = ", "+ ∂L/∂h · ∂h/∂x");
  }

  @Test
  void laysStepsOutAsRows() {
    String out =
        Cli.run(
                "derive",
                "--steps",
                "--layout",
                "jacobian",
                "-e",
                "z = W x + b; h = tanh(z); loss L = ‖h - y‖^2")
            .out();

    assertThat(step(out, "∂L/∂W : (m, n)"))
        .contains(
            "δz       (1, n)  δz         (1, n)", "product          x δz       (m, 1) · (1, n)");
    assertThat(step(out, "∂L/∂z : (1, n)")).contains("(1, n) · (n, n) = (1, n)");
    assertThat(out).contains("∂L/∂W = x δz  : (m, n)").doesNotContain("δz^T");
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void fitsATerminal(Path definition) {
    for (String layout : List.of("gradient", "jacobian")) {
      for (String format : List.of("text", "unicode")) {
        Cli cli =
            Cli.run(
                "derive", "--steps", "--format", format, "--layout", layout, definition.toString());
        assertThat(cli.code()).as(cli.err()).isEqualTo(ExitCode.DONE);
        assertThat(cli.out().lines())
            .allSatisfy(
                line ->
                    assertThat(line.codePointCount(0, line.length()))
                        .as(line)
                        .isLessThanOrEqualTo(TERMINAL));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void checksEveryStep(Path definition) {
    String out = Cli.run("derive", "--steps", definition.toString()).out();
    assertThat(out.substring(out.indexOf("\nsteps")))
        .contains("checked")
        .doesNotContain("undecided");
  }

  @Test
  void countsOperations() {
    assertThat(Cli.run("derive", "--cost", Cli.example("two-layer")).out())
        .contains(
            "    multiplications  n_hid n_in + n_hid n_out + n_out                    = 13",
            "    functions        n_out                                               = 1",
            "  the gradient takes 1.75 times the operations of L");
    assertThat(Cli.run("derive", "--cost", "-e", "dim m, n; z = A B x").out())
        .contains("the gradient takes at most ", ", whatever the sizes");
    assertThat(
            Cli.run("derive", "--cost", "-e", "param A : (a, b), B : (b, c), C : (c, d); z = A B C")
                .out())
        .contains("undecided: the cheapest order depends on sizes");
    assertThat(Cli.run("derive", "--cost", "--format", "json", Cli.example("two-layer")).out())
        .contains("\"polynomial\" : \"n_hid n_in + n_hid n_out + n_out\"", "\"ratio\" : 1.75");
    assertThat(Cli.run("derive", "--cost", "--format", "latex", Cli.example("two-layer")).out())
        .contains("\\text{multiplications}", "n_{\\mathrm{hid}} n_{\\mathrm{in}} + ");
  }

  @Test
  void writesStepsAsLatexAndMarkdown() {
    String latex =
        Cli.run("derive", "--steps", "--format", "latex", Cli.example("two-layer")).out();
    String markdown =
        Cli.run("derive", "--steps", "--format", "markdown", Cli.example("two-layer")).out();

    assertThat(latex)
        .contains(
            "\\paragraph{$\\frac{\\partial L}{\\partial W_1}$ of shape",
            "\\text{by log-sigmoid: }\\log(\\sigma(u)) = -\\mathrm{softplus}(-u)",
            "\\to \\delta_{z_1}^{\\top}");
    assertThat(markdown).contains("### $\\frac{\\partial L}{\\partial W_1}$ of shape", "$$\n");
  }

  @Test
  void writesStepsAsJson() {
    assertThat(Cli.run("derive", "--steps", "--format", "json", Cli.example("two-layer")).out())
        .contains(
            "\"chains\"",
            "\"balance\"",
            "\"inFull\" : [ \"∂L/∂h2\", \"∂h2/∂z2\", \"∂z2/∂W2\" ]",
            "\"rule\" : \"log-sigmoid\"",
            "\"equations\" : [ \"log(sigmoid(u)) = -softplus(-u)\" ]",
            "\"checked\" : \"numeric\"");
  }

  @Test
  void endsWithAnErrorWhenAStepDoesNotHold() {
    List<Rule> wrong = new ArrayList<>(Rules.STANDARD.always());
    wrong.add(0, Rule.of("wrong | log(sigmoid(u)) → softplus(u)"));
    Rules rules = new Rules(wrong, Rules.STANDARD.whenShorter());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int code =
        Main.run(
            deriving(rules),
            Screen.of(new PrintWriter(out), new PrintWriter(err)),
            "derive",
            Cli.example("two-layer"));

    assertThat(code).isEqualTo(ExitCode.INTERNAL);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains(
            "internal error: the step for L does not hold:"
                + " wrong made softplus(z2) of log(sigmoid(z2))");
  }

  private static CommandLine.IFactory deriving(Rules rules) {
    return new CommandLine.IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        return type == DeriveCommand.class
            ? type.cast(new DeriveCommand(rules))
            : CommandLine.defaultFactory().create(type);
      }
    };
  }
}
