package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphCommandTest {
  private static final String LECTURE = "input x : (), y : (), z : (); f = (x + y) z";

  @TempDir private Path folder;

  private String values(String json) throws IOException {
    return Files.writeString(folder.resolve("values.json"), json).toString();
  }

  @Test
  void drawsTheGraphOfTheLecture() throws IOException {
    String values = values("{\"x\": 1, \"y\": -3, \"z\": 4}");
    Cli cli = Cli.run("graph", "--format", "dot", "--values", values, "-e", LECTURE);

    assertThat(cli.err()).isEmpty();
    assertThat(cli.out().lines().filter(line -> line.contains(" -> ")).map(String::strip))
        .containsExactly(
            "n0 -> n2 [label=<<font color=\"#116329\">1</font><br/><font color=\"#b3261e\">4</font>>];",
            "n1 -> n2 [label=<<font color=\"#116329\">-3</font><br/><font color=\"#b3261e\">4</font>>];",
            "n2 -> n4 [label=<<font color=\"#116329\">-2</font><br/><font color=\"#b3261e\">4</font>>];",
            "n3 -> n4 [label=<<font color=\"#116329\">4</font><br/><font color=\"#b3261e\">-2</font>>];",
            "n4 -> n5 [label=<<font color=\"#116329\">-8</font><br/><font color=\"#b3261e\">1</font>>];");
  }

  @Test
  void writesAFileInTheFormatOfItsName() throws IOException {
    Path svg = folder.resolve("new/two-layer.svg");
    Path dot = folder.resolve("two-layer.DOT");

    for (Path file : List.of(svg, dot)) {
      Cli cli = Cli.run("graph", Cli.example("two-layer"), "-o", file.toString());
      assertThat(cli).isEqualTo(new Cli(ExitCode.DONE, "", ""));
    }
    assertThat(Files.readString(svg)).startsWith("<svg ").endsWith("</svg>\n");
    assertThat(Files.readString(dot)).startsWith("digraph \"TwoLayer\" {").endsWith("}\n");
    assertThat(Cli.run("graph", Cli.example("two-layer")).out()).isEqualTo(Files.readString(svg));
  }

  @Test
  void readsSizesOffTheValues() throws IOException {
    String values =
        values("{\"x\": [1, 2], \"W\": [[1, 2], [3, 4], [5, 6]], \"y\": [[0], [0], [1]]}");
    Cli cli = Cli.run("graph", "--values", values, "-e", "z = W x; loss L = ‖z - y‖^2");

    assertThat(cli.err()).isEmpty();
    assertThat(cli.out()).contains(">[5, 11, 17]<", ">[10, 22, 32]<", ">402<");
  }

  @Test
  void derivesByWhatIsAskedFor() throws IOException {
    String values = values("{\"x\": 1, \"y\": -3, \"z\": 4}");
    Cli cli = Cli.run("graph", "--format=dot", "--wrt", "z", "--values", values, "-e", LECTURE);

    assertThat(cli.out())
        .contains("<font color=\"#b3261e\">-2</font>")
        .doesNotContain("#b3261e\">4<");
  }

  @Test
  void warnsAndReadsStandardInput() {
    Cli cli = Cli.reading("input x : (), q : (); f = 2 x\n", "graph", "--format", "dot", "-");

    assertThat(cli.code()).isEqualTo(ExitCode.DONE);
    assertThat(cli.err()).contains("<stdin>:1:15: warning: q is not used");
    assertThat(cli.out()).contains("digraph");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "graph | a FILE is missing",
        "graph -e a=x -e b=x | graph: one definition at a time",
        "graph --wrt x -e a=x | graph: --wrt needs --values",
        "graph --values - - | graph: standard input can be read once",
        "graph --values VALUES --wrt q -e f=‖x‖ | --wrt q: there is no such name",
        "graph --values VALUES -e f=x⊙w | values.json: no value for w",
        "graph --values VALUES -e f=3 | x is not an input, target or parameter of Network",
        "graph --values missing.json -e f=x | missing.json: there is no such file",
        "graph --values VALUES --dim n=2 -e f=x⊙x | the result f : (n, 1) is none; end with one, as in loss L = sum(f)",
        "graph --format png -e f=x | expected one of [SVG, DOT]",
        "graph -e f=x -o FOLDER | cannot be written"
      })
  void explainsWhatCannotBeUsed(String line, String message) throws IOException {
    String values = values("{\"x\": [1, 2]}");
    String[] words =
        line.strip().replace("VALUES", values).replace("FOLDER", folder.toString()).split(" ");
    Cli cli = Cli.run(words);

    assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains(message).doesNotContain("internal error");
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void explainsErrorsInTheDefinition() {
    Cli cli = Cli.run("graph", "-e", "input x : (3, 1), W : (3, 2); z = W x");

    assertThat(cli.code()).isEqualTo(ExitCode.SPEC);
    assertThat(cli.err()).contains("W x does not balance").endsWith("1 error\n");
  }

  @Test
  void functionsWithoutADefinitionHaveNoValues() throws IOException {
    String values = values("{\"x\": 1}");
    String definition = "input x : (); fn g(u); f = g(x)";

    assertThat(Cli.run("graph", "-e", definition).code()).isEqualTo(ExitCode.DONE);
    Cli cli = Cli.run("graph", "--values", values, "-e", definition);
    assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err())
        .isEqualTo(
            "graph: g has no definition, so that there are no values; define it: fn g(u) = ...\n");
  }
}
