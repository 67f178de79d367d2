package dev.nabla.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where files of definitions are found, and what is said when they are not. */
class SpecFilesTest {
  @TempDir private Path folder;

  private Javac javac;

  @BeforeEach
  void annotatesAClass() throws IOException {
    javac = new Javac(folder).with(NablaProcessor::new);
    annotate("two-layer.nabla");
  }

  private void annotate(String file) throws IOException {
    javac.file(
        "src/demo/Fit.java",
        "package demo;\n@dev.nabla.annotation.Nabla(file = \"" + file + "\")\nclass Fit {}\n");
  }

  /** A definition whose class has so many parameters. */
  private static String spec(int parameters) {
    return "param w : (" + parameters + "); loss L = sum(w.^2)\n";
  }

  private int parameters(String className) throws Exception {
    return javac.load(className).getField("PARAMETERS").getInt(null);
  }

  @Test
  void inTheFolderOfTheOption() throws Exception {
    javac.file("nets/two-layer.nabla", spec(2));

    assertThat(javac.compile("-Anabla.sourceDir=" + folder.resolve("nets"))).isEmpty();
    assertThat(parameters("demo.TwoLayer")).isEqualTo(2);
  }

  @Test
  void inOneOfSeveralFoldersBesideThePackageFirst() throws Exception {
    javac.file("b/two-layer.nabla", spec(3)).file("b/demo/two-layer.nabla", spec(4));
    String folders = folder.resolve("a") + File.pathSeparator + folder.resolve("b");

    assertThat(javac.compile("-Anabla.sourceDir=" + folders)).isEmpty();
    assertThat(parameters("demo.TwoLayer")).isEqualTo(4);
  }

  @Test
  void onTheSourcePath() throws Exception {
    javac.file("src/demo/two-layer.nabla", spec(5));

    assertThat(javac.compile("-sourcepath", javac.sources().toString())).isEmpty();
    assertThat(parameters("demo.TwoLayer")).isEqualTo(5);
  }

  @Test
  void inTheClassOutputAsResourcesAre() throws Exception {
    annotate("nets/two-layer.nabla");
    javac.file("classes/nets/two-layer.nabla", spec(6));

    assertThat(javac.compile()).isEmpty();
    assertThat(parameters("demo.TwoLayer")).isEqualTo(6);
  }

  @Test
  void onTheClassPathInAJar() throws Exception {
    Path jar = folder.resolve("nets.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry("demo/two-layer.nabla"));
      entries.write(spec(7).getBytes(StandardCharsets.UTF_8));
    }

    assertThat(javac.compile("-cp", Javac.ANNOTATIONS + File.pathSeparator + jar)).isEmpty();
    assertThat(parameters("demo.TwoLayer")).isEqualTo(7);
  }

  @Test
  void nowhere() throws IOException {
    Path none = folder.resolve("none");

    List<String> said = javac.compile("-Anabla.sourceDir=" + none);
    assertThat(said).hasSize(1);
    assertThat(said.get(0).lines().map(String::strip))
        .containsExactly(
            "ERROR: file: there is no file demo/two-layer.nabla or two-layer.nabla in any of these"
                + " places:",
            "-Anabla.sourceDir: " + none + ", which is no folder",
            "source path",
            "class output: " + javac.classes(),
            "class path");
  }

  @Test
  void errorsNameTheFile() throws IOException {
    javac.file("nets/two-layer.nabla", "param w : (2)\nz = w w\nloss L = sum(z)\n");
    Path file = folder.resolve("nets/two-layer.nabla");

    List<String> said = javac.compile("-Anabla.sourceDir=" + folder.resolve("nets"));
    assertThat(said)
        .singleElement()
        .asString()
        .startsWith(
            "ERROR: " + file + ":2:5: w w does not balance [shape-product]\n      2 | z = w w\n");

    javac.file("classes/two-layer.nabla", "param w : (2)\nz = w w\nloss L = sum(z)\n");
    assertThat(javac.compile())
        .singleElement()
        .asString()
        .startsWith("ERROR: " + javac.classes().resolve("two-layer.nabla") + ":2:5: w w does not");
  }

  @Test
  void whatIsNoTextIsAnError() throws IOException {
    Path file = folder.resolve("nets/two-layer.nabla");
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[] {(byte) 0xff});

    assertThat(javac.compile("-Anabla.sourceDir=" + file.getParent()))
        .singleElement()
        .asString()
        .startsWith("ERROR: " + file + ":1:1: the file is not valid UTF-8 [bad-character]");
  }
}
