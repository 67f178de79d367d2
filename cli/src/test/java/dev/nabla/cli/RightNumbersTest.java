package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and gradients at the places where tools are wrong, in both engines. */
class RightNumbersTest {
  private static final Path ROWS = Path.of("src/test/resources/dev/nabla/cli/numbers.txt");

  @TempDir Path folder;

  static Stream<String> rows() throws IOException {
    return Files.readAllLines(ROWS).stream().filter(l -> !l.isBlank() && !l.startsWith("#"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void areRightInBothEngines(String row) throws IOException {
    String[] columns = row.replaceAll(" \\[[^\\]|]*\\]$", "").split(" \\| ");
    Path values = Files.writeString(folder.resolve("values.json"), columns[1]);
    for (String engine : List.of("interpreter", "generated")) {
      Cli run =
          Cli.run("eval", "--engine", engine, "--values", values.toString(), "-e", columns[0]);
      assertThat(run.err()).as(engine).doesNotContain("error");
      close(engine + " loss", numbers(run.out(), "loss"), numbers(columns[2]));
      close(engine + " gradients", numbers(run.out(), "gradients"), numbers(columns[3]));
    }
  }

  /** Short as a program, not on paper: {@code g(g(g(…)))} with {@code g(u) = u u + u}. */
  @Test
  void whatIsTooLongToReadIsAnErrorSoon() {
    String nested = "g(".repeat(18) + "x" + ")".repeat(18);
    Cli run = Cli.run("derive", "-e", "fn g(u) = u u + u; input x : (); loss L = " + nested);
    assertThat(run.code()).isEqualTo(ExitCode.SPEC);
    assertThat(run.err())
        .contains("written out, has more than 50,000 operations", "give names to parts");
  }

  private static void close(String what, List<Double> actual, List<Double> expected) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int k = 0; k < expected.size(); k++) {
      double right = expected.get(k);
      if (Double.isNaN(right)) {
        assertThat(actual.get(k)).as(what).isNaN();
      } else {
        assertThat(actual.get(k)).as(what).isCloseTo(right, within(4e-15 * Math.abs(right)));
      }
    }
  }

  private static List<Double> numbers(String text) {
    return Stream.of(text.split("[; ]+")).map(Double::valueOf).toList();
  }

  /** All numbers under a name of a JSON object, in order. */
  private static List<Double> numbers(String json, String name) throws IOException {
    List<Double> found = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      String top = "";
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token == JsonToken.FIELD_NAME) {
          top = depth == 1 ? parser.currentName() : top;
        } else if (token.isScalarValue() && top.equals(name)) {
          found.add(Double.valueOf(parser.getText()));
        }
      }
    }
    return found;
  }
}
