package dev.nabla.processor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.QualifiedNameable;
import javax.lang.model.element.VariableElement;

/**
 * One {@code @Nabla} of a type or package.
 *
 * @param element what is annotated
 * @param mirror the annotation
 * @param label what tells it from others of the same element in messages, since compilers that wrap
 *     repeated annotations up do not know the places of what is in them
 * @param members the values that are given, by name
 */
record NetworkAnnotation(
    Element element, AnnotationMirror mirror, String label, Map<String, AnnotationValue> members) {
  /** The annotation. */
  static final String NAME = "dev.nabla.annotation.Nabla";

  /** What holds several of it. */
  static final String LIST = NAME + ".List";

  /** What the compiler gives for a value that is wrong, which it reports itself. */
  private static final String ERRONEOUS = "<error>";

  /** All of an element, in order. */
  static List<NetworkAnnotation> all(Element element) {
    List<AnnotationMirror> mirrors = new ArrayList<>();
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      if (is(mirror, NAME)) {
        mirrors.add(mirror);
      } else if (is(mirror, LIST)) {
        list(members(mirror).get("value")).stream()
            .map(AnnotationValue::getValue)
            .filter(nested -> nested instanceof AnnotationMirror one && is(one, NAME))
            .forEach(nested -> mirrors.add((AnnotationMirror) nested));
      }
    }
    List<NetworkAnnotation> all = new ArrayList<>();
    for (AnnotationMirror mirror : mirrors) {
      String label = mirrors.size() == 1 ? "" : "@Nabla " + (all.size() + 1) + ": ";
      all.add(new NetworkAnnotation(element, mirror, label, members(mirror)));
    }
    return all;
  }

  private static Map<String, AnnotationValue> members(AnnotationMirror mirror) {
    Map<String, AnnotationValue> members = new LinkedHashMap<>();
    mirror.getElementValues().forEach((m, v) -> members.put(m.getSimpleName().toString(), v));
    return members;
  }

  private static List<AnnotationValue> list(AnnotationValue value) {
    List<AnnotationValue> elements = new ArrayList<>();
    if (value != null && value.getValue() instanceof List<?> values) {
      values.forEach(element -> elements.add((AnnotationValue) element));
    }
    return elements;
  }

  private static boolean is(AnnotationMirror mirror, String name) {
    return mirror.getAnnotationType().asElement() instanceof QualifiedNameable type
        && type.getQualifiedName().contentEquals(name);
  }

  /** The package that its class belongs to. */
  String packageName() {
    Element element = this.element;
    while (element.getKind() != ElementKind.PACKAGE) {
      element = element.getEnclosingElement();
    }
    return ((PackageElement) element).getQualifiedName().toString();
  }

  /** What is annotated, as part of a name: {@code Outer.Inner} is {@code OuterInner}. */
  String elementName() {
    return name(element);
  }

  private static String name(Element element) {
    String simple = element.getSimpleName().toString();
    String own = simple.substring(0, 1).toUpperCase(Locale.ROOT) + simple.substring(1);
    boolean isOutermost =
        element.getKind() == ElementKind.PACKAGE
            || element.getEnclosingElement().getKind() == ElementKind.PACKAGE;
    return isOutermost ? own : name(element.getEnclosingElement()) + own;
  }

  /** Whether the compiler itself has something to say about it. */
  boolean isErroneous() {
    return members.values().stream().anyMatch(NetworkAnnotation::isErroneous);
  }

  private static boolean isErroneous(AnnotationValue value) {
    return value.getValue() instanceof List<?> values
        ? values.stream().anyMatch(v -> isErroneous((AnnotationValue) v))
        : value.getValue().equals(ERRONEOUS);
  }

  /** Where a member is given. */
  Optional<AnnotationValue> member(String name) {
    return Optional.ofNullable(members.get(name));
  }

  /** The text that a member is given as. */
  Optional<String> text(String member) {
    return member(member).map(value -> String.valueOf(value.getValue()));
  }

  /** The elements that a member is given as. */
  List<AnnotationValue> list(String member) {
    return list(members.get(member));
  }

  /** The name of what a member is given as: {@code FLOAT}, {@code true}. */
  Optional<String> choice(String member) {
    return member(member)
        .map(AnnotationValue::getValue)
        .map(
            value ->
                value instanceof VariableElement constant
                    ? constant.getSimpleName().toString()
                    : value.toString());
  }
}
