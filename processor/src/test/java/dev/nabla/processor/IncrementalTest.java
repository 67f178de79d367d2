package dev.nabla.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiling again, as builds do that compile only what changed. */
class IncrementalTest {
  @TempDir private Path folder;

  private static String annotated(String name, int parameters) {
    return "package demo;\n@dev.nabla.annotation.Nabla(\"network "
        + name
        + "Net\\nparam w : ("
        + parameters
        + "); loss L = sum(w.^2)\")\nclass "
        + name
        + " { "
        + name
        + "Net net; }\n";
  }

  @Test
  void aChangedDefinitionReplacesItsClassOverTheOldOne() throws Exception {
    Javac javac = new Javac(folder).with(NablaProcessor::new);
    javac.file("src/demo/A.java", annotated("A", 2));
    String path = Javac.ANNOTATIONS + File.pathSeparator + javac.classes();
    Path generated = javac.classes().resolve("demo/ANet.java");

    assertThat(javac.compile("-cp", path, "-Xlint:all,-processing", "-Werror")).isEmpty();
    final byte[] first = Files.readAllBytes(generated);
    assertThat(javac.compile("-cp", path, "-Xlint:all,-processing", "-Werror")).isEmpty();
    assertThat(generated).hasBinaryContent(first);
    javac.file("src/demo/A.java", annotated("A", 3));
    assertThat(javac.compile("-cp", path, "-Xlint:all,-processing", "-Werror")).isEmpty();
    assertThat(javac.load("demo.ANet").getField("PARAMETERS").getInt(null)).isEqualTo(3);
  }

  @Test
  void oneTypeCanBeCompiledWithoutTheOthers() throws Exception {
    Javac all = new Javac(folder).with(NablaProcessor::new);
    all.file("src/demo/A.java", annotated("A", 2)).file("src/demo/B.java", annotated("B", 2));
    assertThat(all.compile()).isEmpty();

    Files.delete(folder.resolve("src/demo/B.java"));
    all.file("src/demo/A.java", annotated("A", 4));
    assertThat(all.compile("-cp", Javac.ANNOTATIONS + File.pathSeparator + all.classes()))
        .isEmpty();

    assertThat(all.load("demo.ANet").getField("PARAMETERS").getInt(null)).isEqualTo(4);
    assertThat(all.load("demo.BNet").getField("PARAMETERS").getInt(null)).isEqualTo(2);
  }

  /** What Gradle asks of a processor that it is to run on changed types only. */
  @Test
  void eachClassComesFromOneElement() throws IOException {
    List<String> origins = new ArrayList<>();
    Javac javac = new Javac(folder).with(() -> new Recording(origins));
    javac
        .file("src/demo/A.java", annotated("A", 2))
        .file("src/demo/B.java", annotated("B", 2))
        .file(
            "src/demo/package-info.java",
            annotated("P", 1).replaceFirst("(?s)package demo;\n(.*)\nclass.*", "$1 package demo;"));

    assertThat(javac.compile()).isEmpty();
    assertThat(origins)
        .containsExactlyInAnyOrder(
            "demo.ANet from [demo.A]", "demo.BNet from [demo.B]", "demo.PNet from [demo]");
  }

  @Test
  void itIsDeclaredSoAndFoundByCompilers() throws IOException {
    assertThat(resource("META-INF/gradle/incremental.annotation.processors"))
        .isEqualTo(NablaProcessor.class.getName() + ",isolating");
    assertThat(resource("META-INF/services/javax.annotation.processing.Processor"))
        .isEqualTo(NablaProcessor.class.getName());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = NablaProcessor.class.getClassLoader().getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  /** The processor, with a note of the elements that each file comes from. */
  private static final class Recording extends AbstractProcessor {
    private final NablaProcessor processor = new NablaProcessor();
    private final List<String> origins;

    Recording(List<String> origins) {
      this.origins = origins;
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return processor.getSupportedAnnotationTypes();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return processor.getSupportedSourceVersion();
    }

    @Override
    public void init(ProcessingEnvironment environment) {
      super.init(environment);
      Filer filer = proxy(Filer.class, environment.getFiler(), this::note);
      processor.init(
          proxy(
              ProcessingEnvironment.class,
              environment,
              (name, arguments, result) -> name.equals("getFiler") ? filer : result));
    }

    private Object note(String name, Object[] arguments, Object result) {
      if (name.equals("createSourceFile")) {
        origins.add(arguments[0] + " from " + Stream.of((Element[]) arguments[1]).toList());
      }
      return result;
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      return processor.process(annotations, round);
    }
  }

  private interface Change {
    Object result(String method, Object[] arguments, Object result);
  }

  private static <T> T proxy(Class<T> type, T target, Change change) {
    return type.cast(
        Proxy.newProxyInstance(
            IncrementalTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                change.result(method.getName(), arguments, method.invoke(target, arguments))));
  }
}
