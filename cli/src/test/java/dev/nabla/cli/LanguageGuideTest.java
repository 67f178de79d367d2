package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example of the page on the language works as the page says. */
class LanguageGuideTest {
  private static final Path PAGE = Path.of("../docs/language.md");
  private static final Pattern FENCE = Pattern.compile("(?sm)^```(\\w*)\n(.*?)^```$");
  private static final Pattern FILE = Pattern.compile("^# ([\\w-]+\\.nabla)\\b");

  private static List<MatchResult> fences() throws IOException {
    return FENCE.matcher(Files.readString(PAGE)).results().toList();
  }

  @Test
  void everyFenceIsAnExampleThatIsTested() throws IOException {
    assertThat(fences())
        .isNotEmpty()
        .allSatisfy(f -> assertThat(f.group(1)).isIn("nabla", "console"));
  }

  @Test
  void everyDefinitionIsRight() throws IOException {
    for (MatchResult fence : fences()) {
      if (fence.group(1).equals("nabla")) {
        Cli cli = Cli.run("derive", "-e", fence.group(2));
        assertThat(cli.err()).as(fence.group(2)).isEmpty();
        assertThat(cli.code()).isEqualTo(ExitCode.DONE);
      }
    }
  }

  /** Definitions whose first line is a comment with a file's name can be used by commands. */
  @Test
  void everyCommandPrintsWhatThePageShows(@TempDir Path folder) throws IOException {
    for (MatchResult fence : fences()) {
      var name = FILE.matcher(fence.group(2));
      if (fence.group(1).equals("nabla") && name.find()) {
        Files.writeString(folder.resolve(name.group(1)), fence.group(2));
      }
    }
    assertThat(Sessions.check(PAGE, folder)).isGreaterThan(30);
  }
}
