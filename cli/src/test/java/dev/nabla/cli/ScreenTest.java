package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Colours and progress are for people who look at a terminal. */
class ScreenTest {
  private static final String ESCAPE = "\u001b[";

  @ParameterizedTest
  @CsvSource({
    "true,  ,  auto,   true",
    "true,  ,  '',     true",
    "true,  1, auto,   false",
    "true,  1, '',     false",
    "true,  '', auto,  true",
    "false, ,  auto,   false",
    "false, ,  always, true",
    "false, 1, ALWAYS, true",
    "true,  ,  never,  false"
  })
  void messagesAndHelpAreColouredWhenTheyShouldBe(
      boolean terminal, String noColor, String when, boolean colored) {
    Map<String, String> environment = noColor == null ? Map.of() : Map.of("NO_COLOR", noColor);
    String option = when.isEmpty() ? "-V" : "--color=" + when;

    if (!when.isEmpty()) {
      Cli wrong = Cli.run(terminal, environment, "derive", option, "-e", "z = q(1)");
      assertThat(wrong.code()).isEqualTo(ExitCode.SPEC);
      assertThat(wrong.err().contains(ESCAPE)).isEqualTo(colored);
      Cli separate = Cli.run(terminal, environment, "derive", "--color", when, "--help");
      assertThat(separate.out().contains(ESCAPE)).isEqualTo(colored);
      Cli help = Cli.run(terminal, environment, "derive", option, "--help");
      assertThat(help.out().contains(ESCAPE)).isEqualTo(colored);
    } else {
      assertThat(Cli.run(terminal, environment, "--help").out().contains(ESCAPE))
          .isEqualTo(colored);
      assertThat(Cli.run(terminal, environment, "derive").err().contains(ESCAPE))
          .isEqualTo(colored);
    }
  }

  private static Screen screen(StringWriter all, boolean terminal, int millis) {
    PrintWriter writer = new PrintWriter(all, true);
    return new Screen(writer, writer, terminal, Map.of(), Duration.ofMillis(millis));
  }

  private static void await(StringWriter all, String text) throws InterruptedException {
    for (int k = 0; k < 1_000 && !all.toString().contains(text); k++) {
      Thread.sleep(10);
    }
    assertThat(all.toString()).contains(text);
  }

  @Test
  void whatTakesLongSaysWhatItDoesUntilThereIsSomethingToRead() throws InterruptedException {
    StringWriter all = new StringWriter();
    try (Progress progress = new Progress(screen(all, true, 1))) {
      progress.say("derive a.nabla (1 of 2)");
      await(all, "\rderive a.nabla (1 of 2) ... 0 s\u001b[K");
      progress.say("");
      PrintWriter out = progress.guard(new PrintWriter(all));
      out.println("text");
      assertThat(all.toString()).endsWith("\r\u001b[Ktext\n");
      progress.say("derive b.nabla (2 of 2)");
      await(all, "b.nabla");
    }
    assertThat(all.toString()).endsWith("\r\u001b[K");
    String before = all.toString();
    Thread.sleep(700);
    assertThat(all.toString()).isEqualTo(before);
  }

  @Test
  void aCommandSaysWhichOfItsFilesItWorksOn() throws InterruptedException {
    StringWriter all = new StringWriter();
    String[] arguments = {
      "check", "--trials", "150", Cli.example("activations"), Cli.example("attention")
    };

    assertThat(Main.run(CommandLine.defaultFactory(), screen(all, true, 1), arguments)).isZero();
    assertThat(all.toString())
        .containsPattern("\rcheck \\S+\\.nabla \\([12] of 2\\) \\.\\.\\. \\d+ s\u001b\\[K");
    assertThat(all.toString().replaceAll("\r[^\r\u001b]*\u001b\\[K|\r\u001b\\[K", ""))
        .startsWith("Activations: passed, 150 points\n");
  }

  @Test
  void nothingIsSaidToAFileOrBeforeItTakesLong() throws InterruptedException {
    for (Screen screen :
        new Screen[] {
          screen(new StringWriter(), false, 1), screen(new StringWriter(), true, 10_000)
        }) {
      StringWriter all = new StringWriter();
      Screen silent =
          new Screen(
              new PrintWriter(all),
              new PrintWriter(all),
              screen.isTerminal(),
              Map.of(),
              screen.patience());
      try (Progress progress = new Progress(silent)) {
        progress.say("derive a.nabla");
        Thread.sleep(100);
      }
      assertThat(all.toString()).isEmpty();
    }
  }
}
