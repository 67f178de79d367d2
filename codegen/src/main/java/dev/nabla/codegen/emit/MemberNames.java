package dev.nabla.codegen.emit;

import com.palantir.javapoet.NameAllocator;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.codegen.loop.Helper;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names of a generated class's members. */
final class MemberNames {
  /** What every generated class may have; never given to anything else. */
  private static final List<String> INTERFACE =
      List.of(
          "PARAMETERS",
          "INPUTS",
          "TARGETS",
          "OUTPUTS",
          "RESULTS",
          "predict",
          "loss",
          "gradient",
          "forward",
          "backward",
          "gradientBatch",
          "predictBatch",
          "initialParameters",
          "requireLength",
          "theta",
          "x",
          "y",
          "out",
          "grad",
          "outAdjoint",
          "xAdjoint",
          "jacobian",
          "parameterJacobian",
          "hessian",
          "hessianVector",
          "gradientOnly",
          "jac",
          "hess",
          "v",
          "hv",
          "xs",
          "ys",
          "outs",
          "count",
          "seed",
          "random",
          "value",
          "bound",
          "array",
          "expected",
          "name",
          "sample",
          MethodNames.SAMPLES,
          "Math",
          "Double",
          "Float",
          "System",
          "String",
          "Object",
          "Random",
          "Generated",
          "SPECIES",
          "LANES",
          "VectorSpecies",
          "VectorOperators",
          "FloatVector",
          "DoubleVector");

  private final NameAllocator allocator = new NameAllocator();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<Buffer, String> fields = new LinkedHashMap<>();

  MemberNames() {
    INTERFACE.forEach(name -> allocator.newName(name, "api " + name));
    for (Helper helper : Helper.values()) {
      allocator.newName(helper.methodName(), helper);
    }
  }

  /** A name in ASCII that may begin a Java identifier. */
  static String ascii(String name) {
    String plain = dev.nabla.grammar.base.Names.ascii(name);
    return plain.isEmpty() ? "v" : plain;
  }

  /** A new member's name like this one. */
  String member(String suggestion) {
    String plain = ascii(suggestion);
    int number = counts.merge(plain, 1, Integer::sum);
    return allocator.newName(number == 1 ? plain : plain + "_" + number);
  }

  /** The field that holds a scratch buffer. */
  String field(Buffer buffer) {
    return fields.computeIfAbsent(buffer, b -> member(b.name()));
  }

  /** The fields so far, with their buffers. */
  Map<Buffer, String> fields() {
    return fields;
  }

  String helper(Helper helper) {
    return allocator.get(helper);
  }

  /** The names that a method may not use, to begin with. */
  NameAllocator forMethod() {
    return allocator.clone();
  }

  /** The name of the caller's array. */
  static String argument(Space space) {
    return switch (space) {
      case THETA -> "theta";
      case INPUT -> "x";
      case TARGET -> "y";
      case OUTPUT -> "out";
      case GRADIENT -> "grad";
      case COTANGENT -> "outAdjoint";
      case INPUT_ADJOINT -> "xAdjoint";
      case DIRECTION -> "v";
      case PRODUCT -> "hv";
      case JACOBIAN -> "jac";
      case HESSIAN -> "hess";
      case SCRATCH, ROWS -> throw new IllegalArgumentException("a field, not an argument");
    };
  }
}
