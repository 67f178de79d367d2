package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README prints is what the command prints. */
class ReadmeTest {
  private static final Path README = Path.of("../README.md");

  @Test
  void showsRealOutput() throws IOException {
    assertThat(Sessions.check(README, Path.of(".."))).isPositive();
  }

  @Test
  void showsTheDefinitionAsItIs() throws IOException {
    String spec = Files.readString(Path.of(Cli.example("two-layer")));
    assertThat(Files.readString(README)).contains(spec.substring(spec.indexOf("network")));
  }

  @Test
  void namesEveryCommand() throws IOException {
    String readme = Files.readString(README);
    new picocli.CommandLine(new Main())
        .getSubcommands()
        .keySet()
        .forEach(name -> assertThat(readme).contains("| `nabla " + name + " "));
  }
}
