package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same definition gives the same text: in every run, whatever the version of Java, the language
 * and the time zone of the machine, its charset and ends of lines, the numbers objects are hashed by
 * and the order sets are walked in, which Java draws anew for each run.
 *
 * <p>The digests are kept in a file, with which the builds on all versions of Java compare. After a
 * change of what is printed, {@code mvn test -Dnabla.pages=update} writes them anew.
 */
class DeterminismTest {
  private static final Path DIGESTS = Path.of("src/test/resources/dev/nabla/cli/digests.txt");

  @Test
  void theTextIsThatOfTheDigests() throws Exception {
    String lines = Outputs.lines();
    if ("update".equals(System.getProperty("nabla.pages"))) {
      Files.writeString(DIGESTS, lines);
    }
    assertThat(lines)
        .as("what is printed has changed: if it should, run with -Dnabla.pages=update")
        .isEqualTo(Files.readString(DIGESTS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Tokyo -XX:hashCode=2",
        "-Duser.language=ar -Duser.country=EG -Dfile.encoding=ISO-8859-1 -XX:hashCode=3",
        "-Duser.language=de -Duser.country=DE -Dline.separator=CRLF -Duser.timezone=GMT+12"
      })
  void andSoInOtherPlaces(String settings) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add("-XX:+UnlockExperimentalVMOptions");
    command.addAll(List.of(settings.replace("CRLF", "\r\n").split(" ")));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Outputs.class.getName()));
    Path printed = Files.createTempFile("digests", "");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    boolean ended = process.waitFor(300, TimeUnit.SECONDS);
    process.destroyForcibly();
    String lines = Files.readString(printed, StandardCharsets.UTF_8);
    Files.delete(printed);

    assertThat(ended).isTrue();
    assertThat(lines).isEqualTo(Outputs.lines());
  }
}
