package dev.nabla.codegen.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codegen.spec.Setting;
import dev.nabla.grammar.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceUpdateTest {
  private static final String SCORE = "param w : (3, 1); input x : (3, 1)\noutput s = w^T x\n";
  private static final String LENGTH = "param w : (3, 1)\nloss L = ‖w‖^2\n";
  private static final String WRONG = "param W : (2, 3); input x : (2, 1)\noutput s = W x\n";
  private static final String UNUSED = "param v : (2, 1)\n" + LENGTH;
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000);

  @TempDir private Path temporary;
  private Path project;

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectory(temporary.resolve("project"));
  }

  private void spec(String path, String text) throws IOException {
    Path file = project.resolve("specs").resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void remove(String spec) throws IOException {
    Files.delete(project.resolve("specs").resolve(spec));
  }

  private Path generated(String path) {
    return project.resolve("target/generated").resolve(path);
  }

  private List<String> specs(String include) throws IOException {
    Path root = project.resolve("specs");
    PathMatcher included =
        root.getFileSystem().getPathMatcher("glob:" + include.replace("**/", "{,**/}"));
    try (Stream<Path> files = Files.exists(root) ? Files.walk(root) : Stream.empty()) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(file -> included.matches(Path.of(file)))
          .sorted()
          .toList();
    }
  }

  private SourceUpdate.Plan plan(String execution, Map<Setting, String> settings, String include)
      throws IOException {
    return new SourceUpdate.Plan(
        execution,
        new SpecFolder(project.resolve("specs"), specs(include)),
        project.resolve("target/generated"),
        project.resolve("target/ledgers"),
        settings,
        Map.of(),
        "tool");
  }

  private SourceUpdate.Outcome update(SourceUpdate.Plan plan) throws IOException {
    return SourceUpdate.run(plan, new Claims());
  }

  private SourceUpdate.Outcome update() throws IOException {
    return update(plan("x", Map.of(), "**/*.nabla"));
  }

  private static List<String> messages(SourceUpdate.Outcome outcome) {
    return outcome.diagnostics().stream().map(Diagnostic::message).toList();
  }

  private void makeOld(Path... files) throws IOException {
    for (Path file : files) {
      Files.setLastModifiedTime(file, LONG_AGO);
    }
  }

  private static boolean isOld(Path file) throws IOException {
    return Files.getLastModifiedTime(file).equals(LONG_AGO);
  }

  @Test
  void foldersArePackagesAndFilesAreClasses() throws IOException {
    spec("dev/demo/small-net.nabla", SCORE);
    spec("top.nabla", "network Other\n" + LENGTH);

    SourceUpdate.Outcome outcome = update();

    assertThat(outcome.written())
        .containsExactly(generated("dev/demo/SmallNet.java"), generated("Other.java"));
    assertThat(generated("dev/demo/SmallNet.java")).content().contains("package dev.demo;");
    assertThat(generated("Other.java")).content().contains("class Other").doesNotContain("package");
    assertThat(outcome.specs()).isEqualTo(2);
    assertThat(outcome.diagnostics()).isEmpty();
  }

  @Test
  void nothingIsTouchedWhenNothingHasChanged() throws IOException {
    spec("a.nabla", SCORE);
    spec("b.nabla", LENGTH);
    update();
    Path ledger = project.resolve("target/ledgers/x.properties");
    makeOld(generated("A.java"), generated("B.java"), ledger);

    SourceUpdate.Outcome outcome = update();

    assertThat(outcome.written()).isEmpty();
    assertThat(outcome.specs()).isEqualTo(2);
    assertThat(isOld(generated("A.java"))).isTrue();
    assertThat(isOld(generated("B.java"))).isTrue();
    assertThat(isOld(ledger)).isTrue();
  }

  @Test
  void onlyWhatHasChangedIsWritten() throws IOException {
    spec("a.nabla", SCORE);
    spec("b.nabla", LENGTH);
    update();
    makeOld(generated("A.java"), generated("B.java"));
    spec("b.nabla", SCORE);

    assertThat(update().written()).containsExactly(generated("B.java"));
    assertThat(isOld(generated("A.java"))).isTrue();
  }

  @Test
  void aChangeWithoutEffectTouchesNoFile() throws IOException {
    spec("a.nabla", SCORE);
    update();
    spec("a.nabla", "# a remark\n" + SCORE);

    assertThat(update().written()).isEmpty();
  }

  @Test
  void anotherGeneratorOrSettingOrSizeIsAChange() throws IOException {
    spec("a.nabla", "dim n; param w : (n, 1)\nloss L = ‖w‖^2\n");
    SourceUpdate.Plan first = sized(Map.of(), 3, "tool");
    update(first);
    Path file = generated("A.java");
    String text = Files.readString(file);

    assertThat(update(sized(Map.of(Setting.TYPE, "float"), 3, "tool")).written())
        .containsExactly(file);
    assertThat(update(sized(Map.of(Setting.TYPE, "float"), 4, "tool")).written())
        .containsExactly(file);
    assertThat(update(first).written()).containsExactly(file);
    assertThat(file).hasContent(text);
    Path ledger = project.resolve("target/ledgers/x.properties");
    String before = Files.readString(ledger);
    assertThat(update(sized(Map.of(), 3, "another tool")).written()).isEmpty();
    assertThat(Files.readString(ledger)).isNotEqualTo(before);
  }

  private SourceUpdate.Plan sized(Map<Setting, String> settings, int n, String tool)
      throws IOException {
    SourceUpdate.Plan plan = plan("x", settings, "**/*.nabla");
    return new SourceUpdate.Plan(
        plan.execution(),
        plan.specs(),
        plan.output(),
        plan.ledgers(),
        settings,
        Map.of("n", n),
        tool);
  }

  @Test
  void aSizeIsForTheDefinitionsThatHaveIt() throws IOException {
    spec("a.nabla", "dim n; param w : (n, 1)\nloss L = ‖w‖^2\n");
    spec("b.nabla", SCORE);
    SourceUpdate.Outcome outcome = update(sized(Map.of(), 3, "tool"));
    assertThat(outcome.failed()).isZero();
    assertThat(outcome.unusedSizes()).isEmpty();
    makeOld(generated("B.java"));
    Path ledger = project.resolve("target/ledgers/x.properties");
    String before = Files.readString(ledger);

    assertThat(update(sized(Map.of(), 4, "tool")).written()).containsExactly(generated("A.java"));
    assertThat(Files.readString(ledger).lines().filter(before::contains))
        .anyMatch(line -> line.startsWith("spec/b.nabla"));
  }

  @Test
  void aSizeThatNoDefinitionHasIsNamed() throws IOException {
    spec("b.nabla", SCORE);

    assertThat(update(sized(Map.of(), 3, "tool")).unusedSizes()).containsExactly("n");
    assertThat(update(sized(Map.of(), 3, "tool")).unusedSizes()).containsExactly("n");
  }

  @Test
  void anOpenSizeIsAskedForInTheWordsOfMaven() throws IOException {
    spec("a.nabla", "dim n; param w : (n, 1)\nloss L = ‖w‖^2\n");

    assertThat(update().diagnostics().get(0).help().get(0)).contains("<dims>n=4</dims>");
  }

  @Test
  void aHeaderGoesBeforeTheSettings() throws IOException {
    spec("a.nabla", "# nabla: type=double\n" + SCORE);
    spec("b.nabla", SCORE);

    update(plan("x", Map.of(Setting.TYPE, "float"), "**/*.nabla"));

    assertThat(generated("A.java")).content().contains("double[]").doesNotContain("float[]");
    assertThat(generated("B.java")).content().contains("float[]").doesNotContain("double[]");
  }

  @Test
  void whatWasDeletedOrEditedIsMadeAgain() throws IOException {
    spec("a.nabla", SCORE);
    spec("b.nabla", LENGTH);
    update();
    String text = Files.readString(generated("A.java"));
    Files.writeString(generated("A.java"), text + "// edited\n");
    Files.delete(generated("B.java"));

    assertThat(update().written()).containsExactly(generated("A.java"), generated("B.java"));
    assertThat(generated("A.java")).hasContent(text);
  }

  @Test
  void whatARemovedDefinitionLeftBehindIsDeletedAndNothingElse() throws IOException {
    spec("demo/deep/a.nabla", SCORE);
    spec("demo/b.nabla", LENGTH);
    update();
    Path foreign = Files.writeString(generated("demo/Foreign.java"), "class Foreign {}");
    remove("demo/deep/a.nabla");
    remove("demo/b.nabla");

    assertThat(update().deleted())
        .containsExactlyInAnyOrder(generated("demo/deep/A.java"), generated("demo/B.java"));
    assertThat(generated("demo/deep")).doesNotExist();
    assertThat(generated("demo")).isDirectoryContaining(foreign::equals);
    assertThat(update().deleted()).isEmpty();
  }

  @Test
  void aFolderThatIsGoneLeavesNothingBehind() throws IOException {
    spec("a.nabla", SCORE);
    update();
    remove("a.nabla");
    Files.delete(project.resolve("specs"));

    assertThat(update().deleted()).containsExactly(generated("A.java"));
    assertThat(generated("")).isEmptyDirectory();
  }

  @Test
  void whatWasEditedAndWouldBeDeletedIsKept() throws IOException {
    spec("a.nabla", SCORE);
    update();
    Files.writeString(generated("A.java"), "class A {}");
    remove("a.nabla");

    SourceUpdate.Outcome outcome = update();

    assertThat(outcome.deleted()).isEmpty();
    assertThat(outcome.kept()).containsExactly(generated("A.java"));
    assertThat(generated("A.java")).exists();
    assertThat(update().kept()).isEmpty();
  }

  @Test
  void aRenamedDefinitionTakesItsClassAlong() throws IOException {
    spec("a.nabla", "network Net\n" + SCORE);
    update();
    makeOld(generated("Net.java"));
    remove("a.nabla");
    spec("b.nabla", "network Net\n" + SCORE);

    SourceUpdate.Outcome outcome = update();

    assertThat(outcome.deleted()).isEmpty();
    assertThat(outcome.written()).isEmpty();
    assertThat(isOld(generated("Net.java"))).isTrue();
  }

  @Test
  void aRenamedNetworkLeavesNoClassBehind() throws IOException {
    spec("a.nabla", "network Old\n" + SCORE);
    update();
    spec("a.nabla", "network New\n" + SCORE);

    SourceUpdate.Outcome outcome = update();

    assertThat(outcome.deleted()).containsExactly(generated("Old.java"));
    assertThat(outcome.written()).containsExactly(generated("New.java"));
  }

  @Test
  void anotherOutputFolderLeavesNothingInTheFirst() throws IOException {
    spec("a.nabla", SCORE);
    update();
    SourceUpdate.Plan plan = plan("x", Map.of(), "**/*.nabla");
    Path output = project.resolve("target/elsewhere");

    SourceUpdate.Outcome outcome =
        update(
            new SourceUpdate.Plan(
                "x", plan.specs(), output, plan.ledgers(), Map.of(), Map.of(), "tool"));

    assertThat(outcome.deleted()).containsExactly(generated("A.java"));
    assertThat(outcome.written()).containsExactly(output.resolve("A.java"));
  }

  @Test
  void aCopyOfAProjectIsUpToDateAndLeavesTheOriginalAlone() throws IOException {
    spec("a.nabla", SCORE);
    spec("b.nabla", SCORE);
    update();
    Path original = generated("A.java");
    Path copy = temporary.resolve("copy");
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(project.relativize(file).toString()));
      }
    }
    project = copy;
    remove("a.nabla");

    SourceUpdate.Outcome outcome = update();

    assertThat(outcome.written()).isEmpty();
    assertThat(outcome.deleted()).containsExactly(generated("A.java"));
    assertThat(original).exists();
  }

  @Test
  void executionsShareAFolder() throws IOException {
    spec("one/a.nabla", SCORE);
    spec("two/b.nabla", LENGTH);
    update(plan("first", Map.of(), "one/*.nabla"));
    update(plan("second", Map.of(), "two/*.nabla"));
    remove("one/a.nabla");

    assertThat(update(plan("second", Map.of(), "two/*.nabla")).deleted()).isEmpty();
    assertThat(update(plan("first", Map.of(), "one/*.nabla")).deleted())
        .containsExactly(generated("one/A.java"));
    assertThat(generated("two/B.java")).exists();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDefinitionMovesFromOneExecutionToAnother(boolean newOwnerFirst) throws IOException {
    spec("one/a.nabla", "network Net\n" + SCORE);
    update(plan("loser", Map.of(), "one/a.nabla"));
    update(plan("winner", Map.of(), "one/b.nabla"));
    remove("one/a.nabla");
    spec("one/b.nabla", "network Net\n" + SCORE);

    SourceUpdate.Plan loser = plan("loser", Map.of(), "one/a.nabla");
    SourceUpdate.Plan winner = plan("winner", Map.of(), "one/b.nabla");
    for (int build = 0; build < 2; build++) {
      Claims claims = new Claims();
      SourceUpdate.run(newOwnerFirst ? winner : loser, claims);
      SourceUpdate.run(newOwnerFirst ? loser : winner, claims);
      assertThat(generated("one/Net.java")).exists();
    }
  }

  @Test
  void twoDefinitionsOfOneClassAreAnErrorThatNamesBoth() throws IOException {
    spec("demo/a.nabla", "network Net\n" + SCORE);
    update();
    spec("demo/b.nabla", "network Net\n" + LENGTH);
    spec("demo/c.nabla", "network NET\n" + LENGTH);
    String before = Files.readString(generated("demo/Net.java"));

    SourceUpdate.Outcome outcome = update();

    assertThat(messages(outcome))
        .containsExactly(
            "demo/Net.java is made from " + project.resolve("specs/demo/a.nabla") + " as well",
            "demo/NET.java is made from " + project.resolve("specs/demo/a.nabla") + " as well");
    assertThat(outcome.diagnostics().get(0).source().name())
        .isEqualTo(project.resolve("specs/demo/b.nabla").toString());
    assertThat(outcome.failed()).isEqualTo(2);
    assertThat(generated("demo/Net.java")).hasContent(before);
  }

  @Test
  void twoExecutionsForOneDefinitionAreAnError() throws IOException {
    spec("a.nabla", SCORE);
    Claims claims = new Claims();
    SourceUpdate.Plan first = plan("generate@first", Map.of(), "**/*.nabla");
    SourceUpdate.Plan second = plan("generate@second", Map.of(), "a.nabla");

    assertThat(SourceUpdate.run(first, claims).failed()).isZero();
    assertThat(SourceUpdate.run(first, claims).failed()).isZero();
    assertThat(messages(SourceUpdate.run(second, claims)))
        .containsExactly("A.java is made by the execution generate@first as well");
  }

  @Test
  void allErrorsAreFoundAndWhatIsRightIsWritten() throws IOException {
    spec("a.nabla", WRONG);
    spec("b.nabla", SCORE);
    spec("c.nabla", "loss L = \n");

    SourceUpdate.Outcome outcome = update();

    assertThat(outcome.failed()).isEqualTo(2);
    assertThat(outcome.written()).containsExactly(generated("B.java"));
    assertThat(outcome.diagnostics().stream().map(d -> d.source().name()).distinct())
        .containsExactly(
            project.resolve("specs/a.nabla").toString(),
            project.resolve("specs/c.nabla").toString());
  }

  @Test
  void theClassOfADefinitionThatBecameWrongStaysUntilItIsRight() throws IOException {
    spec("a.nabla", SCORE);
    update();
    String before = Files.readString(generated("A.java"));
    spec("a.nabla", WRONG);
    assertThat(update().failed()).isOne();
    assertThat(update().failed()).isOne();
    assertThat(generated("A.java")).hasContent(before);

    spec("a.nabla", LENGTH);
    assertThat(update().written()).containsExactly(generated("A.java"));
    spec("a.nabla", WRONG);
    update();
    remove("a.nabla");
    assertThat(update().deleted()).containsExactly(generated("A.java"));
  }

  @Test
  void warningsAreGivenInEveryBuild() throws IOException {
    spec("a.nabla", UNUSED);
    assertThat(messages(update())).containsExactly("v is not used");
    makeOld(generated("A.java"));

    SourceUpdate.Outcome again = update();

    assertThat(messages(again)).containsExactly("v is not used");
    assertThat(again.count(Diagnostic.Severity.WARNING)).isOne();
    assertThat(again.failed()).isZero();
    assertThat(isOld(generated("A.java"))).isTrue();
  }

  @Test
  void aFileThatIsNoTextIsAnError() throws IOException {
    spec("a.nabla", "");
    Files.write(project.resolve("specs/a.nabla"), new byte[] {'x', (byte) 0xC3, '('});

    assertThat(messages(update())).containsExactly("the file is not valid UTF-8");
    assertThat(generated("")).doesNotExist();
  }

  @Test
  void aFolderThatIsNoPackageIsAnError() throws IOException {
    spec("my-nets/a.nabla", SCORE);

    assertThat(messages(update())).containsExactly("not a package name: my-nets");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "spec/a.nabla=x",
        "spec/a.nabla=\\u12",
        "output=\\u0000",
        "spec/a.nabla=1 2 \\u0000"
      })
  void aDamagedLedgerCostsOneMoreGeneration(String damaged) throws IOException {
    spec("a.nabla", SCORE);
    update();
    Path ledger = project.resolve("target/ledgers/x.properties");
    String right = Files.readString(ledger);
    Files.writeString(ledger, damaged);

    assertThat(update().failed()).isZero();
    assertThat(ledger).hasContent(right);
    assertThat(generated("A.java")).exists();
  }

  @Test
  void strangeNamesOfExecutionsAreFileNames() throws IOException {
    spec("a.nabla", SCORE);

    update(plan("generate@../ä b", Map.of(), "**/*.nabla"));

    assertThat(project.resolve("target/ledgers"))
        .isDirectoryContaining("glob:**/generate%40..%2F*.properties");
  }
}
