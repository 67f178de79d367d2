package dev.nabla.codegen.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.lower.ArrayLayout;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.grammar.print.ShortestDecimal;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.expr.Variable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** The public methods' signatures, contracts and checks. */
final class PublicMethods {
  private final DerivedProgram program;
  private final ArrayLayout layout;
  private final ArrayTypeName array;
  private final TypeName number;

  PublicMethods(DerivedProgram program, ArrayLayout layout, ArrayTypeName array, TypeName number) {
    this.program = program;
    this.layout = layout;
    this.array = array;
    this.number = number;
  }

  MethodSpec method(Goal goal, CodeBlock body) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(goal.methodName())
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc("$L\n", text(goal));
    boolean returns = goal == Goal.LOSS || goal == Goal.GRADIENT;
    method.returns(returns ? number : TypeName.VOID);
    Map<String, String> parameters = parameters(goal);
    parameters.keySet().forEach(name -> method.addParameter(array, name));
    parameters.forEach(
        (name, length) -> method.addStatement("requireLength($S, $L, $L)", name, name, length));
    return method.addCode(body).build();
  }

  private static String jacobianText(String columns, String by) {
    return "Overwrites {@code jac} with the Jacobian of the predictions: element {@code i * "
        + columns
        + " + j} is the\nderivative of {@code out[i]} by {@code "
        + by
        + "[j]}.";
  }

  private static String text(Goal goal) {
    return switch (goal) {
      case PREDICT -> "Writes the predictions for the inputs {@code x} to {@code out}.";
      case LOSS -> "The loss.";
      case GRADIENT -> "Overwrites {@code grad} with the gradient of the loss; returns the loss.";
      case GRADIENT_ONLY ->
          "Overwrites {@code grad} with the gradient of the loss, which is not computed itself.";
      case FORWARD -> "Writes the result to {@code out}.";
      case BACKWARD ->
          "From the cotangent of the result, the cotangents of the parameters to {@code grad} and"
              + " those of\nthe inputs to {@code xAdjoint}, both overwritten.";
      case JACOBIAN -> jacobianText("INPUTS", "x");
      case PARAMETER_JACOBIAN -> jacobianText("PARAMETERS", "theta");
      case HESSIAN ->
          "Overwrites {@code hess} with the Hessian of the loss: element {@code i * N + j} is its"
              + " derivative by\nelements i and j of what {@code gradient} is by, N long. What"
              + " lies below the diagonal is copied from above.";
      case HESSIAN_VECTOR ->
          "Overwrites {@code hv} with the Hessian of the loss times {@code v}, both laid out as the"
              + " gradient is;\nabout the work of two gradients.";
    };
  }

  /** The arrays a method takes, with the constant for the length of each. */
  private Map<String, String> parameters(Goal goal) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("theta", "PARAMETERS");
    parameters.put("x", "INPUTS");
    switch (goal) {
      case PREDICT -> parameters.put("out", "OUTPUTS");
      case LOSS -> parameters.put("y", "TARGETS");
      case GRADIENT, GRADIENT_ONLY -> {
        parameters.put("y", "TARGETS");
        parameters.put("grad", gradientLength());
      }
      case FORWARD -> parameters.put("out", "RESULTS");
      case JACOBIAN -> parameters.put("jac", "OUTPUTS * INPUTS");
      case PARAMETER_JACOBIAN -> parameters.put("jac", "OUTPUTS * PARAMETERS");
      case HESSIAN -> {
        parameters.put("y", "TARGETS");
        parameters.put("hess", gradientLength() + " * " + gradientLength());
      }
      case HESSIAN_VECTOR -> {
        parameters.put("y", "TARGETS");
        parameters.put("v", gradientLength());
        parameters.put("hv", gradientLength());
      }
      case BACKWARD -> {
        parameters.put("outAdjoint", "RESULTS");
        parameters.put("grad", "PARAMETERS");
        parameters.put("xAdjoint", "INPUTS");
      }
    }
    return parameters;
  }

  private String gradientLength() {
    return ArrayLayout.gradientIsByInputs(program) ? "INPUTS" : "PARAMETERS";
  }

  MethodSpec requireLength() {
    return MethodSpec.methodBuilder("requireLength")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addParameter(String.class, "name")
        .addParameter(array, "array")
        .addParameter(TypeName.INT, "expected")
        .beginControlFlow("if (array.length != expected)")
        .addStatement(
            "throw new IllegalArgumentException(name + $S + array.length + $S + expected)",
            " has length ",
            ", not ")
        .endControlFlow()
        .build();
  }

  /** Matrices uniformly within Glorot's bound, all else zero. */
  MethodSpec initialParameters(String uniform) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("initialParameters")
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addJavadoc(
                "Parameters to start from: matrices uniformly within sqrt(6 / (rows + columns)) of"
                    + " 0, all else 0.\n")
            .returns(array)
            .addParameter(TypeName.LONG, "seed")
            .addStatement("$T theta = new $T[PARAMETERS]", array, number);
    boolean drawn = false;
    for (Map.Entry<Variable, Buffer> parameter : layout.parameters().entrySet()) {
      Buffer buffer = parameter.getValue();
      Set<Fact> facts = parameter.getKey().facts();
      if (buffer.sizes().size() < 2 || facts.contains(Fact.DEFINITE)) {
        method.addCode(imposed(facts, buffer));
        continue;
      }
      if (!drawn) {
        method.addStatement("$T random = new $T(seed)", Random.class, Random.class);
        drawn = true;
      }
      int last = buffer.sizes().get(buffer.sizes().size() - 1);
      double bound = Math.sqrt(6.0 / (buffer.count() / last + last));
      method.addStatement(
          "$L(theta, $L, $L, $L, random)",
          uniform,
          buffer.offset(),
          buffer.offset() + buffer.count(),
          ShortestDecimal.of(bound));
      method.addCode(imposed(facts, buffer));
    }
    return method.addStatement("return theta").build();
  }

  /** What makes the first values of a parameter have its facts: a definite matrix begins as I. */
  private static CodeBlock imposed(Set<Fact> facts, Buffer buffer) {
    CodeBlock.Builder code = CodeBlock.builder();
    int from = buffer.offset();
    int n = buffer.sizes().isEmpty() ? 1 : buffer.sizes().get(buffer.sizes().size() - 1);
    if (facts.contains(Fact.DEFINITE)) {
      code.beginControlFlow("for (int i = 0; i < $L; i++)", n);
      code.addStatement("theta[$L + i * $L] = 1", from, n + 1).endControlFlow();
    } else if (facts.stream().anyMatch(Fact::isSymmetric)) {
      String above = facts.contains(Fact.DIAGONAL) ? "0" : "theta[$1L + i * $2L + j]";
      code.beginControlFlow("for (int i = 0; i < $L; i++)", n);
      code.beginControlFlow("for (int j = i + 1; j < $L; j++)", n);
      code.addStatement("theta[$1L + j * $2L + i] = " + above, from, n);
      if (facts.contains(Fact.DIAGONAL)) {
        code.addStatement("theta[$1L + i * $2L + j] = 0", from, n);
      }
      code.endControlFlow().endControlFlow();
    }
    if (facts.contains(Fact.POSITIVE)) {
      code.beginControlFlow("for (int i = $L; i < $L; i++)", from, from + buffer.count());
      code.addStatement("theta[i] = theta[i] == 0 ? 1 : Math.abs(theta[i])").endControlFlow();
    }
    return code.build();
  }

  /** Fills part of an array at random. */
  MethodSpec uniform(String name) {
    String cast = number.equals(TypeName.FLOAT) ? "(float) " : "";
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addParameter(array, "theta")
        .addParameter(TypeName.INT, "from")
        .addParameter(TypeName.INT, "to")
        .addParameter(TypeName.DOUBLE, "bound")
        .addParameter(Random.class, "random")
        .beginControlFlow("for (int i = from; i < to; i++)")
        .addStatement("theta[i] = $L((2 * random.nextDouble() - 1) * bound)", cast)
        .endControlFlow()
        .build();
  }
}
