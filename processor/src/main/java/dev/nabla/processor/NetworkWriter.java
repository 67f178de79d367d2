package dev.nabla.processor;

import dev.nabla.codegen.GeneratedSource;
import dev.nabla.codegen.GenerationException;
import dev.nabla.codegen.Options;
import dev.nabla.codegen.spec.GivenSize;
import dev.nabla.codegen.spec.SpecFile;
import dev.nabla.codegen.spec.SpecGenerator;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.lang.model.element.AnnotationValue;

/** From one annotation to the source file of its class. */
final class NetworkWriter {
  /** How a class is made of a definition. */
  interface Generator {
    /** The class, unless there are errors, which are reported. */
    Optional<SpecGenerator.Generated> generate(
        SpecGenerator.Request request, Diagnostics diagnostics);
  }

  private final Generator generator;
  private final Filer filer;
  private final SpecFinder finder;
  private final NetworkAnnotation annotation;
  private final MemberReporter reporter;

  NetworkWriter(
      Generator generator,
      Filer filer,
      SpecFinder finder,
      NetworkAnnotation annotation,
      MemberReporter reporter) {
    this.generator = generator;
    this.filer = filer;
    this.finder = finder;
    this.annotation = annotation;
    this.reporter = reporter;
  }

  /** Writes the class, unless there are errors, which are all reported. */
  void write() {
    Optional<Map<String, Integer>> dims = dims();
    Optional<String> name = name();
    Optional<Source> definition = definition();
    if (definition.isEmpty() || dims.isEmpty()) {
      return;
    }
    Diagnostics diagnostics = new Diagnostics(definition.get());
    Optional<SpecGenerator.Generated> generated =
        generator.generate(
            new SpecGenerator.Request(
                definition.get(),
                defaultName(),
                annotation.packageName(),
                name,
                dims.get(),
                Map.of(),
                SettingMembers.chosen(annotation),
                size -> "dims = \"" + size + "=4\""),
            diagnostics);
    report(diagnostics);
    generated
        .filter(g -> !reporter.hasErrors())
        .ifPresent(g -> write(g.source(), g.options().qualifiedName()));
  }

  private void report(Diagnostics diagnostics) {
    if (annotation.member("file").isPresent()) {
      reporter.reportFile(diagnostics);
    } else {
      reporter.reportInline(diagnostics);
    }
  }

  /** The values of sizes, unless there are errors. */
  private Optional<Map<String, Integer>> dims() {
    Map<String, Integer> dims = new LinkedHashMap<>();
    for (AnnotationValue value : annotation.list("dims")) {
      String text = String.valueOf(value.getValue());
      Optional<GivenSize> size = GivenSize.of(text);
      if (size.isEmpty()) {
        reporter.error(
            value, "dims: '" + text + "' is not a size with its value, at least 1: write n=4");
      } else if (dims.put(size.get().name(), size.get().value()) != null) {
        reporter.error(value, "dims: " + size.get().name() + " is given twice");
      }
    }
    return reporter.hasErrors() ? Optional.empty() : Optional.of(dims);
  }

  /** The name that the class is to have, unless it is the network's or none. */
  private Optional<String> name() {
    Optional<String> name = annotation.text("name").filter(text -> !text.isEmpty());
    try {
      name.ifPresent(text -> Options.of(annotation.packageName(), text).requireNames());
      return name;
    } catch (GenerationException e) {
      reporter.error("name", "name: " + e.getMessage() + "; write one such as TwoLayer");
      return Optional.empty();
    }
  }

  private Optional<Source> definition() {
    boolean inline = annotation.member("value").isPresent();
    if (inline == annotation.member("file").isPresent()) {
      String what = inline ? "not both" : "and there is none";
      reporter.error(
          "file",
          "a definition is needed, as text or as a file, "
              + what
              + ": @Nabla(\"...\") or @Nabla(file = \"...\")");
      return Optional.empty();
    }
    return inline
        ? annotation.text("value").map(text -> new Source("@Nabla", text))
        : file(annotation.text("file").orElseThrow());
  }

  private Optional<Source> file(String file) {
    if (!SpecFinder.isBelow(file)) {
      reporter.error(
          "file",
          "file: '"
              + file
              + "' is not the path of a file below a source folder, such as nets/two-layer.nabla");
      return Optional.empty();
    }
    try {
      SpecFinder.Found found = finder.find(file, annotation.packageName());
      if (found.text().isEmpty()) {
        reporter.error(
            "file",
            "file: there is no file "
                + String.join(" or ", found.names())
                + " in any of these places:\n      "
                + String.join("\n      ", found.places()));
        return Optional.empty();
      }
      found.text().ifPresent(reporter::reportFile);
      return found.text().filter(text -> !text.hasErrors()).map(Diagnostics::source);
    } catch (IOException e) {
      reporter.error("file", "file: " + file + " cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** The network's name where the definition gives none. */
  private String defaultName() {
    return annotation
        .text("file")
        .map(file -> SpecFile.networkName(Path.of(file)))
        .orElseGet(() -> annotation.elementName() + "Network");
  }

  private void write(GeneratedSource source, String className) {
    try (Writer out = filer.createSourceFile(className, annotation.element()).openWriter()) {
      out.write(source.text());
    } catch (FilerException e) {
      reporter.error(
          "name",
          "there is already a class "
              + className
              + "; give the network another name, or its class: name = \"...\"");
    } catch (IOException e) {
      reporter.error("name", className + " cannot be written: " + e.getMessage());
    }
  }
}
