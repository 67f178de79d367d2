package dev.nabla.codegen.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nabla.codegen.lower.ArrayLayout;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.symbolic.derive.DerivedProgram;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** The methods for many samples: by blocks, the rest one by one. */
final class BatchMethods {
  /** What is left, one by one. */
  private static final Block ONE = new Block(1, false, false, Map.of());

  private final DerivedProgram program;
  private final ArrayTypeName array;
  private final TypeName number;
  private final MemberNames members;
  private final List<Block> blocks;

  /**
   * What is done with some samples at once.
   *
   * @param samples how many
   * @param open whether there may be fewer: their number is then a parameter
   * @param samplesLast whether their arrays hold an element of all samples before the next element
   * @param bodies the bodies of the methods for them
   */
  record Block(int samples, boolean open, boolean samplesLast, Map<Goal, CodeBlock> bodies) {}

  /**
   * @param blocks the largest first; empty for one by one
   */
  BatchMethods(
      DerivedProgram program,
      ArrayTypeName array,
      TypeName number,
      MemberNames members,
      List<Block> blocks) {
    this.program = program;
    this.blocks = blocks;
    this.array = array;
    this.number = number;
    this.members = members;
  }

  void add(TypeSpec.Builder type) {
    boolean hasLoss = program.network().loss().isPresent();
    Arrays none = new Arrays("", "", "");
    Arrays one = isOpen() ? none : arrays("sample", 1, hasLoss, type);
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

  private static String times(Block block, String length) {
    String samples = block.open() ? MethodNames.SAMPLES : String.valueOf(block.samples());
    return block == ONE ? length : samples + " * " + length;
  }

  private static CodeBlock copyIn(String from, String to, Block block, String length) {
    return copy(from, to, true, block, length);
  }

  private static CodeBlock copyOut(String from, String to, Block block, String length) {
    return copy(to, from, false, block, length);
  }

  /** Copies samples of the caller's array, from {@code i} on, to one for a block, or back. */
  private static CodeBlock copy(String caller, String own, boolean in, Block block, String length) {
    if (!block.samplesLast()) {
      String given = caller + ", i * " + length;
      String ours = own + ", 0";
      String places = in ? given + ", " + ours : ours + ", " + given;
      return CodeBlock.of("System.arraycopy($L, $L);\n", places, times(block, length));
    }
    String given = caller + "[(i + s) * " + length + " + k]";
    String ours = own + "[k * " + block.samples() + " + s]";
    String samples = block.open() ? MethodNames.SAMPLES : String.valueOf(block.samples());
    return CodeBlock.builder()
        .beginControlFlow("for (int s = 0; s < $L; s++)", samples)
        .beginControlFlow("for (int k = 0; k < $L; k++)", length)
        .addStatement("$L = $L", in ? ours : given, in ? given : ours)
        .endControlFlow()
        .endControlFlow()
        .build();
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
      method.addCode(predictions(block, many, predictBlock(block, body, type)));
    }
    if (!isOpen()) {
      method.addCode(predictions(ONE, one, "predict"));
    }
    return method.build();
  }

  private static CodeBlock predictions(Block block, Arrays arrays, String name) {
    return CodeBlock.builder()
        .add(loop(block))
        .add(copyIn("xs", arrays.x(), block, "INPUTS"))
        .addStatement("$L(theta, $L, $L$L)", name, arrays.x(), arrays.out(), samples(block))
        .add(copyOut(arrays.out(), "outs", block, "OUTPUTS"))
        .endControlFlow()
        .build();
  }

  private static CodeBlock loop(Block block) {
    int samples = block.samples();
    CodeBlock.Builder loop = CodeBlock.builder();
    if (block.open()) {
      return loop.beginControlFlow("for (; i < count; i += $L)", samples)
          .addStatement("int $L = Math.min($L, count - i)", MethodNames.SAMPLES, samples)
          .build();
    }
    return samples == 1
        ? loop.beginControlFlow("for (; i < count; i++)").build()
        : loop.beginControlFlow("for (; i + $L <= count; i += $L)", samples, samples).build();
  }

  private static String samples(Block block) {
    return block.open() ? ", " + MethodNames.SAMPLES : "";
  }

  /** Whether all samples go by blocks. */
  private boolean isOpen() {
    return blocks.stream().anyMatch(Block::open);
  }

  private String predictBlock(Block block, CodeBlock body, TypeSpec.Builder type) {
    String name = members.member("predict" + block.samples());
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .addJavadoc("The predictions of $L$L samples.\n", upTo(block), block.samples())
            .addParameter(array, "theta")
            .addParameter(array, "x")
            .addParameter(array, "out");
    type.addMethod(withSamples(block, method).addCode(body).build());
    return name;
  }

  // ---------------------------------------------------------------- gradients

  private MethodSpec gradient(Arrays one, Arrays many, TypeSpec.Builder type) {
    String length = ArrayLayout.gradientIsByInputs(program) ? "INPUTS" : "PARAMETERS";
    String grad = isOpen() ? "" : field("sampleGrad", length, 1, type);
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
          .addCode(loop(block))
          .addCode(copyIn("xs", many.x(), block, "INPUTS"))
          .addCode(copyIn("ys", many.y(), block, "TARGETS"))
          .addStatement(
              "total += $L(theta, $L, $L, grad$L)", name, many.x(), many.y(), samples(block))
          .endControlFlow();
    }
    if (!isOpen()) {
      method
          .addCode(loop(ONE))
          .addCode(copyIn("xs", one.x(), ONE, "INPUTS"))
          .addCode(copyIn("ys", one.y(), ONE, "TARGETS"))
          .addStatement("total += gradient(theta, $L, $L, $L)", one.x(), one.y(), grad)
          .beginControlFlow("for (int k = 0; k < $L; k++)", length)
          .addStatement("grad[k] += $L[k]", grad)
          .endControlFlow()
          .endControlFlow();
    }
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

  private static String upTo(Block block) {
    return block.open() ? "up to " : "";
  }

  private static MethodSpec.Builder withSamples(Block block, MethodSpec.Builder method) {
    return block.open() ? method.addParameter(TypeName.INT, MethodNames.SAMPLES) : method;
  }

  private String gradientBlock(Block block, CodeBlock body, TypeSpec.Builder type) {
    String name = members.member("gradient" + block.samples());
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .addJavadoc(
                "Adds the gradient of the summed loss of $L$L samples, which it returns.\n",
                upTo(block),
                block.samples())
            .returns(number)
            .addParameter(array, "theta")
            .addParameter(array, "x")
            .addParameter(array, "y")
            .addParameter(array, "grad");
    type.addMethod(withSamples(block, method).addCode(body).build());
    return name;
  }
}
