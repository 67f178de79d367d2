package dev.nabla.codegen.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.codegen.lower.Layout;
import dev.nabla.symbolic.derive.DerivedProgram;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** The methods for many samples: by blocks, the rest one by one. */
final class BatchMethods {
  private final DerivedProgram program;
  private final ArrayTypeName array;
  private final TypeName number;
  private final Members members;
  private final int samples;
  private final Map<Goal, CodeBlock> blocks;

  /**
   * @param samples how many samples a block has
   * @param blocks what is done with a block; empty for one by one
   */
  BatchMethods(
      DerivedProgram program,
      ArrayTypeName array,
      TypeName number,
      Members members,
      int samples,
      Map<Goal, CodeBlock> blocks) {
    this.program = program;
    this.samples = samples;
    this.blocks = blocks;
    this.array = array;
    this.number = number;
    this.members = members;
  }

  void add(TypeSpec.Builder type) {
    String x = field("sampleX", "INPUTS", type);
    String out = field("sampleOut", "OUTPUTS", type);
    type.addMethod(predict(x, out, predictBlocks(type)));
    if (program.network().loss().isPresent()) {
      String y = field("sampleY", "TARGETS", type);
      String length = Layout.gradientIsByInputs(program) ? "INPUTS" : "PARAMETERS";
      String grad = field("sampleGrad", length, type);
      type.addMethod(gradient(x, y, grad, length, gradientBlocks(type)));
    }
  }

  /** The loop over whole blocks of samples to predict. */
  private CodeBlock predictBlocks(TypeSpec.Builder type) {
    CodeBlock body = blocks.get(Goal.PREDICT);
    if (body == null) {
      return CodeBlock.of("int i = 0;\n");
    }
    String x = field("blockX", samples + " * INPUTS", type);
    String out = field("blockOut", samples + " * OUTPUTS", type);
    String name = members.member("predictBlock");
    type.addMethod(
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .addJavadoc("The predictions of $L samples.\n", samples)
            .addParameter(array, "theta")
            .addParameter(array, "x")
            .addParameter(array, "out")
            .addCode(body)
            .build());
    return CodeBlock.builder()
        .addStatement("int i = 0")
        .beginControlFlow("for (; i + $L <= count; i += $L)", samples, samples)
        .addStatement("System.arraycopy(xs, i * INPUTS, $L, 0, $L * INPUTS)", x, samples)
        .addStatement("$L(theta, $L, $L)", name, x, out)
        .addStatement("System.arraycopy($L, 0, outs, i * OUTPUTS, $L * OUTPUTS)", out, samples)
        .endControlFlow()
        .build();
  }

  /** The loop over whole blocks of samples to learn from. */
  private CodeBlock gradientBlocks(TypeSpec.Builder type) {
    CodeBlock body = blocks.get(Goal.GRADIENT);
    if (body == null) {
      return CodeBlock.of("int i = 0;\n");
    }
    String x = field("gradientBlockX", samples + " * INPUTS", type);
    String y = field("gradientBlockY", samples + " * TARGETS", type);
    String name = members.member("gradientBlock");
    type.addMethod(
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .addJavadoc(
                "Adds the gradient of the summed loss of $L samples, which it returns.\n", samples)
            .returns(number)
            .addParameter(array, "theta")
            .addParameter(array, "x")
            .addParameter(array, "y")
            .addParameter(array, "grad")
            .addCode(body)
            .build());
    return CodeBlock.builder()
        .addStatement("int i = 0")
        .beginControlFlow("for (; i + $L <= count; i += $L)", samples, samples)
        .addStatement("System.arraycopy(xs, i * INPUTS, $L, 0, $L * INPUTS)", x, samples)
        .addStatement("System.arraycopy(ys, i * TARGETS, $L, 0, $L * TARGETS)", y, samples)
        .addStatement("total += $L(theta, $L, $L, grad)", name, x, y)
        .endControlFlow()
        .build();
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

  private MethodSpec predict(String x, String out, CodeBlock whole) {
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
        .addStatement("requireLength($S, theta, PARAMETERS)", "theta")
        .addCode(whole)
        .beginControlFlow("for (; i < count; i++)")
        .addStatement("System.arraycopy(xs, i * INPUTS, $L, 0, INPUTS)", x)
        .addStatement("predict(theta, $L, $L)", x, out)
        .addStatement("System.arraycopy($L, 0, outs, i * OUTPUTS, OUTPUTS)", out)
        .endControlFlow()
        .build();
  }

  private MethodSpec gradient(String x, String y, String grad, String length, CodeBlock whole) {
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
            .addStatement("requireLength($S, theta, PARAMETERS)", "theta")
            .beginControlFlow("for (int k = 0; k < $L; k++)", length)
            .addStatement("grad[k] = 0")
            .endControlFlow()
            .addStatement("$T total = 0", number)
            .addCode(whole)
            .beginControlFlow("for (; i < count; i++)")
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
