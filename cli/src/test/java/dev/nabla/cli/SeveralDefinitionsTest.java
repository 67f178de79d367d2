package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands take files, standard input and texts, several at once. */
class SeveralDefinitionsTest {
  private static final String A = "network A; loss L = ‖x‖^2";
  private static final String B = "network B; f = x + 1";

  @TempDir private Path folder;

  private static String derive(String... more) {
    String[] arguments = new String[more.length + 1];
    arguments[0] = "derive";
    System.arraycopy(more, 0, arguments, 1, more.length);
    Cli cli = Cli.reading(B, arguments);
    assertThat(cli.err()).isEmpty();
    assertThat(cli.code()).isZero();
    return cli.out();
  }

  @Test
  void derivePrintsOneAfterTheOther() throws IOException {
    String file = Files.writeString(folder.resolve("a.nabla"), A).toString();
    String a = derive(file);
    String b = derive("-e", B);

    assertThat(a).startsWith("network A\n").isEqualTo(derive("-e", A));
    assertThat(derive("-")).isEqualTo(b);
    assertThat(derive(file, "-", "-e", A)).isEqualTo(a + "\n" + b + "\n" + a);
  }

  @Test
  void jsonIsAnArrayOfThem() {
    String a = derive("--format", "json", "-e", A).strip();
    String b = derive("--format", "json", "-e", B).strip();

    assertThat(a).startsWith("{").endsWith("}");
    assertThat(derive("--format", "json", "-e", A, "-e", B)).isEqualTo("[" + a + ",\n" + b + "]\n");
  }

  @Test
  void evalTakesTheSameValuesForAll() throws IOException {
    String values = Files.writeString(folder.resolve("v.json"), "{\"x\": [3, 4]}").toString();
    Cli cli = Cli.run("eval", "--values", values, "-e", A, "-e", "loss L = sum(x)");

    assertThat(cli.err()).isEmpty();
    assertThat(cli.out().replaceAll("\\s", ""))
        .isEqualTo(
            "[{\"loss\":25,\"values\":{\"L\":25},\"adjoints\":{},\"gradients\":{\"x\":[6,8]}},"
                + "{\"loss\":7,\"values\":{\"L\":7},\"adjoints\":{},\"gradients\":{\"x\":[1,1]}}]");
  }

  @Test
  void allAreLookedAtAfterOneThatIsWrong() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong.nabla"), "z = q(1)\n");
    Path alsoWrong = Files.writeString(folder.resolve("also.nabla"), "z = (1\n");
    String[] files = {wrong.toString(), alsoWrong.toString(), "-e", "param w : (2, 1); f = w"};

    for (String command : new String[] {"derive", "check", "fmt", "generate"}) {
      Cli cli =
          command.equals("generate")
              ? Cli.run(command, files[0], files[1], files[2], files[3], "-o", folder + "/out")
              : Cli.run(command, files[0], files[1], files[2], files[3]);
      assertThat(cli.code()).as(command).isEqualTo(ExitCode.SPEC);
      assertThat(cli.err())
          .as(command)
          .contains(alsoWrong + ":1:5: error: ", alsoWrong + ": 1 error\n");
      if (!command.equals("fmt")) {
        assertThat(cli.err()).contains(wrong + ":1:5: error: ", wrong + ": 1 error\n");
      }
      assertThat(cli.out().isEmpty()).isEqualTo(command.equals("generate"));
    }
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void standardInputIsReadOnce() throws IOException {
    for (String[] twice :
        new String[][] {{"derive", "-", "-"}, {"eval", "--values", "-", "-"}, {"fmt", "-", "-"}}) {
      Cli cli = Cli.reading(B, twice);
      assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
      assertThat(cli.err()).contains("standard input can be read once");
    }
  }
}
