package dev.nabla.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's module is compiled, with the processor found as compilers find it. */
class ModulesTest {
  /** A public class of an exported package says that it is generated; one may object to that. */
  private static final String LINT = "-Xlint:all,-processing,-exports";

  @TempDir private Path folder;

  private Javac javac;

  @BeforeEach
  void writesAModule() throws IOException {
    javac = new Javac(folder);
    javac.file(
        "src/module-info.java",
        "module demo {\n  requires static dev.nabla.annotation;\n  exports demo;\n}\n");
    javac.file(
        "src/demo/Fit.java",
        "package demo;\n\nimport dev.nabla.annotation.Nabla;\n\n"
            + "@Nabla(\"network Line\\nparam w : (2); loss L = sum(w.^2)\")\npublic class Fit {\n"
            + "  public final Line line = new Line();\n\n  public Fit() {}\n}\n");
  }

  @Test
  void withTheProcessorOnAPath() throws Exception {
    String said =
        javac.run(LINT, "-Werror", "-p", Javac.ANNOTATIONS, "-processorpath", Javac.PROCESSOR_PATH);

    assertThat(said).isEmpty();
    runs();
  }

  @Test
  void withTheProcessorAsAModule() throws Exception {
    List<String> jars = new ArrayList<>();
    for (String path : Javac.PROCESSOR_PATH.split(File.pathSeparator)) {
      if (Files.isDirectory(Path.of(path)) && path.endsWith("classes")) {
        jars.add(jar(Path.of(path)).toString());
      } else if (path.contains("antlr4-runtime") || path.contains("javapoet")) {
        jars.add(path);
      }
    }
    String said =
        javac.run(
            LINT,
            "-Werror",
            "-p",
            Javac.ANNOTATIONS,
            "--processor-module-path",
            String.join(File.pathSeparator, jars));

    assertThat(said).isEmpty();
    runs();
  }

  /** The module runs with the platform alone: neither the annotation nor its module is there. */
  private void runs() throws Exception {
    Module module =
        ModuleLayer.boot()
            .defineModulesWithOneLoader(
                ModuleLayer.boot()
                    .configuration()
                    .resolve(ModuleFinder.of(javac.classes()), ModuleFinder.of(), List.of("demo")),
                ClassLoader.getPlatformClassLoader())
            .findModule("demo")
            .orElseThrow();
    Class<?> type = module.getClassLoader().loadClass("demo.Line");

    assertThat(module.getDescriptor().requires())
        .filteredOn(r -> r.name().equals("dev.nabla.annotation"))
        .allMatch(r -> r.modifiers().toString().contains("STATIC"));
    assertThat(
            type.getMethod("loss", double[].class, double[].class, double[].class)
                .invoke(
                    type.getConstructor().newInstance(),
                    new double[] {3, 4},
                    new double[0],
                    new double[0]))
        .isEqualTo(25.0);
  }

  /** A jar as the build makes it of these classes, named as their artifact. */
  private Path jar(Path classes) throws IOException {
    String artifact = classes.getParent().getParent().toAbsolutePath().getFileName().toString();
    Path jar = folder.resolve("nabla-" + artifact + "-1.0.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        entries.putNextEntry(new JarEntry(name));
        Files.copy(file, entries);
      }
    }
    return jar;
  }
}
