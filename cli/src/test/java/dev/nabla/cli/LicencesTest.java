package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The runnable jar says whose work it holds. */
class LicencesTest {
  private static final Path FOLDER = Path.of("../licenses");
  private static final Pattern JAR = Pattern.compile("(.+?)-[0-9][^/]*\\.jar");

  /** What only tests need, or what holds no classes. */
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "nabla-.*|junit-.*|assertj-.*|archunit.*|opentest4j|apiguardian-api|byte-buddy|slf4j-.*"
              + "|surefire.*|listenablefuture|.*annotations|jspecify|checker-qual");

  private static Stream<String> held() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(path -> JAR.matcher(Path.of(path).getFileName().toString()))
        .filter(Matcher::matches)
        .map(jar -> jar.group(1))
        .filter(artifact -> !ELSEWHERE.matcher(artifact).matches());
  }

  @Test
  void everyProjectInTheJarIsNamed() throws IOException {
    StringBuilder all = new StringBuilder();
    String pom = Files.readString(Path.of("pom.xml"));
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).as("%s begins with project: artifacts", file).contains(": ");
        assertThat(lines).anyMatch(line -> line.startsWith("Source: https://"));
        assertThat(pom).contains("<resource>META-INF/licenses/" + file.getFileName());
        all.append(String.join(" ", lines)).append(' ');
      }
    }
    assertThat(held()).contains("antlr4-runtime", "org.eclipse.elk.core").isNotEmpty();
    assertThat(held()).allSatisfy(artifact -> assertThat(all).contains(" " + artifact + " "));
  }
}
