package dev.nabla.codegen.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import dev.nabla.codegen.MathMode;
import dev.nabla.codegen.NumberType;
import dev.nabla.codegen.Options;
import java.util.List;
import java.util.Map;

/**
 * The Java that a class is written in.
 *
 * @param type its numbers
 * @param fma whether products are fused into sums
 * @param math how exponentials and their like are computed
 */
record Dialect(NumberType type, boolean fma, MathMode math) {
  static Dialect of(Options options) {
    return new Dialect(options.type(), options.fma(), options.math());
  }

  boolean isSingle() {
    return type == NumberType.FLOAT;
  }

  TypeName number() {
    return isSingle() ? TypeName.FLOAT : TypeName.DOUBLE;
  }

  ArrayTypeName array() {
    return ArrayTypeName.of(number());
  }

  /** A class of the Vector API. */
  static ClassName vectorApi(String name) {
    return ClassName.get("jdk.incubator.vector", name);
  }

  /** The class of vectors. */
  ClassName vector() {
    return vectorApi(isSingle() ? "FloatVector" : "DoubleVector");
  }

  /** The classes that formats mention by name. */
  Map<String, ClassName> types() {
    return Map.of("vector", vector(), "operators", vectorApi("VectorOperators"));
  }

  /** {@code c + a b}; without fusion c, which may be a sum itself, is computed first. */
  String fused(String a, String b, String c) {
    return fma ? Text.call("Math.fma", List.of(a, b, c)) : c + " + " + a + " * " + b;
  }
}
