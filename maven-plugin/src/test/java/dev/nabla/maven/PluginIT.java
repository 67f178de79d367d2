package dev.nabla.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects that Maven builds with the plugin, in folders with spaces and more than ASCII. */
class PluginIT {
  private static final Pattern FILE =
      Pattern.compile("(?sm)`([\\w/.-]+\\.(?:xml|nabla|java))`[^\\n]*:\\n\\n```\\w+\\n(.*?)^```$");
  private static final Pattern FENCE = Pattern.compile("(?sm)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern STEP = Pattern.compile("(?m)^\\d+: (\\S+)$");
  private static final String SCORE = "param w : (3, 1); input x : (3, 1)\noutput s = w^T x\n";
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000);
  private static final int NEWER = 25;

  private static String page;
  private static Path repository;

  @TempDir private Path temporary;

  @BeforeAll
  static void prepare() throws IOException {
    page = Files.readString(Path.of("../docs/maven.md"));
    repository = LocalRepository.make();
  }

  @AfterAll
  static void handOver() throws IOException {
    LocalRepository.handOver();
  }

  private Project project() throws IOException {
    return Project.in(temporary.resolve("größe ∇ 1"), repository);
  }

  private static String fence(String start) {
    return FENCE
        .matcher(page)
        .results()
        .map(fence -> fence.group(2))
        .filter(text -> text.startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  private static String pom(String artifact, String rest) {
    return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>demo</groupId>
          <artifactId>%s</artifactId>
          <version>1</version>
          <properties>
            <maven.compiler.source>17</maven.compiler.source>
            <maven.compiler.target>17</maven.compiler.target>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          </properties>
          %s
        </project>
        """
        .formatted(artifact, rest);
  }

  private static String plugin(String executions) {
    return """
        <build><plugins><plugin>
          <groupId>dev.nabla</groupId>
          <artifactId>nabla-maven-plugin</artifactId>
          <version>%s</version>
          %s
        </plugin></plugins></build>
        """
        .formatted(System.getProperty("nabla.version"), executions);
  }

  private static String goals(String... goals) {
    String all = String.join("</goal><goal>", goals);
    return "<executions><execution><goals><goal>"
        + all
        + "</goal></goals></execution></executions>";
  }

  /** Writes the files of the page; returns how many lines they have. */
  private static long writePage(Project project) throws IOException {
    long lines = 0;
    List<String> paths = new ArrayList<>();
    for (MatchResult file : FILE.matcher(page).results().toList()) {
      project.write(file.group(1), file.group(2));
      paths.add(file.group(1));
      lines += file.group(2).lines().count();
    }
    assertThat(paths)
        .containsExactly(
            "pom.xml", "src/main/nabla/demo/xor.nabla", "src/main/java/demo/Train.java");
    return lines;
  }

  /** Runs the commands of the page; the answer is how often, and what they print, with them. */
  private static String runPage(Project project) throws Exception {
    StringBuilder session = new StringBuilder();
    for (String line : fence("$ mvn").lines().filter(text -> text.startsWith("$ ")).toList()) {
      String[] words = line.substring(2).split(" ");
      Project.Result result =
          words[0].equals("mvn")
              ? project.maven(Stream.of(words).skip(1).toArray(String[]::new))
              : project.java(words);
      session.append(line).append('\n').append(result.succeeded().printed());
    }
    return session.toString();
  }

  @Test
  void aNewUserTrainsANetworkInUnderThirtyLines() throws Exception {
    Project project = project();
    long lines = writePage(project);

    String session = runPage(project);

    assertThat(session).isEqualTo(fence("$ mvn"));
    assertThat(lines + session.lines().filter(line -> line.startsWith("$ ")).count())
        .isLessThan(30);
    List<Double> losses =
        STEP.matcher(session).results().map(step -> Double.valueOf(step.group(1))).toList();
    assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0) / 10);
    assertThat(project.java("jdeps", "-s", "target/classes").succeeded().printed().strip())
        .isEqualTo("classes -> java.base");
  }

  @Test
  void theSameWorksOnANewerJdk() throws Exception {
    Optional<Path> jdk = newerJdk();
    assumeThat(jdk)
        .as("no JDK %d or later is beside this one; name it with -Dnabla.newer.jdk=…", NEWER)
        .isPresent();
    Project project = project().with(jdk.orElseThrow());
    writePage(project);

    assertThat(runPage(project)).isEqualTo(fence("$ mvn"));
  }

  /** A JDK that was named, this one, or one in a folder beside it. */
  private static Optional<Path> newerJdk() throws IOException {
    Path own = Path.of(System.getProperty("java.home"));
    String named = System.getProperty("nabla.newer.jdk", "");
    try (Stream<Path> beside = Files.list(own.getParent())) {
      return Stream.concat(
              named.isEmpty() ? Stream.of(own) : Stream.of(Path.of(named)), beside.sorted())
          .filter(jdk -> Files.isExecutable(jdk.resolve("bin/javac")) && feature(jdk) >= NEWER)
          .findFirst();
    }
  }

  /** The feature version in a JDK's file {@code release}: {@code JAVA_VERSION="25.0.1"}. */
  private static int feature(Path jdk) {
    try {
      return Files.readAllLines(jdk.resolve("release")).stream()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .mapToInt(line -> Integer.parseInt(line.replaceFirst("^[^\"]*\"(\\d+).*", "$1")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void onlyWhatHasChangedIsWrittenAndWhatIsLeftBehindIsDeleted() throws Exception {
    Project project = project();
    project.write("pom.xml", pom("changes", plugin(goals("generate"))));
    for (String name : List.of("same", "edited", "removed")) {
      project.write("src/main/nabla/demo/" + name + ".nabla", SCORE);
    }
    Path generated = project.path("target/generated-sources/nabla/demo");
    assertThat(project.maven("generate-sources").succeeded().printed())
        .contains("Generated 3 of 3 classes");
    Files.setLastModifiedTime(generated.resolve("Same.java"), LONG_AGO);

    project.write("src/main/nabla/demo/edited.nabla", "# nabla: batch\n" + SCORE);
    Files.delete(project.path("src/main/nabla/demo/removed.nabla"));
    assertThat(project.maven("generate-sources").succeeded().printed())
        .contains("Generated 1 of 2 classes", "Deleted " + generated.resolve("Removed.java"));
    assertThat(generated.resolve("Edited.java")).content().contains("predictBatch");
    assertThat(generated.resolve("Removed.java")).doesNotExist();
    Files.setLastModifiedTime(generated.resolve("Edited.java"), LONG_AGO);

    assertThat(project.maven("generate-sources").succeeded().printed())
        .contains("Nothing to generate - 2 classes up to date");
    for (String name : List.of("Same.java", "Edited.java")) {
      assertThat(Files.getLastModifiedTime(generated.resolve(name))).isEqualTo(LONG_AGO);
    }
  }

  @Test
  void modulesAreBuiltInParallelWithSeveralExecutionsAndTests() throws Exception {
    Project project = project();
    project.write(
        "pom.xml",
        pom(
            "all",
            "<packaging>pom</packaging>"
                + "<modules><module>one</module><module>two</module><module>three</module></modules>"));
    for (String module : List.of("one", "two")) {
      project.write(module + "/pom.xml", pom(module, plugin(fence("<executions>"))));
      project.write(module + "/src/main/nabla/slow/a.nabla", SCORE);
      project.write(module + "/src/main/nabla/fast/a.nabla", SCORE);
    }
    project.write("three/pom.xml", pom("three", plugin(goals("generate", "generate-test"))));
    project.write("three/src/test/nabla/demo/a.nabla", SCORE);

    String printed = project.maven("-T", "2", "test-compile").succeeded().printed();

    assertThat(printed).doesNotContain("not marked @threadSafe", "not marked as thread-safe");
    for (String module : List.of("one", "two")) {
      Path generated = project.path(module + "/target/generated-sources/nabla");
      assertThat(generated.resolve("slow/A.java")).content().doesNotContain("float[]", "Batch(");
      assertThat(generated.resolve("fast/A.java")).content().contains("float[]", "Batch(");
      assertThat(project.path(module + "/target/classes/fast/A.class")).exists();
    }
    assertThat(project.path("three/target/test-classes/demo/A.class")).exists();
    assertThat(project.path("three/target/classes")).doesNotExist();
  }

  @Test
  void errorsHaveAPlaceAndFailTheBuildOnce() throws Exception {
    Project project = project();
    project.write("pom.xml", pom("errors", plugin(goals("generate"))));
    String shown = fence("[ERROR]");
    Path wrong =
        project.write(
            "src/main/nabla/demo/bad.nabla",
            "input x : (3, 1)\nparam W : (3, 2)\noutput z = W x\n");
    Path other = project.write("src/main/nabla/demo/worse.nabla", "loss L = ‖w‖^2 +\n");

    Project.Result result = project.maven("compile");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.printed())
        .contains(shown.replaceFirst("/\\S*?:", Matcher.quoteReplacement(wrong.toString()) + ":"))
        .contains("[ERROR] " + other + ":[1,")
        .containsOnlyOnce("2 errors in 2 of 2 definitions")
        .doesNotContain("\tat ", "compiler");
  }
}
