package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What LaTeX was read as is said at once, by every command. */
class LatexInputTest {
  private static final String NOTES =
      """
      $$z_1(x) = W_1^T x + b_1$$
      $$h_1(z_1) = \\text{ReLu}(z_1)$$
      $$z_2(h_1) = W_2^T h_1 + b_2$$
      $$h_2(z_2) = \\sigma(z_2) = \\hat{y}$$
      $$\\mathcal{L} = -y \\log(h_2) - (1 - y) \\log(1 - h_2)$$
      """;

  private static final String READ =
      """
      note: LaTeX is read as [latex]
          1 | $$z_1(x) = W_1^T x + b_1$$
            |   ^^^^^^^^^^^^^^^^^^^^^^
            z1 = W1^T x + b1
            h1 = relu(z1)
            z2 = W2^T h1 + b2
            h2 = sigmoid(z2)
      """;

  @Test
  void deriveSaysWhatItUnderstood(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("notes.nabla"), NOTES);
    Cli cli = Cli.run("derive", file.toString());

    assertThat(cli.code()).isEqualTo(ExitCode.DONE);
    assertThat(cli.err()).isEqualTo(file + ":1:3: " + READ);
    assertThat(cli.out().lines().map(String::strip))
        .startsWith("network Notes")
        .contains("δz2 = h2 - y                       : ()", "∂L/∂W1 = x δz1^T  : (n, m)");
  }

  @Test
  void jsonStaysJson() throws IOException {
    Cli cli = Cli.run("derive", "--format", "json", "-e", NOTES);

    assertThat(cli.err()).isEqualTo("<expression>:1:3: " + READ);
    try (JsonParser parser = new JsonFactory().createParser(cli.out())) {
      while (parser.nextToken() != null) {
        assertThat(parser.currentToken()).isNotNull();
      }
    }
  }

  @Test
  void checkAndGenerateSayIt() {
    Cli check = Cli.run("check", "--dim", "n=2", "--dim", "m=3", "-e", NOTES);
    assertThat(check.code()).isEqualTo(ExitCode.DONE);
    assertThat(check.out()).contains("Network: passed");
    assertThat(check.err()).isEqualTo("<expression>:1:3: " + READ);

    Cli generate =
        Cli.run(
            "generate", "--stdout", "--dim", "n=2", "--dim", "m=3", "--package", "p", "-e", NOTES);
    assertThat(generate.code()).isEqualTo(ExitCode.DONE);
    assertThat(generate.out()).contains("class Network");
    assertThat(generate.err()).isEqualTo("<expression>:1:3: " + READ);
  }

  /** What is read literally needs no note. */
  @Test
  void errorsPointIntoTheLatex() {
    Cli cli =
        Cli.run(
            "derive",
            "-e",
            "input x : (n); param W : (n, m); z = \\frac{\\mathbf{W} x}{2}; h = \\sigmod(z)");

    assertThat(cli.code()).isEqualTo(ExitCode.SPEC);
    assertThat(cli.err())
        .contains("<expression>:1:66: error: the command \\sigmod is not known [latex-command]\n");
  }

  @Test
  void asReadPrintsTheDefinitionOnly() {
    Cli cli = Cli.run("derive", "--as-read", "-e", "a^{[1]} = \\tanh(W^{[1]} x)");

    assertThat(cli.code()).isEqualTo(ExitCode.DONE);
    assertThat(cli.out()).isEqualTo("a1 = tanh(W1 x)\n");
  }

  @Test
  void sentencesBetweenEquationsAreSkipped(@TempDir Path folder) throws IOException {
    String notes =
        """
        # A model

        We fit the weights by least squares. The prediction is

        $$\\hat{y} = \\mathbf{w}^\\top \\mathbf{x}$$

        and the loss, whose derivative is $\\frac{\\partial L}{\\partial w}$, is

        $$L = (y - \\hat{y})^2, \\qquad \\frac{\\partial L}{\\partial \\hat{y}} = -2 (y - \\hat{y})$$
        """;
    Cli cli = Cli.run("derive", Files.writeString(folder.resolve("notes.md"), notes).toString());

    assertThat(cli.code()).isEqualTo(ExitCode.DONE);
    assertThat(cli.err()).contains("one equation is not read").doesNotContain("error");
    assertThat(cli.out()).contains("δyhat = 2 (yhat - y)", "∂L/∂w = δyhat x");
  }

  @Test
  void theLatexOfIndicesHasOneSubscriptOnly() {
    Cli cli =
        Cli.run(
            "derive", "--format", "latex", "-e", "a_1[j] = sum[i] x[i] W[i,j]; loss L = sum(a_1)");

    assertThat(cli.out()).contains("[a_1]_{j} &= \\sum_{i} x_{i} W_{i j}");
  }
}
