package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * The manual page that is kept is that of the command. {@code mvn test -Dnabla.pages=update} writes
 * it anew.
 */
class ManPageTest {
  private static final Path PAGE = Path.of("../docs/nabla.1");

  @Test
  void isUpToDate() throws Exception {
    Cli cli = Cli.run("help", "--man");
    if ("update".equals(System.getProperty("nabla.pages"))) {
      Files.writeString(PAGE, cli.out());
    }
    assertThat(cli.out()).isEqualTo(Files.readString(PAGE));
  }

  @Test
  void tellsOfEveryCommandAndOption() throws Exception {
    String page = Files.readString(PAGE).replace("\\-", "-");
    for (CommandLine command : Cli.model().getSubcommands().values()) {
      assertThat(page).contains(".SS \"nabla " + command.getCommandName() + "\"\n");
      command
          .getCommandSpec()
          .optionsMap()
          .keySet()
          .forEach(
              name ->
                  assertThat(page + "\\fB-h\\fR \\fB--help\\fR \\fB-V\\fR \\fB--version\\fR")
                      .contains("\\fB" + name + "\\fR"));
    }
  }

  @Test
  void groffHasNothingToSay() throws Exception {
    boolean there =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "groff")));
    assumeThat(there).isTrue();
    Process groff =
        new ProcessBuilder("groff", "-man", "-Tutf8", "-K", "utf8", "-ww", "-z", PAGE.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(groff.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).isEmpty();
  }
}
