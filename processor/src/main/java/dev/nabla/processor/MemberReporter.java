package dev.nabla.processor;

import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.grammar.diagnostic.Diagnostics;
import java.util.Optional;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationValue;
import javax.tools.Diagnostic.Kind;

/** Says at a member of an annotation what is to be said about it. */
final class MemberReporter {
  private final Messager messager;
  private final NetworkAnnotation annotation;
  private boolean errors;

  MemberReporter(Messager messager, NetworkAnnotation annotation) {
    this.messager = messager;
    this.annotation = annotation;
  }

  /** Whether there was an error. */
  boolean hasErrors() {
    return errors;
  }

  /** An error at a member, or at the annotation where it is not given. */
  void error(String member, String message) {
    print(Kind.ERROR, annotation.member(member), message);
  }

  /** An error at a value of the annotation. */
  void error(AnnotationValue value, String message) {
    print(Kind.ERROR, Optional.of(value), message);
  }

  /** What is to be said about the definition that is given by {@code value}. */
  void reportInline(Diagnostics diagnostics) {
    for (Diagnostic diagnostic : diagnostics.all()) {
      String place =
          "line " + diagnostic.position().line() + ", column " + diagnostic.position().column();
      print(diagnostic, "value", place);
    }
  }

  /** What is to be said about the definition that {@code file} names. */
  void reportFile(Diagnostics diagnostics) {
    for (Diagnostic diagnostic : diagnostics.all()) {
      String place =
          diagnostic.source().name()
              + ':'
              + diagnostic.position().line()
              + ':'
              + diagnostic.position().column();
      print(diagnostic, "file", place);
    }
  }

  private void print(Diagnostic diagnostic, String member, String place) {
    Kind kind =
        switch (diagnostic.severity()) {
          case ERROR -> Kind.ERROR;
          case WARNING -> Kind.WARNING;
          case NOTE -> Kind.NOTE;
        };
    print(
        kind,
        annotation.member(member),
        place + ": " + diagnostic.title() + diagnostic.explanation());
  }

  private void print(Kind kind, Optional<AnnotationValue> at, String message) {
    errors |= kind == Kind.ERROR;
    String text = annotation.label() + message;
    at.ifPresentOrElse(
        value ->
            messager.printMessage(kind, text, annotation.element(), annotation.mirror(), value),
        () -> messager.printMessage(kind, text, annotation.element(), annotation.mirror()));
  }
}
