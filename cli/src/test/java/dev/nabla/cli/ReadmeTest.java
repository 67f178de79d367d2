package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README prints is what the command prints. */
class ReadmeTest {
  private static final Pattern SESSION =
      Pattern.compile("```console\n\\$ \\./nabla ([^\n]*)\n(.*?)```", Pattern.DOTALL);

  @Test
  void showsRealOutput() throws IOException {
    Matcher session = SESSION.matcher(Files.readString(Path.of("../README.md")));
    int sessions = 0;
    while (session.find()) {
      String[] arguments =
          session.group(1).replace("generated-examples/", "../generated-examples/").split(" ");
      assertThat(Cli.run(arguments).out()).as(session.group(1)).isEqualTo(session.group(2));
      sessions++;
    }
    assertThat(sessions).isPositive();
  }

  @Test
  void showsTheDefinitionAsItIs() throws IOException {
    String spec = Files.readString(Path.of(Cli.example("two-layer")));
    assertThat(Files.readString(Path.of("../README.md")))
        .contains(spec.substring(spec.indexOf("network")));
  }
}
