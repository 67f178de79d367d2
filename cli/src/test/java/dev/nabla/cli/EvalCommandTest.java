package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvalCommandTest {
  @TempDir private Path folder;

  private String values(String json) throws IOException {
    return Files.writeString(folder.resolve("values.json"), json).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"interpreter", "generated"})
  void evaluatesTheGraphOfTheLecture(String engine) throws IOException {
    String values = values("{\"x\": 1, \"y\": -3, \"z\": 4}");
    Cli cli = Cli.run("eval", "--engine", engine, "--values", values, Cli.example("sum-product"));

    assertThat(cli.code()).isEqualTo(ExitCode.DONE);
    assertThat(cli.out().replaceAll("\\s", ""))
        .isEqualTo(
            "{\"values\":{\"d\":-2,\"f\":-8},\"adjoints\":{\"d\":4},"
                + "\"gradients\":{\"x\":4,\"y\":4,\"z\":-2}}");
  }

  @Test
  void readsOpenSizesOffTheValues() throws IOException {
    String values =
        values("{\"x\": [1, 2], \"W\": [[1, 2], [3, 4], [5, 6]], \"y\": [[0], [0], [1]]}");
    Cli cli = Cli.run("eval", "--values", values, "-e", "z = W x; loss L = ‖z - y‖^2");

    assertThat(cli.err()).isEmpty();
    assertThat(cli.out().replaceAll("\\s", ""))
        .isEqualTo(
            "{\"loss\":402,\"values\":{\"z\":[5,11,17],\"L\":402},"
                + "\"adjoints\":{\"z\":[10,22,32]},"
                + "\"gradients\":{\"W\":[[10,20],[22,44],[32,64]]}}");
  }

  @Test
  void evaluatesJacobiansWithoutALoss() throws IOException {
    String values = values("{\"x\": [1, 2, 3]}");
    Cli cli = Cli.run("eval", "--values", values, "-e", "f = [x[1] + x[2] x[3], x[1]^2 + 3 x[2]]");

    assertThat(cli.out().replaceAll("\\s", ""))
        .contains("\"jacobians\":{\"f\":{\"x\":[[1,3,2],[2,3,0]]}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"x\": [1, 2] | values.json:1",
        "[1] | expected an object",
        "{\"x\": \"a\"} | expected a number",
        "{\"x\": []} | may not be empty",
        "{\"x\": [1, [2]]} | the values before it are numbers",
        "{\"x\": [[1, 2], [3]]} | has 1 elements, the ones before it 2",
        "{\"x\": NaN} | values.json:1",
        "{\"x\": 1e999} | a double can hold, not 1e999",
        "{\"x\": 1, \"x\": 2} | Duplicate",
        "{\"x\": 1, \"q\": 2} | q is not an input",
        "{} | no value for x",
        "{\"x\": [[1, 2], [3, 4]]} | has the shape"
      })
  void explainsValuesItCannotUse(String json, String message) throws IOException {
    Cli cli = Cli.run("eval", "--values", values(json), "-e", "f = x^T x");

    assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains(message).doesNotContain("internal error");
  }
}
