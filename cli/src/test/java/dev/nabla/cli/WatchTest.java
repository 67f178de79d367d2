package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are generated again when definitions change. */
class WatchTest {
  @TempDir private Path folder;

  private Path spec(String name, int parameters) throws IOException {
    return Files.writeString(
        folder.resolve(name), "param w : (" + parameters + ", 1)\nloss L = sum(w.^2)\n");
  }

  private int parameters(String name) throws IOException {
    String text = Files.readString(folder.resolve("out/" + name + ".java"));
    return Integer.parseInt(text.replaceFirst("(?s).* PARAMETERS = (\\d+);.*", "$1"));
  }

  private List<String> watch(Path... files) {
    List<String> arguments =
        new java.util.ArrayList<>(List.of("generate", "--watch", "-o", folder.resolve("out") + ""));
    for (Path file : files) {
      arguments.add(file.toString());
    }
    return arguments;
  }

  @Test
  void writesAgainWhenAFileIsWrittenOrReplaced() throws Exception {
    Path a = spec("a.nabla", 2);
    Path b = spec("b.nabla", 3);
    int code =
        Background.run(
            watch(a, b),
            running -> {
              assertThat(running.await(": wrote "))
                  .matches(
                      "\\d\\d:\\d\\d:\\d\\d \\Q"
                          + a
                          + ", "
                          + b
                          + "\\E: wrote \\S+A.java, \\S+B.java\n");
              spec("a.nabla", 4);
              assertThat(running.await(": wrote "))
                  .matches("\\d\\d:\\d\\d:\\d\\d \\Q" + a + "\\E: wrote \\S+A.java\n");
              assertThat(parameters("A")).isEqualTo(4);

              Path edited = spec("b.nabla~", 5);
              Files.move(edited, b, StandardCopyOption.REPLACE_EXISTING);
              running.await(": wrote ");
              assertThat(parameters("B")).isEqualTo(5);

              Files.delete(a);
              Thread.sleep(500);
              spec("a.nabla", 4);
              assertThat(running.await(": ")).contains("up to date");
              assertThat(running.errors()).isEmpty();
            });
    assertThat(code).isEqualTo(ExitCode.DONE);
  }

  @Test
  void goesOnAfterErrors() throws Exception {
    Path a = spec("a.nabla", 2);
    Background.run(
        watch(a),
        running -> {
          running.await(": wrote ");
          Files.writeString(a, "param w : (2, 1)\nloss L = sum(q)\n");
          assertThat(running.await(": ")).endsWith(": nothing written\n");
          assertThat(running.errors()).contains(a + ":2:14: error: there is no variable q");
          assertThat(parameters("A")).isEqualTo(2);
          spec("a.nabla", 3);
          running.await(": wrote ");
          assertThat(parameters("A")).isEqualTo(3);
        });
  }

  @Test
  void isForFiles() {
    for (String[] wrong :
        new String[][] {
          {"generate", "--watch", "-o", "x", "-e", "f = x"},
          {"generate", "--watch", "-o", "x", "-"},
          {"generate", "--watch", "--stdout", "a.nabla"},
          {"generate", "--watch", "--check", "-o", "x", "a.nabla"}
        }) {
      assertThat(Cli.run(wrong))
          .matches(cli -> cli.code() == ExitCode.USAGE && cli.err().startsWith("generate: "));
    }
  }
}
