package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page that sets the lecture notes' derivations beside ours shows what the command prints. */
class NotesPageTest {
  @Test
  void showsRealOutput() throws IOException {
    assertThat(Sessions.check(Path.of("../docs/notes.md"), Cli.EXAMPLES)).isEqualTo(8);
  }
}
