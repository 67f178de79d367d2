package dev.nabla.processor;

import dev.nabla.codegen.spec.SpecGenerator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * Generates the classes of networks that are defined by {@code @Nabla}.
 *
 * <p>For Gradle it is isolating: each class comes from one annotated element. A file that an
 * annotation names is beyond what Gradle follows by itself; it has to be declared an input of the
 * task, which then compiles everything anew when the file changes.
 */
@SupportedAnnotationTypes({NetworkAnnotation.NAME, NetworkAnnotation.LIST})
@SupportedOptions(NablaProcessor.SOURCE_DIR)
public final class NablaProcessor extends AbstractProcessor {
  /** The option that names folders of definitions. */
  static final String SOURCE_DIR = "nabla.sourceDir";

  private final NetworkWriter.Generator generator;

  /** The processor that compilers use. */
  public NablaProcessor() {
    this(SpecGenerator::generate);
  }

  /** A processor that makes classes so. */
  NablaProcessor(NetworkWriter.Generator generator) {
    this.generator = generator;
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    SpecFinder finder =
        new SpecFinder(
            processingEnv.getFiler(),
            Optional.ofNullable(processingEnv.getOptions().get(SOURCE_DIR)));
    Set<Element> elements = new LinkedHashSet<>();
    annotations.forEach(annotation -> elements.addAll(round.getElementsAnnotatedWith(annotation)));
    elements.stream()
        .flatMap(element -> NetworkAnnotation.all(element).stream())
        .filter(annotation -> !annotation.isErroneous())
        .forEach(annotation -> write(annotation, finder));
    return true;
  }

  /** No exception leaves this: a compiler would end with it, and say nothing else. */
  private void write(NetworkAnnotation annotation, SpecFinder finder) {
    MemberReporter reporter = new MemberReporter(processingEnv.getMessager(), annotation);
    try {
      new NetworkWriter(generator, processingEnv.getFiler(), finder, annotation, reporter).write();
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      reporter.error(
          "value",
          "nabla: internal error: "
              + e
              + at(e)
              + "\nnabla: this is a mistake in nabla, not in your definition; please report it");
    }
  }

  private static String at(Throwable e) {
    return e.getStackTrace().length == 0 ? "" : "\n      at " + e.getStackTrace()[0];
  }
}
