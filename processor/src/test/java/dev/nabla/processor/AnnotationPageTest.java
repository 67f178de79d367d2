package dev.nabla.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codegen.spec.Setting;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page on the annotation shows is so. */
class AnnotationPageTest {
  private static final Pattern FENCE = Pattern.compile("(?sm)^```(\\w*)\n(.*?)^```$");

  private String page;

  @BeforeEach
  void reads() throws IOException {
    page = Files.readString(Path.of("../docs/annotation.md"));
  }

  private String fence(String language) {
    return fences(language).findFirst().orElseThrow();
  }

  private Stream<String> fences(String language) {
    Stream<MatchResult> all = FENCE.matcher(page).results();
    return all.filter(fence -> fence.group(1).equals(language)).map(fence -> fence.group(2));
  }

  /** The program and the commands are run as they are printed. */
  @Test
  void aNewUserTrainsANetworkInUnderThirtyLines(@TempDir Path folder) throws Exception {
    String program = fence("java");
    String session = fence("console");
    List<String> commands =
        session
            .lines()
            .filter(line -> line.startsWith("$ "))
            .map(line -> line.substring(2))
            .toList();

    assertThat(program.lines().count() + commands.size()).isLessThan(30);
    Files.writeString(folder.resolve("Main.java"), program);
    jar(folder.resolve("nabla-processor.jar"));
    StringBuilder printed = new StringBuilder();
    for (String command : commands) {
      printed.append("$ ").append(command).append('\n').append(run(command, folder));
    }
    assertThat(printed.toString()).isEqualTo(session);
    assertThat(commands).hasSize(2);
  }

  /** A jar that leads to all that the jar of the build holds. */
  private static void jar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    String path =
        Stream.of(Javac.PROCESSOR_PATH.split(File.pathSeparator))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" "));
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, path);
    try (OutputStream out = Files.newOutputStream(file)) {
      new JarOutputStream(out, manifest).close();
    }
  }

  /** What a program of this JDK prints in a folder. */
  private static String run(String command, Path folder) throws Exception {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.set(0, Path.of(System.getProperty("java.home"), "bin", words.get(0)).toString());
    Path printed = folder.resolve("printed");
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    boolean ended = process.waitFor(100, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as(command).isTrue();
    return Files.readString(printed).replace("\r\n", "\n");
  }

  @Test
  void everySettingIsInTheTable() {
    for (Setting setting : Setting.values()) {
      assertThat(page)
          .containsPattern("(?m)^\\| .*`" + SettingMembers.name(setting) + "`.* \\| .+ \\|$");
    }
  }

  @Test
  void theErrorIsAsShown(@TempDir Path folder) throws IOException {
    Javac javac = new Javac(folder).with(NablaProcessor::new);
    javac.file(
        "src/Net.java",
        "import dev.nabla.annotation.Nabla;\n@Nabla(\"dim n = 2, m = 3\\ninput x : (n, 1)\\n"
            + "target y : (m, 1)\\nparam W1 : (n, m), b1 : (m, 1)\\nz1 = W1 x + b1\\n"
            + "loss L = ‖z1 - y‖^2\") class Net {}");

    List<String> shown = fence("").lines().map(String::strip).toList();
    String said = javac.compile().get(0);
    assertThat(shown.get(0)).endsWith(said.lines().findFirst().orElseThrow().substring(7));
    assertThat(said.lines().skip(1).map(String::strip).toList())
        .isEqualTo(shown.subList(3, shown.size()));
  }

  @Test
  void versionsAreThoseOfTheBuild() throws IOException {
    String pom = Files.readString(Path.of("../pom.xml"));
    String version = pom.replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");

    assertThat(FENCE.matcher(page).results().map(f -> f.group(2)))
        .filteredOn(
            text -> text.contains("nabla-processor</artifactId>") || text.contains(":nabla"))
        .hasSize(2)
        .allSatisfy(text -> assertThat(text.split(Pattern.quote(version))).hasSize(3));
  }
}
