package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README prints is what the command prints. */
class ReadmeTest {
  private static final Path README = Path.of("../README.md");
  private static final Pattern FENCE = Pattern.compile("(?sm)^```\\w*\n(.*?)^```$");

  @Test
  void showsRealOutput() throws IOException {
    assertThat(Sessions.check(README, Path.of(".."))).isPositive();
  }

  @Test
  void showsTheDefinitionAsItIs() throws IOException {
    String spec = Files.readString(Path.of(Cli.example("two-layer")));
    assertThat(Files.readString(README)).contains(spec.substring(spec.indexOf("network")));
  }

  /** What a new user is told to write and to run, run as it is printed. */
  @Test
  void aNewUserTrainsANetworkInUnderThirtyLines(@TempDir Path folder) throws Exception {
    String section = Files.readString(README).replaceFirst("(?s).*\n## From an empty folder", "");
    List<String> fences =
        FENCE.matcher(section).results().limit(3).map(fence -> fence.group(1)).toList();
    List<String> commands = fences.get(2).lines().toList();

    assertThat(fences.stream().mapToLong(fence -> fence.lines().count()).sum()).isLessThan(30);
    Files.writeString(folder.resolve("xor.nabla"), fences.get(0));
    Files.writeString(folder.resolve("Train.java"), fences.get(1));
    for (String command : commands) {
      String[] printed = (command + " # ").split(" *# *", -1);
      assertThat(run(printed[0], folder)).isEqualTo(printed[1].isEmpty() ? "" : printed[1] + "\n");
    }
    assertThat(commands.get(commands.size() - 1)).contains("# 0.00 1.00 1.00 0.00");
  }

  /** What a program of this JDK prints in a folder. */
  private static String run(String command, Path folder) throws Exception {
    List<String> words = new ArrayList<>(List.of(command.split(" +")));
    if (words.get(0).equals("nabla")) {
      String path = System.getProperty("java.class.path");
      words.remove(0);
      words.addAll(0, List.of("java", "-cp", path, "dev.nabla.cli.Main"));
    }
    words.set(0, System.getProperty("java.home") + "/bin/" + words.get(0));
    Path printed = Files.createTempFile("printed", "");
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    boolean ended = process.waitFor(100, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as(command).isTrue();
    String text = Files.readString(printed).replace("\r\n", "\n");
    Files.delete(printed);
    return text;
  }

  @Test
  void namesEveryCommand() throws IOException {
    String readme = Files.readString(README);
    Cli.model()
        .getSubcommands()
        .keySet()
        .forEach(name -> assertThat(readme).contains("| `nabla " + name + " "));
  }
}
