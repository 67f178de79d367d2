package dev.nabla.codegen.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nabla.codegen.lower.Layout;
import dev.nabla.symbolic.derive.DerivedProgram;
import javax.lang.model.element.Modifier;

/** The methods for many samples: one sample at a time. */
final class BatchMethods {
  private final DerivedProgram program;
  private final ArrayTypeName array;
  private final TypeName number;
  private final Members members;

  BatchMethods(
      DerivedProgram program,
      Layout layout,
      ArrayTypeName array,
      TypeName number,
      Members members) {
    this.program = program;
    this.array = array;
    this.number = number;
    this.members = members;
  }

  void add(TypeSpec.Builder type) {
    String x = field("sampleX", "INPUTS", type);
    String out = field("sampleOut", "OUTPUTS", type);
    type.addMethod(predict(x, out));
    if (program.network().loss().isPresent()) {
      String y = field("sampleY", "TARGETS", type);
      String length = Layout.gradientIsByInputs(program) ? "INPUTS" : "PARAMETERS";
      String grad = field("sampleGrad", length, type);
      type.addMethod(gradient(x, y, grad, length));
    }
  }

  private String field(String suggestion, String length, TypeSpec.Builder type) {
    String name = members.member(suggestion);
    type.addField(
        FieldSpec.builder(array, name, Modifier.PRIVATE, Modifier.FINAL)
            .initializer("new $T[$L]", number, length)
            .build());
    return name;
  }

  private static CodeBlock checkCount() {
    return CodeBlock.builder()
        .beginControlFlow("if (count < 1)")
        .addStatement("throw new IllegalArgumentException($S + count)", "count is ")
        .endControlFlow()
        .build();
  }

  private MethodSpec predict(String x, String out) {
    return MethodSpec.methodBuilder("predictBatch")
        .addModifiers(Modifier.PUBLIC)
        .addJavadoc("Writes the predictions for {@code count} samples, one after the other.\n")
        .addParameter(array, "theta")
        .addParameter(array, "xs")
        .addParameter(TypeName.INT, "count")
        .addParameter(array, "outs")
        .addCode(checkCount())
        .addStatement("requireLength($S, xs, Math.multiplyExact(count, INPUTS))", "xs")
        .addStatement("requireLength($S, outs, Math.multiplyExact(count, OUTPUTS))", "outs")
        .beginControlFlow("for (int i = 0; i < count; i++)")
        .addStatement("System.arraycopy(xs, i * INPUTS, $L, 0, INPUTS)", x)
        .addStatement("predict(theta, $L, $L)", x, out)
        .addStatement("System.arraycopy($L, 0, outs, i * OUTPUTS, OUTPUTS)", out)
        .endControlFlow()
        .build();
  }

  private MethodSpec gradient(String x, String y, String grad, String length) {
    boolean mean = !program.network().lossIsSum();
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("gradientBatch")
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc(
                "Overwrites {@code grad} with the gradient of the $L loss of {@code count}"
                    + " samples,\nwhich it returns.\n",
                mean ? "mean" : "summed")
            .returns(number)
            .addParameter(array, "theta")
            .addParameter(array, "xs")
            .addParameter(array, "ys")
            .addParameter(TypeName.INT, "count")
            .addParameter(array, "grad")
            .addCode(checkCount())
            .addStatement("requireLength($S, xs, Math.multiplyExact(count, INPUTS))", "xs")
            .addStatement("requireLength($S, ys, Math.multiplyExact(count, TARGETS))", "ys")
            .addStatement("requireLength($S, grad, $L)", "grad", length)
            .beginControlFlow("for (int k = 0; k < $L; k++)", length)
            .addStatement("grad[k] = 0")
            .endControlFlow()
            .addStatement("$T total = 0", number)
            .beginControlFlow("for (int i = 0; i < count; i++)")
            .addStatement("System.arraycopy(xs, i * INPUTS, $L, 0, INPUTS)", x)
            .addStatement("System.arraycopy(ys, i * TARGETS, $L, 0, TARGETS)", y)
            .addStatement("total += gradient(theta, $L, $L, $L)", x, y, grad)
            .beginControlFlow("for (int k = 0; k < $L; k++)", length)
            .addStatement("grad[k] += $L[k]", grad)
            .endControlFlow()
            .endControlFlow();
    if (mean) {
      method
          .beginControlFlow("for (int k = 0; k < $L; k++)", length)
          .addStatement("grad[k] /= count")
          .endControlFlow()
          .addStatement("return total / count");
    } else {
      method.addStatement("return total");
    }
    return method.build();
  }
}
