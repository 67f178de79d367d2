package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.nabla.symbolic.elaborate.BuiltIns;
import dev.nabla.symbolic.elaborate.words.BuiltIn;
import dev.nabla.symbolic.function.FunctionGroup;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsCommandTest {
  @ParameterizedTest
  @ValueSource(strings = {"text", "unicode", "markdown", "json"})
  void listsEveryFunction(String format) {
    Cli cli = Cli.run("functions", "--format", format);

    assertThat(cli.code()).isEqualTo(ExitCode.DONE);
    assertThat(cli.err()).isEmpty();
    for (BuiltIn function : BuiltIns.all()) {
      String shown =
          format.equals("unicode")
              ? function.signature().replace("sigmoid", "σ").replaceAll("^sum", "Σ")
              : function.signature();
      assertThat(cli.out()).contains(shown, function.note());
    }
  }

  @Test
  void isReadableOnATerminal() {
    String out = Cli.run("functions").out();

    assertThat(out.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    for (FunctionGroup group : FunctionGroup.values()) {
      assertThat("\n" + out).contains("\n" + group.title() + "\n");
    }
    assertThat(out)
        .contains(
            "softplus(u)           = log(1 + exp(u))                       ∂/∂u = sigmoid(u)",
            "δA = -inv(A)^T δv inv(A)^T",
            "# elements that tie share the gradient");
  }

  @Test
  void showsFunctionsInFull() {
    assertThat(Cli.run("functions", "ln", "log").out())
        .isEqualTo(
            """
            log(u)
              group       Element-wise
              also        ln
              derivative  ∂/∂u = 1 / u
              note        of u > 0
              LaTeX       \\log(u)
                          \\frac{\\partial}{\\partial u} = \\frac{1}{u}
            """);
    assertThat(Cli.run("functions", "max").out())
        .contains("max(a, b)\n", "max(A)\n", "group       Reductions to a scalar");
  }

  @Test
  void writesJsonThatReads() throws IOException {
    int objects = 0;
    try (JsonParser parser =
        new JsonFactory().createParser(Cli.run("functions", "--format", "json").out())) {
      while (parser.nextToken() != null) {
        objects += "application".equals(parser.currentName()) ? 1 : 0;
      }
    }
    assertThat(objects).isEqualTo(2 * BuiltIns.all().size());
  }

  @Test
  void offersNearMisses() {
    assertThat(Cli.run("functions", "sofplus"))
        .isEqualTo(
            new Cli(
                ExitCode.USAGE,
                "",
                "functions: there is no function sofplus; did you mean softplus?\n"));
    assertThat(Cli.run("functions", "relu", "qqqqqq").err())
        .isEqualTo("functions: there is no function qqqqqq; nabla functions lists them all\n");
  }
}
