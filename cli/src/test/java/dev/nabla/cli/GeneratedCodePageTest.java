package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page on generated code shows what the command prints. */
class GeneratedCodePageTest {
  @Test
  void showsRealOutput() throws IOException {
    assertThat(Sessions.check(Path.of("../docs/generated-code.md"), Cli.EXAMPLES)).isEqualTo(1);
  }
}
