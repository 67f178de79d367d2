package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same definition gives the same text: in every run, whatever the version of Java, the language
 * and the time zone of the machine, its charset and ends of lines, the numbers objects are hashed
 * by and the order sets are walked in, which Java draws anew for each run.
 *
 * <p>The digests are kept in a file, with which the builds on all versions of Java compare. After a
 * change of what is printed, {@code mvn test -Dnabla.pages=update} writes them anew.
 */
class DeterminismTest {
  private static final Path DIGESTS = Path.of("src/test/resources/dev/nabla/cli/digests.txt");
  private static final Pattern VALUE = Pattern.compile("(output |loss )? *\\w+ += .*");
  private static final String LINES = Outputs.lines();

  @Test
  void theTextIsThatOfTheDigests() throws Exception {
    if ("update".equals(System.getProperty("nabla.pages"))) {
      Files.writeString(DIGESTS, LINES);
    }
    assertThat(LINES)
        .as("what is printed has changed: if it should, run with -Dnabla.pages=update")
        .isEqualTo(Files.readString(DIGESTS));
  }

  /** Statements from last to first: only values that do not need one another change places. */
  @ParameterizedTest
  @ValueSource(strings = {"two-layer", "attention", "lstm-cell", "layer-norm", "recurrent", "iris"})
  void theOrderOfStatementsChangesNoFormula(String example) throws Exception {
    List<String> lines = Files.readAllLines(Path.of(Cli.example(example)));
    List<String> statements = new ArrayList<>(lines);
    statements.removeIf(line -> !VALUE.matcher(line).matches());
    assertThat(statements).hasSizeGreaterThan(2);
    List<String> reversed = new ArrayList<>(lines);
    reversed.removeAll(statements);
    Collections.reverse(statements);
    reversed.addAll(statements);

    Cli written = Cli.run("derive", Cli.example(example));
    Cli turned = Cli.run("derive", "-e", String.join("\n", reversed));

    assertThat(turned.err()).isEmpty();
    assertThat(turned.out().lines().sorted().toList())
        .isEqualTo(written.out().lines().sorted().toList());
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
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-XX:+UnlockExperimentalVMOptions");
    command.addAll(List.of(settings.replace("CRLF", "\r\n").split(" ")));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Outputs.class.getName()));
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
    assertThat(lines).isEqualTo(LINES);
  }
}
