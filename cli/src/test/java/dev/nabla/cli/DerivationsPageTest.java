package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of derivations shows what the command prints. */
class DerivationsPageTest {
  @Test
  void showsRealOutput() throws IOException {
    assertThat(Sessions.check(Path.of("../docs/derivations.md"), Cli.EXAMPLES)).isEqualTo(5);
  }
}
