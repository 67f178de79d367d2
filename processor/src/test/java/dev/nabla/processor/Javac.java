package dev.nabla.processor;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A folder with sources, compiled as from the command line: {@code src} to {@code classes}. */
final class Javac {
  /** The class path that compilers find the processor on, by its service file. */
  static final String PROCESSOR_PATH = System.getProperty("java.class.path");

  /** Where the annotation is. */
  static final String ANNOTATIONS =
      Stream.of(PROCESSOR_PATH.split(File.pathSeparator))
          .filter(path -> path.contains("annotations"))
          .collect(Collectors.joining(File.pathSeparator));

  private final Path folder;
  private Optional<Supplier<Processor>> processor = Optional.empty();

  Javac(Path folder) {
    this.folder = folder;
  }

  /** Uses this processor, a new one each time, and no others. */
  Javac with(Supplier<Processor> only) {
    processor = Optional.of(only);
    return this;
  }

  Path sources() {
    return folder.resolve("src");
  }

  Path classes() {
    return folder.resolve("classes");
  }

  /** Writes a file below the folder. */
  Javac file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** What the compiler said, as {@code kind: message}; empty when it said nothing. */
  List<String> compile(String... options) throws IOException {
    Files.createDirectories(classes());
    List<String> arguments = new ArrayList<>(List.of("-d", classes().toString()));
    if (!List.of(options).contains("-cp")) {
      arguments.addAll(List.of("-cp", ANNOTATIONS));
    }
    arguments.addAll(Arrays.asList(options));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
            compiler.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8);
        Stream<Path> all = Files.walk(sources())) {
      List<Path> java = all.filter(file -> file.toString().endsWith(".java")).toList();
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              null, files, said, arguments, null, files.getJavaFileObjectsFromPaths(java));
      processor.ifPresent(only -> task.setProcessors(List.of(only.get())));
      boolean done = task.call();
      List<String> messages = said.getDiagnostics().stream().map(Javac::text).toList();
      return done || !messages.isEmpty() ? messages : List.of("failed, silently");
    }
  }

  /** What {@code javac} prints, started as a command; empty when it prints nothing. */
  String run(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-d", classes().toString()));
    arguments.addAll(Arrays.asList(options));
    try (Stream<Path> all = Files.walk(sources())) {
      all.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
    }
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed);
    java.util.spi.ToolProvider.findFirst("javac")
        .orElseThrow()
        .run(out, out, arguments.toArray(String[]::new));
    return printed.toString();
  }

  private static String text(Diagnostic<? extends JavaFileObject> d) {
    return d.getKind() + ": " + d.getMessage(Locale.ROOT);
  }

  /** A class that was compiled, which finds nothing but the platform and what was compiled. */
  Class<?> load(String name) throws ReflectiveOperationException, IOException {
    URL[] path = {classes().toUri().toURL()};
    return new URLClassLoader(path, ClassLoader.getPlatformClassLoader()).loadClass(name);
  }
}
