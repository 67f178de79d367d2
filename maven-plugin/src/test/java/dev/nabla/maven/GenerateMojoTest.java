package dev.nabla.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateMojoTest {
  private static final String SCORE = "param w : (3, 1); input x : (3, 1)\noutput s = w^T x\n";
  private static final String WRONG = "input x : (3, 1); param W : (3, 2)\noutput z = W x\n";
  private static final String UNUSED = "param v : (2, 1)\n" + SCORE;

  @TempDir private Path folder;

  private Path spec(String path, String text) throws IOException {
    Path file = folder.resolve("src").resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Path target(String path) {
    return folder.resolve("target").resolve(path);
  }

  @Test
  void saysWhatItHasDone() throws Exception {
    spec("main/nabla/demo/a.nabla", SCORE);
    spec("main/nabla/demo/b.nabla", SCORE);
    Build build = new Build(folder);
    build.run();
    build.run();
    Path removed = folder.resolve("src/main/nabla/demo/b.nabla");
    Files.delete(removed);
    build.run();

    assertThat(build.printed())
        .containsExactly(
            "[INFO] Generated 2 of 2 classes",
            "[INFO] Nothing to generate - 2 classes up to date",
            "[INFO] Deleted "
                + target("generated-sources/nabla/demo/B.java")
                + ": its definition is gone",
            "[INFO] Nothing to generate - 1 class up to date");
  }

  @Test
  void theSourceFolderIsAlwaysAdded() throws Exception {
    Build nothing = new Build(folder);
    nothing.run();
    Build skipped = new Build(folder).with("skip", true);
    skipped.run();

    String added = target("generated-sources/nabla").toString();
    assertThat(nothing.project().getCompileSourceRoots()).isEqualTo(List.of(added));
    assertThat(skipped.project().getCompileSourceRoots()).isEqualTo(List.of(added));
    assertThat(nothing.printed())
        .containsExactly("[DEBUG] There is no " + folder.resolve("src/main/nabla"));
    assertThat(folder.resolve("target")).doesNotExist();
  }

  @Test
  void whatIsSkippedIsNotLookedAt() throws Exception {
    spec("main/nabla/a.nabla", WRONG);
    Build build = new Build(folder).with("skip", true);
    build.run();

    assertThat(build.printed()).containsExactly("[INFO] Generating is skipped");
  }

  @Test
  void testsHaveTheirOwnFolders() throws Exception {
    spec("test/nabla/a.nabla", SCORE);
    Build build = Build.ofTests(folder);
    build.run();

    String added = target("generated-test-sources/nabla").toString();
    assertThat(build.project().getTestCompileSourceRoots()).isEqualTo(List.of(added));
    assertThat(build.project().getCompileSourceRoots()).isEmpty();
    assertThat(Path.of(added, "A.java")).exists();
  }

  @Test
  void testsThatAreNotCompiledAreNotGenerated() throws Exception {
    spec("test/nabla/a.nabla", SCORE);
    Build.ofTests(folder).with("skipTests", true).run();

    assertThat(folder.resolve("target")).doesNotExist();
  }

  @Test
  void allErrorsArePrintedAsMavenPrintsThoseOfTheCompiler() throws Exception {
    Path first = spec("main/nabla/demo/a.nabla", WRONG);
    Path second = spec("main/nabla/demo/b.nabla", "loss L = ‖w‖^2 +\n");
    spec("main/nabla/demo/c.nabla", SCORE);
    Build build = new Build(folder);

    assertThatThrownBy(build::run)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage("2 errors in 2 of 3 definitions");
    assertThat(build.printed()).hasSize(2);
    assertThat(build.printed().get(0))
        .isEqualTo(
            "[ERROR] "
                + first
                + ":[2,12] W x does not balance [shape-product]\n"
                + "    2 | output z = W x\n"
                + "      |            ^^^\n"
                + "      W : (3, 2)    x : (3, 1)    the inner sizes 2 and 3 differ\n"
                + "      help: W^T x balances and gives (2, 1)");
    assertThat(build.printed().get(1)).startsWith("[ERROR] " + second + ":[1,");
    assertThat(target("generated-sources/nabla/demo/C.java")).exists();
  }

  @Test
  void warningsFailTheBuildWhenTheyShall() throws Exception {
    Path file = spec("main/nabla/a.nabla", UNUSED);
    Build build = new Build(folder);
    build.run();
    String warning = "[WARNING] " + file + ":[1,7] v is not used [unused]\n";
    assertThat(build.printed().get(0)).startsWith(warning);

    for (int again = 0; again < 2; again++) {
      Build strict = new Build(folder).with("failOnWarning", true);
      assertThatThrownBy(strict::run)
          .isInstanceOf(MojoFailureException.class)
          .hasMessage("1 warning in 1 definition, and failOnWarning is set");
      assertThat(strict.printed()).singleElement().asString().startsWith(warning);
    }
  }

  @Test
  void patternsChoose() throws Exception {
    spec("main/nabla/fast/a.nabla", SCORE);
    spec("main/nabla/fast/b.nabla", SCORE);
    spec("main/nabla/c.nabla", SCORE);
    new Build(folder)
        .with("includes", List.of("fast/*.nabla", " nothing"))
        .with("excludes", List.of(" **/b* "))
        .with("type", "float")
        .run();

    assertThat(target("generated-sources/nabla/fast/A.java")).content().contains("float[]");
    assertThat(target("generated-sources/nabla/fast/B.java")).doesNotExist();
    assertThat(target("generated-sources/nabla/C.java")).doesNotExist();
  }

  @Test
  void aSizeThatNoDefinitionHasIsAWarning() throws Exception {
    spec("main/nabla/a.nabla", SCORE);
    Build build = new Build(folder).with("dims", List.of("n=4"));
    build.run();

    assertThat(build.printed()).contains("[WARNING] No definition has a size n");
  }

  @Test
  void anEditedLeftoverIsAWarning() throws Exception {
    Path definition = spec("main/nabla/a.nabla", SCORE);
    new Build(folder).run();
    Path file = target("generated-sources/nabla/A.java");
    Files.writeString(file, "class A {}");
    Files.delete(definition);
    Build build = new Build(folder);
    build.run();

    assertThat(build.printed())
        .contains("[WARNING] Left " + file + ": its definition is gone, but it was edited");
  }

  @Test
  void aFileThatCannotBeWrittenIsAnError() throws Exception {
    spec("main/nabla/demo/a.nabla", SCORE);
    Files.createDirectories(target("generated-sources/nabla"));
    Path file = Files.writeString(target("generated-sources/nabla/demo"), "no folder");

    assertThatThrownBy(() -> new Build(folder).run())
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining(file.toString());
  }
}
