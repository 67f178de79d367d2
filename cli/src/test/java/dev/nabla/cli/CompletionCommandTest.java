package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionCommandTest {
  @TempDir private Path folder;

  /**
   * What bash offers (without {@code compopt}, which works on the command line alone) behind a
   * command line, as it calls a completion.
   */
  private List<String> offered(String line) throws IOException, InterruptedException {
    Path script =
        Files.writeString(folder.resolve("completion"), Cli.run("completion", "bash").out());
    String call =
        "set -eu\nsource "
            + script
            + "\nwords=("
            + line
            + ")\n"
            + "COMP_WORDS=(\"${words[@]}\")\nCOMP_CWORD=$(( ${#words[@]} - 1 ))\n"
            + "COMPREPLY=()\nset +eu\ncompopt() { :; }\n$(complete -p nabla | sed 's/.*-F \\([^ ]*\\).*/\\1/')\n"
            + "printf '%s\\n' \"${COMPREPLY[@]}\"\n";
    Process bash = new ProcessBuilder("bash", "-c", call).redirectErrorStream(true).start();
    bash.getOutputStream().close();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return out.lines().map(String::strip).filter(word -> !word.isEmpty()).toList();
  }

  @ParameterizedTest
  @DisabledOnOs(OS.WINDOWS)
  @CsvSource({
    "nabla gen, generate",
    "nabla '', derive generate check eval graph train predict fmt functions completion help",
    "nabla derive --for, --format",
    "nabla derive --format '', text unicode latex markdown html json",
    "nabla generate --type f, float",
    "nabla check --wa, ",
    "nabla generate --wa, --watch",
    "nabla completion z, zsh"
  })
  void bashCompletes(String line, String expected) throws Exception {
    assertThat(offered(line.endsWith(" ") ? line + "''" : line))
        .containsExactlyInAnyOrder(expected == null ? new String[0] : expected.split(" "));
  }

  @Test
  void tellsWhereTheScriptGoes() {
    assertThat(Cli.run("completion", "zsh").out())
        .startsWith(
            "# Completes command lines of nabla. In ~/.zshrc: source <(nabla completion zsh)\n")
        .contains("bashcompinit");
    assertThat(Cli.run("completion", "fish").code()).isEqualTo(ExitCode.USAGE);
  }
}
