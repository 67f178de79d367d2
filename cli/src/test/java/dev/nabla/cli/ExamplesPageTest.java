package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of examples shows what the commands print, its graphs are what they draw, and all that
 * it names is there. {@code mvn test -Dnabla.pages=update} writes page and graphs anew.
 */
class ExamplesPageTest {
  private static final Path PAGE = Path.of("../docs/examples.md");
  private static final Path GRAPHS = Path.of("../docs/graphs");
  private static final Pattern WRITTEN = Pattern.compile("(?m)^\\$ \\./nabla .* -o (\\S+)$");
  private static final Pattern VALUES = Pattern.compile("(?s)```json\n(.*?)```");
  private static final Pattern PICTURE = Pattern.compile("\\]\\(graphs/(\\S+\\.svg)\\)");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  @Test
  void showsRealOutputAndRealGraphs(@TempDir Path folder) throws IOException {
    String page = Files.readString(PAGE);
    for (Path definition : definitions()) {
      Files.copy(definition, folder.resolve(definition.getFileName()));
    }
    Files.writeString(folder.resolve("sum-product.json"), names(page, VALUES).get(0));
    List<String> written = names(page, WRITTEN);
    for (String name : written) {
      Files.writeString(folder.resolve(name), "");
    }

    assertThat(Sessions.check(PAGE, folder)).isEqualTo(16);

    assertThat(written).allSatisfy(name -> assertThat(folder.resolve(name)).isNotEmptyFile());
    List<String> drawn = written.stream().filter(name -> name.endsWith(".svg")).toList();
    assertThat(drawn).containsExactlyInAnyOrderElementsOf(names(page, PICTURE));
    for (String name : drawn) {
      String svg = Files.readString(folder.resolve(name));
      if ("update".equals(System.getProperty("nabla.pages"))) {
        Files.writeString(Files.createDirectories(GRAPHS).resolve(name), svg);
      }
      assertThat(svg).as(name).isEqualTo(Files.readString(GRAPHS.resolve(name)));
    }
  }

  @Test
  void namesEveryDefinition() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(definitions())
        .isNotEmpty()
        .allSatisfy(file -> assertThat(page).contains("`" + file.getFileName() + "`"));
  }

  @Test
  void namesTestsThatThereAre() throws IOException {
    List<Path> tests;
    try (Stream<Path> files = Files.find(Path.of(".."), 12, (file, is) -> isTest(file))) {
      tests = files.toList();
    }
    List<MatchResult> named = TEST.matcher(Files.readString(PAGE)).results().toList();
    assertThat(named).isNotEmpty();
    for (MatchResult test : named) {
      String file = test.group(1) + ".java";
      assertThat(tests.stream().filter(path -> path.endsWith(file)))
          .as(test.group())
          .anySatisfy(
              path ->
                  assertThat(Files.readString(path))
                      .containsPattern("void " + test.group(2) + "\\("));
    }
  }

  private static boolean isTest(Path file) {
    return file.toString().replace('\\', '/').contains("/src/test/java/")
        && file.toString().endsWith("Test.java");
  }

  private static List<Path> definitions() throws IOException {
    try (Stream<Path> files = Files.list(Cli.EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".nabla")).sorted().toList();
    }
  }

  private static List<String> names(String page, Pattern pattern) {
    return pattern.matcher(page).results().map(found -> found.group(1)).toList();
  }
}
