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
import dev.nabla.grammar.ast.Statement.Fact;
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

/** A class of tests that is being written, with the methods that its tests call. */
final class TestClass {
  private static final ClassName GENERATED =
      ClassName.get("javax.annotation.processing", "Generated");
  private static final ClassName TEST = ClassName.get("org.junit.jupiter.api", "Test");
  private static final ClassName ASSERTIONS = ClassName.get("org.junit.jupiter.api", "Assertions");

  /** How many elements of a variable are at most compared at each point. */
  private static final int ELEMENTS = 48;

  /** How many are of all variables together, where there are not more variables than that. */
  private static final int ALL_ELEMENTS = 1_200;

  private final Options options;
  private final boolean single;
  private final int variables;
  private final Map<String, Object> names;
  private final TypeSpec.Builder type;
  private final StringBuilder written = new StringBuilder();

  /**
   * @param byInputs whether the gradient is by the inputs
   * @param variables how many variables it is by
   * @param at what it is by, {@code at}, with the facts kept
   */
  TestClass(Options options, boolean byInputs, int variables, String at) {
    this.options = options;
    this.single = options.type() == NumberType.FLOAT;
    this.variables = variables;
    TypeName number = single ? TypeName.FLOAT : TypeName.DOUBLE;
    ClassName network = ClassName.get(options.packageName(), options.className());
    this.type = TypeSpec.classBuilder(options.className() + "Test");
    this.names = names(network, number, byInputs, at);
  }

  private static Map<String, Object> names(
      ClassName network, TypeName number, boolean byInputs, String at) {
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
        Map.entry("moved", byInputs ? "theta, " + at + ", y" : at + ", x, y"));
  }

  private static TypeName functionType(ArrayTypeName array) {
    return ParameterizedTypeName.get(ClassName.get(ToDoubleFunction.class), array);
  }

  CodeBlock code(String text) {
    return CodeBlock.builder().addNamed(text, names).build();
  }

  void test(String name, CodeBlock body) {
    add(MethodSpec.methodBuilder(name).addAnnotation(TEST).addCode(body).build());
  }

  private void add(MethodSpec method) {
    type.addMethod(method);
    written.append(method.code());
  }

  /** A method that draws an array, called as the array. */
  void draw(String name, String length, Map<Variable, Buffer> places) {
    add(
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .returns((TypeName) names.get("array"))
            .addCode(code("$array:T " + name + " = new $number:T[$network:T." + length + "];\n"))
            .addCode(Draws.all(name, places, name.equals("y")))
            .addStatement("return $L", name)
            .build());
  }

  /** A method that makes an array keep the facts of the matrices in it, called as the array. */
  void kept(String name, Map<Variable, Buffer> places) {
    CodeBlock.Builder body = CodeBlock.builder();
    body.add(code("$array:T kept = given.clone();\n"));
    places.forEach(
        (variable, place) -> {
          if (isKept(variable)) {
            boolean diagonal = variable.facts().contains(Fact.DIAGONAL);
            body.addStatement(
                "$L(kept, $L, $L)",
                diagonal ? "diagonalPart" : "symmetricPart",
                place.offset(),
                place.sizes().get(1));
          }
        });
    add(
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .addParameter((TypeName) names.get("array"), "given")
            .returns((TypeName) names.get("array"))
            .addCode(body.addStatement("return kept").build())
            .build());
  }

  /** Whether steps of a variable are those that keep a matrix symmetric or diagonal. */
  static boolean isKept(Variable variable) {
    return variable.order() == 2 && variable.isSymmetric();
  }

  /**
   * A test that compares something at several points.
   *
   * @param draw draws one
   * @param number what has to be a number there
   * @param compare compares
   */
  void atPoints(String name, String draw, String number, CodeBlock compare) {
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

  private void fields() {
    int elements = Math.max(1, Math.min(ELEMENTS, ALL_ELEMENTS / Math.max(1, variables)));
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

  /** What a gradient is by. */
  String by() {
    return (String) names.get("by");
  }

  /** The arguments of a method where that has moved. */
  String moved() {
    return (String) names.get("moved");
  }

  /** The text, once all tests are there. */
  String file() {
    type.addModifiers(Modifier.FINAL)
        .addAnnotation(
            AnnotationSpec.builder(GENERATED).addMember("value", "$S", "dev.nabla").build())
        .addJavadoc(
            code(
                """
                What {@link $network:T} computes as derivatives are the slopes of what it computes: central differences
                at random points, the same each time, say so. Where there is a kink nearby, nothing is compared.
                """));
    helpers();
    fields();
    return JavaFile.builder(options.packageName(), type.build())
        .indent("  ")
        .skipJavaLangImports(true)
        .addFileComment("Generated by Nabla to test $L. Do not edit.", options.className())
        .build()
        .toString();
  }
}
