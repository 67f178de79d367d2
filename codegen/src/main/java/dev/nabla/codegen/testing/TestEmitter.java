package dev.nabla.codegen.testing;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nabla.codegen.NumberType;
import dev.nabla.codegen.Options;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.lower.ArrayLayout;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.grammar.Names;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.expr.Variable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/**
 * Writes a JUnit 5 test of a generated class: each derivative that the class computes is compared
 * with differences of what it is the derivative of, as the class computes that itself, and batches
 * with their samples. The test needs nothing but JUnit, and does the same each time it runs.
 */
public final class TestEmitter {
  private static final ClassName GENERATED =
      ClassName.get("javax.annotation.processing", "Generated");
  private static final ClassName TEST = ClassName.get("org.junit.jupiter.api", "Test");
  private static final ClassName ASSERTIONS = ClassName.get("org.junit.jupiter.api", "Assertions");

  /** How many elements of a variable are at most compared at each point. */
  private static final int ELEMENTS = 48;

  /** How many are of all variables together, where there are not more variables than that. */
  private static final int ALL_ELEMENTS = 1_200;

  /** A point. */
  private static final String POINT =
      """
      $array:T theta = theta();
      $array:T x = x();
      $array:T y = y();
      """;

  /** The same where there is no target. */
  private static final String INPUT_POINT = POINT.substring(0, POINT.indexOf("$array:T y"));

  private final DerivedProgram program;
  private final ArrayLayout layout;
  private final Options options;
  private final boolean single;
  private final boolean hasLoss;
  private final boolean byInputs;
  private final Map<String, Object> names;
  private final TypeSpec.Builder type;
  private final StringBuilder written = new StringBuilder();

  private TestEmitter(DerivedProgram program, Options options) {
    this.program = program;
    this.layout = ArrayLayout.of(program.network());
    this.options = options;
    this.single = options.type() == NumberType.FLOAT;
    this.hasLoss = program.network().loss().isPresent();
    this.byInputs = ArrayLayout.gradientIsByInputs(program);
    TypeName number = single ? TypeName.FLOAT : TypeName.DOUBLE;
    ClassName network = ClassName.get(options.packageName(), options.className());
    this.type = TypeSpec.classBuilder(options.className() + "Test");
    this.names = names(network, number, byInputs);
  }

  private static Map<String, Object> names(ClassName network, TypeName number, boolean byInputs) {
    ArrayTypeName array = ArrayTypeName.of(number);
    return Map.ofEntries(
        Map.entry("network", network),
        Map.entry("number", number),
        Map.entry("narrow", number.equals(TypeName.FLOAT) ? "(float) (" : ""),
        Map.entry("end", number.equals(TypeName.FLOAT) ? ")" : ""),
        Map.entry("array", array),
        Map.entry("function", functionType(array)),
        Map.entry("assertions", ASSERTIONS),
        Map.entry("arrays", Arrays.class),
        Map.entry("math", Math.class),
        Map.entry("double", Double.class),
        Map.entry("integer", Integer.class),
        Map.entry("system", System.class),
        Map.entry("n", byInputs ? "INPUTS" : "PARAMETERS"),
        Map.entry("by", byInputs ? "x" : "theta"),
        Map.entry("moved", byInputs ? "theta, at, y" : "at, x, y"));
  }

  private static TypeName functionType(ArrayTypeName array) {
    return ParameterizedTypeName.get(ClassName.get(ToDoubleFunction.class), array);
  }

  /** The text of the test of the class for a program; its name has {@code Test} behind that. */
  public static String emit(DerivedProgram program, Options options) {
    return new TestEmitter(program, options).file();
  }

  private String file() {
    type.addModifiers(Modifier.FINAL)
        .addAnnotation(
            AnnotationSpec.builder(GENERATED).addMember("value", "$S", "dev.nabla").build())
        .addJavadoc(
            code(
                """
                What {@link $network:T} computes as derivatives are the slopes of what it computes: central differences
                at random points, the same each time, say so. Where there is a kink nearby, nothing is compared.
                """));
    if (hasLoss) {
      gradient();
    } else {
      backward();
    }
    extras();
    if (options.batch()) {
      batch();
    }
    draw("theta", "PARAMETERS", layout.parameters());
    draw("x", "INPUTS", layout.inputs());
    if (hasLoss) {
      draw("y", "TARGETS", layout.targets());
    }
    helpers();
    fields();
    return JavaFile.builder(options.packageName(), type.build())
        .indent("  ")
        .skipJavaLangImports(true)
        .addFileComment("Generated by Nabla to test $L. Do not edit.", options.className())
        .build()
        .toString();
  }

  private void fields() {
    int variables = Math.max(1, program.gradients().size());
    int elements = Math.max(1, Math.min(ELEMENTS, ALL_ELEMENTS / variables));
    constant(TypeName.INT, "POINTS", "3", "How many points.");
    constant(TypeName.INT, "ELEMENTS", "" + elements, "How many elements of an array, at most.");
    constant(TypeName.INT, "TRIED", "1000", "How many are drawn at most to find these.");
    constant(TypeName.INT, "ROWS", "16", "How many rows of a matrix, at most.");
    constant(TypeName.INT, "SAMPLES", "37", "How many samples are a batch.");
    constant(TypeName.DOUBLE, "STEP", single ? "0x1p-6" : "2e-4", "The step of differences.");
    constant(
        TypeName.DOUBLE,
        "KINK",
        single ? "2e-3" : "1e-6",
        "How far differences are apart where there is a kink.");
    constant(TypeName.DOUBLE, "TOLERANCE", single ? "5e-3" : "1e-6", "How exact differences are.");
    constant(TypeName.DOUBLE, "ROUNDING", single ? "1e-4" : "1e-9", "How exact sums are.");
    field((TypeName) names.get("network"), "network", code("new $network:T()"));
    field(ClassName.get(Random.class), "random", CodeBlock.of("new $T(1)", Random.class));
    field(
        ParameterizedTypeName.get(
            ClassName.get(Map.class), ClassName.get(String.class), ClassName.get(Integer.class)),
        "compared",
        CodeBlock.of("new $T<>()", LinkedHashMap.class));
  }

  /** A constant, if it is used. */
  private void constant(TypeName constantType, String name, String value, String text) {
    if (written.indexOf(name) < 0) {
      return;
    }
    type.addField(
        FieldSpec.builder(constantType, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .addJavadoc("$L\n", text)
            .initializer("$L", value)
            .build());
  }

  private void field(TypeName fieldType, String name, CodeBlock value) {
    type.addField(
        FieldSpec.builder(fieldType, name, Modifier.PRIVATE, Modifier.FINAL)
            .initializer(value)
            .build());
  }

  private CodeBlock code(String text) {
    return CodeBlock.builder().addNamed(text, names).build();
  }

  private void test(String name, CodeBlock body) {
    add(MethodSpec.methodBuilder(name).addAnnotation(TEST).addCode(body).build());
  }

  private void add(MethodSpec method) {
    type.addMethod(method);
    written.append(method.code());
  }

  /** A method that draws an array, called as the array. */
  private void draw(String name, String length, Map<Variable, Buffer> places) {
    add(
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .returns((TypeName) names.get("array"))
            .addCode(code("$array:T " + name + " = new $number:T[$network:T." + length + "];\n"))
            .addCode(Draws.all(name, places, name.equals("y")))
            .addStatement("return $L", name)
            .build());
  }

  /** The methods that are called so far, and those that they call. */
  private void helpers() {
    Set<TestHelper> wanted = EnumSet.noneOf(TestHelper.class);
    boolean more = true;
    while (more) {
      more = false;
      for (TestHelper helper : TestHelper.values()) {
        Pattern call = Pattern.compile("(?<![.\\w])" + helper.methodName() + "\\(");
        if (call.matcher(written).find() && wanted.add(helper)) {
          written.append(helper.body());
          more = true;
        }
      }
    }
    wanted.forEach(helper -> type.addMethod(method(helper)));
  }

  private MethodSpec method(TestHelper helper) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(helper.methodName())
            .addModifiers(Modifier.PRIVATE)
            .addJavadoc("$L\n", helper.text())
            .returns(type(helper.result()));
    for (String parameter : helper.parameters()) {
      String[] words = parameter.split(" ");
      method.addParameter(type(words[0]), words[1]);
    }
    return method.addCode(code(helper.body())).build();
  }

  private TypeName type(String key) {
    return switch (key) {
      case "void" -> TypeName.VOID;
      case "int" -> TypeName.INT;
      case "double" -> TypeName.DOUBLE;
      case "double[]" -> ArrayTypeName.of(TypeName.DOUBLE);
      case "String" -> ClassName.get(String.class);
      default -> (TypeName) names.get(key);
    };
  }

  /**
   * A test that compares something at several points.
   *
   * @param draw draws one
   * @param number what has to be a number there
   * @param compare compares
   */
  private void testAtPoints(String name, String draw, String number, CodeBlock compare) {
    test(
        name,
        CodeBlock.builder()
            .beginControlFlow(
                "for (int point = 0, tried = 0; point < POINTS && tried < TRIED; tried++)")
            .add(code(draw))
            .beginControlFlow("if ($T.isFinite($L))", Double.class, number)
            .addStatement("point++")
            .add(compare)
            .endControlFlow()
            .endControlFlow()
            .addStatement("requireCompared()")
            .build());
  }

  /** Compares the derivatives by each variable of an array. */
  private static CodeBlock compare(
      Map<Variable, Buffer> places, String at, String derivatives, String function) {
    CodeBlock.Builder all = CodeBlock.builder();
    places.forEach(
        (variable, place) ->
            all.add(
                "compare($S, $L, $L, $L, $L, at -> $L);\n",
                Names.ascii(variable.name()),
                at,
                place.offset(),
                place.offset() + place.count(),
                derivatives,
                function));
    return all.build();
  }

  private void gradient() {
    testAtPoints(
        "gradientIsTheSlopeOfTheLoss",
        POINT
            + """
            $array:T grad = new $number:T[$network:T.$n:L];
            double loss = network.gradient(theta, x, y, grad);
            """,
        "loss",
        code("requireClose(\"the loss\", network.loss(theta, x, y), loss);\n").toBuilder()
            .add(slopesOfTheLoss())
            .build());
  }

  private CodeBlock slopesOfTheLoss() {
    String moved = "network.loss(" + names.get("moved") + ")";
    return compare(layout.differentiated(program), (String) names.get("by"), "grad", moved);
  }

  private void backward() {
    testAtPoints(
        "backwardIsTheSlopeOfForward",
        INPUT_POINT
            + """
            $array:T weights = weights($network:T.RESULTS);
            $array:T grad = new $number:T[$network:T.PARAMETERS];
            $array:T xAdjoint = new $number:T[$network:T.INPUTS];
            network.backward(theta, x, weights, grad, xAdjoint);
            """,
        "dot(weights, result(theta, x))",
        compare(layout.parameters(), "theta", "grad", "dot(weights, result(at, x))").toBuilder()
            .add(compare(layout.inputs(), "x", "xAdjoint", "dot(weights, result(theta, at))"))
            .build());
  }

  /** Tests of what is there when it was asked for. */
  private void extras() {
    for (Goal goal : options.extras()) {
      switch (goal) {
        case JACOBIAN -> jacobian("jacobian", "x", "INPUTS", "theta, at");
        case PARAMETER_JACOBIAN -> jacobian("parameterJacobian", "theta", "PARAMETERS", "at, x");
        case HESSIAN -> hessian();
        case HESSIAN_VECTOR -> hessianVector();
        case GRADIENT_ONLY -> gradientOnly();
        default -> throw new IllegalArgumentException("every class has " + goal);
      }
    }
  }

  private void jacobian(String name, String by, String length, String moved) {
    String compare =
        """
        for (int n = 0; n < $math:T.min(ROWS, $network:T.OUTPUTS); n++) {
          int i = pick(n, ROWS, $network:T.OUTPUTS);
          $array:T row = $arrays:T.copyOfRange(jac, i * $network:T.LENGTH, (i + 1) * $network:T.LENGTH);
          compare("NAME", BY, 0, row.length, row, at -> predicted(MOVED)[i]);
        }
        """;
    testAtPoints(
        name + "IsTheSlopeOfThePredictions",
        INPUT_POINT
            + """
            $array:T out = predicted(theta, x);
            $array:T jac = new $number:T[$network:T.OUTPUTS * $network:T.LENGTH];
            network.NAME(theta, x, jac);
            """
                .replace("NAME", name)
                .replace("LENGTH", length),
        "dot(out, out)",
        code(
            compare
                .replace("NAME", name)
                .replace("LENGTH", length)
                .replace("BY", by)
                .replace("MOVED", moved)));
  }

  private void hessian() {
    testAtPoints(
        "hessianIsTheSlopeOfTheGradient",
        POINT
            + """
            $array:T hess = new $number:T[$network:T.$n:L * $network:T.$n:L];
            network.hessian(theta, x, y, hess);
            """,
        "network.loss(theta, x, y)",
        code(
            """
            for (int n = 0; n < $math:T.min(ROWS, $network:T.$n:L); n++) {
              int i = pick(n, ROWS, $network:T.$n:L);
              $array:T row = $arrays:T.copyOfRange(hess, i * $network:T.$n:L, (i + 1) * $network:T.$n:L);
              compare("hessian", $by:L, 0, row.length, row, at -> gradient($moved:L)[i]);
            }
            """));
  }

  private void hessianVector() {
    testAtPoints(
        "hessianVectorIsTheSlopeOfTheGradientAlongTheVector",
        POINT
            + """
            $array:T v = weights($network:T.$n:L);
            $array:T hv = new $number:T[$network:T.$n:L];
            network.hessianVector(theta, x, y, v, hv);
            """,
        "network.loss(theta, x, y)",
        code(
            """
            compare("hessianVector", $by:L, 0, hv.length, hv, at -> dot(v, gradient($moved:L)));
            """));
  }

  private void gradientOnly() {
    testAtPoints(
        "gradientOnlyIsTheSlopeOfTheLoss",
        POINT
            + """
            $array:T grad = new $number:T[$network:T.$n:L];
            network.gradientOnly(theta, x, y, grad);
            """,
        "network.loss(theta, x, y)",
        slopesOfTheLoss());
  }

  private void batch() {
    if (hasLoss) {
      boolean sum = program.network().lossIsSum();
      test(
          sum ? "theGradientOfABatchIsTheSum" : "theGradientOfABatchIsTheMean",
          code(
              """
              $array:T theta = theta();
              $array:T xs = new $number:T[SAMPLES * $network:T.INPUTS];
              $array:T ys = new $number:T[SAMPLES * $network:T.TARGETS];
              $array:T grad = new $number:T[$network:T.$n:L];
              double[] expected = new double[grad.length];
              double loss = 0;
              for (int i = 0; i < SAMPLES; i++) {
                $array:T x = x();
                $array:T y = y();
                $system:T.arraycopy(x, 0, xs, i * x.length, x.length);
                $system:T.arraycopy(y, 0, ys, i * y.length, y.length);
                loss += network.gradient(theta, x, y, grad)SHARE;
                for (int k = 0; k < grad.length; k++) {
                  expected[k] += grad[k]SHARE;
                }
              }
              requireClose("the loss of the batch", loss, network.gradientBatch(theta, xs, ys, SAMPLES, grad));
              requireAllClose("the gradient of the batch", expected, grad);
              """
                  .replace("SHARE", sum ? "" : " / SAMPLES")));
    }
    test(
        "aBatchIsPredictedAsItsSamplesAre",
        code(
            """
            $array:T theta = theta();
            $array:T xs = new $number:T[SAMPLES * $network:T.INPUTS];
            $array:T outs = new $number:T[SAMPLES * $network:T.OUTPUTS];
            double[] expected = new double[outs.length];
            for (int i = 0; i < SAMPLES; i++) {
              $array:T x = x();
              $system:T.arraycopy(x, 0, xs, i * x.length, x.length);
              $array:T out = predicted(theta, x);
              for (int k = 0; k < out.length; k++) {
                expected[i * out.length + k] = out[k];
              }
            }
            network.predictBatch(theta, xs, SAMPLES, outs);
            requireAllClose("the predictions of the batch", expected, outs);
            """));
  }
}
