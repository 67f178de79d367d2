package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeriveCommandTest {
  private static final String UNDECLARED =
      "z1 = W1^T x + b1; h1 = relu(z1); z2 = W2^T h1 + b2; h2 = sigmoid(z2);"
          + " loss L = -y log(h2) - (1 - y) log(1 - h2)";

  @Test
  void printsShapesAdjointsAndGradients() {
    Cli cli = Cli.run("derive", Cli.example("two-layer"));

    assertThat(cli.code()).isEqualTo(ExitCode.DONE);
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out().lines().map(String::strip))
        .contains(
            "param  W1 : (n_in, n_hid)",
            "δz2 = h2 - y                       : (n_out, 1)",
            "δz1 = (W2 δz2) ⊙ relu'(z1)         : (n_hid, 1)",
            "∂L/∂W1 = x δz1^T   : (n_in, n_hid)",
            "∂L/∂W2 = h1 δz2^T  : (n_hid, n_out)");
  }

  @Test
  void expandsAdjoints() {
    Cli cli = Cli.run("derive", "--expand", Cli.example("two-layer"));

    assertThat(cli.out())
        .contains("∂L/∂W2 = h1 (h2 - y)^T")
        .contains("∂L/∂W1 = x ((W2 (h2 - y)) ⊙ relu'(z1))^T");
  }

  @Test
  void saysWhatItInferred() {
    Cli cli = Cli.run("derive", "-e", UNDECLARED);

    assertThat(cli.code()).isEqualTo(ExitCode.DONE);
    assertThat(cli.out().lines().map(String::strip))
        .contains(
            "inferred, as nothing is declared",
            "target y  : ()",
            "param  W1 : (n, m)",
            "∂L/∂W1 = x δz1^T  : (n, m)");
  }

  @Test
  void pointsAtAProductThatDoesNotBalance(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("two-layer.nabla");
    String spec = Files.readString(Path.of(Cli.example("two-layer")));
    Files.writeString(file, spec.replace("W1^T x", "W1 x"));

    Cli cli = Cli.run("derive", file.toString());

    assertThat(cli.code()).isEqualTo(ExitCode.SPEC);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err())
        .isEqualToNormalizingNewlines(
            file
                + """
                :10:6: error: W1 x does not balance [shape-product]
                   10 | z1 = W1 x + b1
                      |      ^^^^
                      W1 : (n_in, n_hid)    x : (n_in, 1)    the inner sizes n_hid and n_in differ
                      help: W1^T x balances and gives (n_hid, 1), which b1 needs
                1 error
                """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two-layer", "five-layer-score", "squares", "softmax-batch"})
  void writesJsonThatReads(String example) throws IOException {
    Cli cli = Cli.run("derive", "--format", "json", Cli.example(example));

    assertThat(cli.code()).isEqualTo(ExitCode.DONE);
    int tokens = 0;
    try (JsonParser parser = new JsonFactory().createParser(cli.out())) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    assertThat(tokens).isGreaterThan(50);
    assertThat(cli.out()).contains("\"adjoints\"", "\"gradients\"", "\"steps\"", "\"rewrites\"");
  }

  @Test
  void writesWarningsIntoJson() {
    Cli cli = Cli.run("derive", "--format", "json", "-e", "u = W x; z = Wx + u");

    assertThat(cli.out()).contains("\"warnings\"", "\"unlikely\"", "write W x for the product");
  }

  @Test
  void writesLatex() {
    assertThat(Cli.run("derive", "--format", "latex", Cli.example("two-layer")).out())
        .contains("\\frac{\\partial L}{\\partial W_1} &= x \\delta_{z_1}^{\\top}");
  }

  @Test
  void laysGradientsOutAsRows() {
    assertThat(
            Cli.run("derive", "--layout", "jacobian", "-e", "z = W x + b; loss L = ‖y - z‖^2")
                .out())
        .contains("∂L/∂W = x δz", "∂L/∂b = δz");
  }

  @Test
  void derivesHessians() {
    assertThat(Cli.run("derive", "--hessian", "--wrt", "x", "-e", "loss L = ‖A x - b‖^2").out())
        .contains("∂L/∂x = 2 A^T (A x - b)", "∂²L/∂x² = 2 A^T A");
  }

  @Test
  void coloursErrorsWhenAsked() {
    String escape = "\u001b[";
    assertThat(Cli.run("derive", "-e", "z = foo(x)").err()).doesNotContain(escape);
    assertThat(Cli.run("derive", "--color", "always", "-e", "z = foo(x)").err())
        .contains(escape + "1;31merror:", escape + "1;31m^^^", escape + "36mhelp:");
  }

  @Test
  void doesNotWriteDerivativesInTermsOfTheLoss() {
    assertThat(Cli.run("derive", "--hessian", "-e", "loss L = logsumexp(z)").out())
        .contains("∂L/∂z = softmax(z)", "= diag(softmax(z)) - softmax(z) softmax(z)^T");
  }

  @Test
  void saysHowItIsUsed() {
    assertThat(Cli.run("derive").code()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("derive", "no-such-file.nabla").code()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("derive", "--wrt", "q", "-e", "f = W x").code()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run().code()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("--help").code()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void derivesTheBlocksOfAHessianAndItsProductWithAVector() {
    Cli cli =
        Cli.run("derive", "--hessian", "--hvp", "--wrt", "a,b", "-e", "loss L = b logsumexp(a)");

    assertThat(lines(cli))
        .contains(
            "∂²L/∂a²  = b (diag(softmax(a)) - softmax(a) softmax(a)^T)  : (n, n)",
            "∂²L/∂a∂b = softmax(a)                                      : (n, 1)",
            "∂²L/∂b²  = 0                                               : ()",
            "Hessian-vector product for any v_a : (n, 1), v_b : ()",
            "(∇²L v)_b = v_a^T softmax(a)                                 : ()")
        .noneMatch(line -> line.startsWith("∂²L/∂b∂a"));
  }

  @Test
  void derivesAnyValueByAnyOther() {
    String text = "z = W x + b; h = tanh(z); loss L = ‖h - t‖^2";

    assertThat(lines(Cli.run("derive", "--jacobian", "--of", "h", "--wrt", "z", "-e", text)))
        .contains("∂h/∂z = diag(1 - h ⊙ h)  : (n, n)");
    assertThat(Cli.run("derive", "--of", "g", "-e", text).err()).contains("there is no such value");
  }

  @Test
  void derivesHigherOrders() {
    Cli cli = Cli.run("derive", "--order", "3", "-e", "input x : (); f = x^5");

    assertThat(lines(cli)).contains("∂²f/∂x² = 20 x^3  : ()", "∂³f/∂x³ = 60 x^2  : ()");
    assertThat(Cli.run("derive", "--order", "9", "-e", "loss L = sum(x)").err())
        .contains("has 9 axes, more than 8");
    assertThat(Cli.run("derive", "--order", "0", "-e", "loss L = sum(x)").code())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aHessianIsOfAScalar() {
    Cli cli = Cli.run("derive", "--hvp", "-e", "f = W x");

    assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("--hvp: f is not a scalar but of shape (n, 1)");
  }

  @Test
  void longJacobiansHaveNamedFactors() {
    StringBuilder text = new StringBuilder("h1 = tanh(W1 x)");
    for (int k = 2; k <= 10; k++) {
      text.append("; h%d = tanh(W%d h%d)".formatted(k, k, k - 1));
    }
    List<String> arguments = List.of("derive", "--jacobian", "--wrt", "x", "-e", text.toString());
    Cli cli = Cli.run(arguments.toArray(String[]::new));

    assertThat(cli.out()).contains("J_h4 = ∂h10/∂h4 = diag(1 - h10 ⊙ h10) W10", "= J_h4 diag(");
    for (String format : List.of("latex", "markdown", "json")) {
      Cli other =
          Cli.run("derive", "--format", format, "--jacobian", "--wrt", "x", "-e", text.toString());
      assertThat(other.code()).isEqualTo(ExitCode.DONE);
      assertThat(other.out()).contains("h4");
    }
  }

  private static List<String> lines(Cli cli) {
    return cli.out().lines().map(String::strip).toList();
  }
}
