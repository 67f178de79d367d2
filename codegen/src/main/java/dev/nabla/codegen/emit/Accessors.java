package dev.nabla.codegen.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.symbolic.expr.Variable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** Constants for where each parameter lies, and parameters as matrices, vectors and numbers. */
final class Accessors {
  private static final List<String> LOOPS = List.of("i", "j", "k", "l", "m", "n");

  private final MemberNames members;
  private final TypeName number;

  Accessors(MemberNames members, TypeName number) {
    this.members = members;
    this.number = number;
  }

  void add(Map<Variable, Buffer> parameters, TypeSpec.Builder into) {
    parameters.forEach((variable, buffer) -> constants(variable, buffer, into));
    parameters.forEach(
        (variable, buffer) -> {
          String name = MemberNames.ascii(variable.name());
          String tail = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
          into.addMethod(getter(variable, buffer, members.member("get" + tail)));
          into.addMethod(setter(variable, buffer, members.member("set" + tail)));
        });
  }

  private void constants(Variable variable, Buffer buffer, TypeSpec.Builder into) {
    String base = MemberNames.ascii(variable.name()).toUpperCase(Locale.ROOT);
    String shape = variable.name() + " " + variable.shape();
    into.addField(
        constant(base + "_OFFSET", buffer.offset())
            .addJavadoc("Where $L begins in theta.\n", Documentation.javadoc(shape))
            .build());
    List<Integer> sizes = buffer.sizes();
    if (sizes.size() == 2) {
      into.addField(constant(base + "_ROWS", sizes.get(0)).build());
      into.addField(constant(base + "_COLUMNS", sizes.get(1)).build());
    } else if (!sizes.isEmpty()) {
      into.addField(constant(base + "_SIZE", buffer.count()).build());
    }
  }

  private FieldSpec.Builder constant(String name, int value) {
    return FieldSpec.builder(
            TypeName.INT, members.member(name), Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .initializer("$L", value);
  }

  private TypeName array(int order) {
    TypeName type = number;
    for (int k = 0; k < order; k++) {
      type = ArrayTypeName.of(type);
    }
    return type;
  }

  private static String address(Buffer buffer) {
    StringBuilder out = new StringBuilder();
    for (int axis = 0; axis < buffer.sizes().size(); axis++) {
      int stride = buffer.strides().get(axis);
      out.append(axis == 0 ? "" : " + ")
          .append(stride == 1 ? "" : stride + " * ")
          .append(LOOPS.get(axis));
    }
    String sum = out.toString();
    return sum.isEmpty()
        ? Integer.toString(buffer.offset())
        : buffer.offset() == 0 ? sum : sum + " + " + buffer.offset();
  }

  private static String place(Buffer buffer) {
    StringBuilder out = new StringBuilder("value");
    for (int axis = 0; axis < buffer.sizes().size(); axis++) {
      out.append('[').append(LOOPS.get(axis)).append(']');
    }
    return out.toString();
  }

  private MethodSpec getter(Variable variable, Buffer buffer, String name) {
    int order = buffer.sizes().size();
    MethodSpec.Builder method = method(name, variable, "The parameter $L.\n").returns(array(order));
    if (order == 0) {
      return method.addStatement("return theta[$L]", buffer.offset()).build();
    }
    StringBuilder sizes = new StringBuilder();
    buffer.sizes().forEach(size -> sizes.append('[').append(size).append(']'));
    method.addStatement("$T value = new $T$L", array(order), number, sizes);
    return loops(method, buffer, place(buffer) + " = theta[" + address(buffer) + "]")
        .addStatement("return value")
        .build();
  }

  private MethodSpec setter(Variable variable, Buffer buffer, String name) {
    MethodSpec.Builder method =
        method(name, variable, "Sets the parameter $L.\n")
            .addParameter(array(buffer.sizes().size()), "value");
    return loops(method, buffer, "theta[" + address(buffer) + "] = " + place(buffer)).build();
  }

  private MethodSpec.Builder method(String name, Variable variable, String text) {
    String what = Documentation.javadoc(variable.name() + " " + variable.shape());
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addJavadoc(text, what)
        .addParameter(ArrayTypeName.of(number), "theta");
  }

  private static MethodSpec.Builder loops(
      MethodSpec.Builder method, Buffer buffer, String statement) {
    for (int axis = 0; axis < buffer.sizes().size(); axis++) {
      String index = LOOPS.get(axis);
      method.beginControlFlow(
          "for (int $L = 0; $L < $L; $L++)", index, index, buffer.sizes().get(axis), index);
    }
    method.addStatement(statement);
    buffer.sizes().forEach(size -> method.endControlFlow());
    return method;
  }
}
