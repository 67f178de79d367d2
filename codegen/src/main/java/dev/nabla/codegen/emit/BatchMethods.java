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
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** The methods for many samples: by blocks, the rest one by one. */
final class BatchMethods {
  private final DerivedProgram program;
  private final ArrayTypeName array;
  private final TypeName number;
  private final Members members;
  private final List<Block> blocks;

  /**
   * What is done with some samples at once.
   *
   * @param samples how many
   * @param bodies the bodies of the methods for them
   */
  record Block(int samples, Map<Goal, CodeBlock> bodies) {}

  /**
   * @param blocks the largest first; empty for one by one
   */
  BatchMethods(
      DerivedProgram program,
      ArrayTypeName array,
      TypeName number,
      Members members,
      List<Block> blocks) {
    this.program = program;
    this.blocks = blocks;
    this.array = array;
    this.number = number;
    this.members = members;
  }

  void add(TypeSpec.Builder type) {
    boolean hasLoss = program.network().loss().isPresent();
    Arrays one = arrays("sample", 1, hasLoss, type);
    Arrays many =
        blocks.isEmpty() ? one : arrays("samples", blocks.get(0).samples(), hasLoss, type);
    type.addMethod(predict(one, many, type));
    if (hasLoss) {
      type.addMethod(gradient(one, many, type));
    }
  }

  /** The names of the arrays that samples are copied to. */
  private record Arrays(String x, String y, String out) {}

  private Arrays arrays(String prefix, int samples, boolean hasLoss, TypeSpec.Builder type) {
    return new Arrays(
        field(prefix + "X", "INPUTS", samples, type),
        hasLoss ? field(prefix + "Y", "TARGETS", samples, type) : "",
        field(prefix + "Out", "OUTPUTS", samples, type));
  }

  private String field(String suggestion, String length, int times, TypeSpec.Builder type) {
    String name = members.member(suggestion);
    String size = times == 1 ? length : times + " * " + length;
    type.addField(
        FieldSpec.builder(array, name, Modifier.PRIVATE, Modifier.FINAL)
            .initializer("new $T[$L]", number, size)
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

  private static String times(int samples, String length) {
    return samples == 1 ? length : samples + " * " + length;
  }

  private static CodeBlock copy(
      String from, String fromPlace, String to, String toPlace, int samples, String length) {
    return CodeBlock.of(
        "System.arraycopy($L,$W$L,$W$L,$W$L,$W$L);\n",
        from,
        fromPlace,
        to,
        toPlace,
        times(samples, length));
  }

  // ---------------------------------------------------------------- predictions

  private MethodSpec predict(Arrays one, Arrays many, TypeSpec.Builder type) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("predictBatch")
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
            .addStatement("int i = 0");
    for (Block block : blocks) {
      CodeBlock body = block.bodies().get(Goal.PREDICT);
      method.addCode(predictions(block.samples(), many, predictBlock(block, body, type)));
    }
    return method.addCode(predictions(1, one, "predict")).build();
  }

  private static CodeBlock predictions(int samples, Arrays arrays, String name) {
    return CodeBlock.builder()
        .add(loop(samples))
        .add(copy("xs", "i * INPUTS", arrays.x(), "0", samples, "INPUTS"))
        .addStatement("$L(theta, $L, $L)", name, arrays.x(), arrays.out())
        .add(copy(arrays.out(), "0", "outs", "i * OUTPUTS", samples, "OUTPUTS"))
        .endControlFlow()
        .build();
  }

  private static CodeBlock loop(int samples) {
    CodeBlock.Builder loop = CodeBlock.builder();
    return samples == 1
        ? loop.beginControlFlow("for (; i < count; i++)").build()
        : loop.beginControlFlow("for (; i + $L <= count; i += $L)", samples, samples).build();
  }

  private String predictBlock(Block block, CodeBlock body, TypeSpec.Builder type) {
    String name = members.member("predict" + block.samples());
    type.addMethod(
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .addJavadoc("The predictions of $L samples.\n", block.samples())
            .addParameter(array, "theta")
            .addParameter(array, "x")
            .addParameter(array, "out")
            .addCode(body)
            .build());
    return name;
  }

  // ---------------------------------------------------------------- gradients

  private MethodSpec gradient(Arrays one, Arrays many, TypeSpec.Builder type) {
    String length = Layout.gradientIsByInputs(program) ? "INPUTS" : "PARAMETERS";
    String grad = field("sampleGrad", length, 1, type);
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
            .addStatement("int i = 0");
    for (Block block : blocks) {
      String name = gradientBlock(block, block.bodies().get(Goal.GRADIENT), type);
      method
          .addCode(loop(block.samples()))
          .addCode(copy("xs", "i * INPUTS", many.x(), "0", block.samples(), "INPUTS"))
          .addCode(copy("ys", "i * TARGETS", many.y(), "0", block.samples(), "TARGETS"))
          .addStatement("total += $L(theta, $L, $L, grad)", name, many.x(), many.y())
          .endControlFlow();
    }
    method
        .addCode(loop(1))
        .addCode(copy("xs", "i * INPUTS", one.x(), "0", 1, "INPUTS"))
        .addCode(copy("ys", "i * TARGETS", one.y(), "0", 1, "TARGETS"))
        .addStatement("total += gradient(theta, $L, $L, $L)", one.x(), one.y(), grad)
        .beginControlFlow("for (int k = 0; k < $L; k++)", length)
        .addStatement("grad[k] += $L[k]", grad)
        .endControlFlow()
        .endControlFlow();
    if (mean) {
      method
          .addStatement("$T part = $L / count", number, number == TypeName.FLOAT ? "1f" : "1.0")
          .beginControlFlow("for (int k = 0; k < $L; k++)", length)
          .addStatement("grad[k] *= part")
          .endControlFlow()
          .addStatement("return total * part");
    } else {
      method.addStatement("return total");
    }
    return method.build();
  }

  private String gradientBlock(Block block, CodeBlock body, TypeSpec.Builder type) {
    String name = members.member("gradient" + block.samples());
    type.addMethod(
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .addJavadoc(
                "Adds the gradient of the summed loss of $L samples, which it returns.\n",
                block.samples())
            .returns(number)
            .addParameter(array, "theta")
            .addParameter(array, "x")
            .addParameter(array, "y")
            .addParameter(array, "grad")
            .addCode(body)
            .build());
    return name;
  }
}
