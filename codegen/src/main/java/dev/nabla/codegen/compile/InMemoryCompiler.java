package dev.nabla.codegen.compile;

import dev.nabla.codegen.GeneratedSource;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles generated sources without touching the disk, all warnings being errors. */
public final class InMemoryCompiler {
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private InMemoryCompiler() {}

  /**
   * Compiles and loads a generated class.
   *
   * @throws CompilationException when there is no compiler in this run-time image, or the source
   *     does not compile, which is an error of the generator
   */
  public static GeneratedClass load(GeneratedSource source) {
    if (usesVectors(source) && ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      throw new MissingModuleException(VECTOR_MODULE);
    }
    String name = source.path().replaceFirst("\\.java$", "").replace('/', '.');
    return load(name, compile(source));
  }

  /** An instance of a class that has been compiled, among others that it needs. */
  public static GeneratedClass load(String name, Map<String, byte[]> classes) {
    ClassLoader loader =
        new ClassLoader(InMemoryCompiler.class.getClassLoader()) {
          @Override
          protected Class<?> findClass(String wanted) throws ClassNotFoundException {
            byte[] bytes = classes.get(wanted);
            if (bytes == null) {
              throw new ClassNotFoundException(wanted);
            }
            return defineClass(wanted, bytes, 0, bytes.length);
          }
        };
    try {
      return new GeneratedClass(loader.loadClass(name));
    } catch (ClassNotFoundException e) {
      throw new CompilationException("the generated class " + name + " is missing", e);
    }
  }

  /** The class files by name. */
  public static Map<String, byte[]> compile(GeneratedSource source) {
    return compile(List.of(source));
  }

  /** The class files of several sources, compiled together. */
  public static Map<String, byte[]> compile(List<GeneratedSource> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new CompilationException(
          "this Java has no compiler: run with a JDK instead of a run-time environment");
    }
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    StandardJavaFileManager standard =
        compiler.getStandardFileManager(problems, Locale.ROOT, StandardCharsets.UTF_8);
    Memory memory = new Memory(standard);
    JavaCompiler.CompilationTask task =
        compiler.getTask(
            null,
            memory,
            problems,
            options(sources),
            null,
            sources.stream().map(SourceText::new).toList());
    boolean compiled = task.call();
    boolean warned = problems.getDiagnostics().stream().anyMatch(p -> !isAboutIncubator(p));
    if (!compiled || warned) {
      throw new CompilationException(
          problems.getDiagnostics().stream()
              .map(InMemoryCompiler::describe)
              .collect(Collectors.joining("\n", "the generated class does not compile:\n", "")));
    }
    return memory.classes();
  }

  private static List<String> options(List<GeneratedSource> sources) {
    List<String> options = new ArrayList<>(List.of("-Xlint:all", "-proc:none", "-classpath", ""));
    if (sources.stream().anyMatch(InMemoryCompiler::usesVectors)) {
      options.addAll(List.of("--add-modules", VECTOR_MODULE));
    }
    return options;
  }

  private static boolean usesVectors(GeneratedSource source) {
    return source.text().contains("import " + VECTOR_MODULE + ".");
  }

  /** That a module is incubating is said whatever the options. */
  private static boolean isAboutIncubator(Diagnostic<? extends JavaFileObject> problem) {
    return problem.getCode().equals("compiler.warn.incubating.modules");
  }

  private static String describe(Diagnostic<? extends JavaFileObject> problem) {
    return problem.getLineNumber() + ": " + problem.getMessage(Locale.ROOT);
  }

  private static final class SourceText extends SimpleJavaFileObject {
    private final String text;

    SourceText(GeneratedSource source) {
      super(URI.create("memory:///" + source.path()), Kind.SOURCE);
      this.text = source.text();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class ClassBytes extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ClassBytes(String name) {
      super(URI.create("memory:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }

  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ClassBytes> outputs = new TreeMap<>();

    Memory(JavaFileManager fileManager) {
      super(fileManager);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return outputs.computeIfAbsent(className, ClassBytes::new);
    }

    Map<String, byte[]> classes() {
      Map<String, byte[]> classes = new TreeMap<>();
      outputs.forEach((name, file) -> classes.put(name, file.bytes.toByteArray()));
      return classes;
    }
  }
}
