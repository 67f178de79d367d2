package dev.nabla.codegen.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.nabla.codegen.MathMode;
import dev.nabla.codegen.loop.Helper;
import java.util.EnumSet;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** The methods that generated code carries along. */
final class HelperMethods {
  private final Dialect dialect;
  private final TypeName number;
  private final boolean single;
  private final FastFunctions fast;

  HelperMethods(Dialect dialect) {
    this.dialect = dialect;
    this.single = dialect.isSingle();
    this.number = dialect.number();
    this.fast = new FastFunctions(dialect);
  }

  /** These helpers and those that they call. */
  Set<Helper> closure(Set<Helper> called) {
    Set<Helper> all = EnumSet.noneOf(Helper.class);
    all.addAll(called);
    if (dialect.math() == MathMode.FAST) {
      if (called.contains(Helper.DECAY)) {
        all.add(Helper.EXP);
      }
      if (called.contains(Helper.SOFTPLUS) || called.contains(Helper.LOG_SUM_EXP)) {
        all.add(Helper.LOG);
      }
    }
    return all;
  }

  private String call(String function) {
    return dialect.math() == MathMode.FAST
        ? function
        : (single ? "(float) " : "") + "Math." + function;
  }

  MethodSpec method(Helper helper) {
    return switch (helper) {
      case SQUARE -> product("The square.", "square", "u * u");
      case CUBE -> product("The third power.", "cube", "u * u * u");
      case FOURTH ->
          function("fourth", "The fourth power.")
              .addStatement("$T s = u * u", number)
              .addStatement("return s * s")
              .build();
      case DECAY ->
          function("decay", "{@code e^-|u|}, at most 1.")
              .addStatement("return $L(-Math.abs(u))", call("exp"))
              .build();
      case SIGMOID -> sigmoid();
      case SOFTPLUS -> softplus();
      case GATE -> gate();
      case EXP -> fast.exp();
      case LOG -> fast.log();
      case TANH -> fast.tanh();
      case ERF -> erf();
      case LOG_SUM_EXP ->
          MethodSpec.methodBuilder("logSumExp")
              .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
              .addJavadoc("From the largest element m and the sum of all {@code e^(u - m)}.\n")
              .returns(number)
              .addParameter(number, "largest")
              .addParameter(number, "sum")
              .addStatement(
                  "return $L.isInfinite(largest) ? largest : largest + $L(sum)",
                  single ? "Float" : "Double",
                  call("log"))
              .build();
      case ELIMINATE -> eliminate();
    };
  }

  private MethodSpec.Builder function(String name, String text) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addJavadoc("$L\n", text)
        .returns(number)
        .addParameter(number, "u");
  }

  private MethodSpec product(String text, String name, String value) {
    return function(name, text).addStatement("return $L", value).build();
  }

  /** By a mask of bits: a branch on a sign is hard to predict. */
  private MethodSpec gate() {
    return function("gate", "v where u is positive, 0 elsewhere.")
        .addParameter(number, "v")
        .addStatement("$L bits = $L", single ? "int" : "long", bits("u"))
        .addStatement("return $L", number("$1 & (-bits >> $2) & ~(bits >> $2)", bits("v")))
        .build();
  }

  /** The numerator is 1 or, where u is negative, its decay: chosen by a mask too. */
  private MethodSpec sigmoid() {
    String one = single ? "0x3f800000" : "0x3ff0000000000000L";
    return function("sigmoid", "{@code 1 / (1 + e^-u)}, from u and its decay.")
        .addParameter(number, "decay")
        .addStatement(
            "$L negative = $L >> $L", single ? "int" : "long", bits("u"), single ? 31 : 63)
        .addStatement(
            "$T above = $L",
            number,
            number("$1 & negative | " + one + " & ~negative", bits("decay")))
        .addStatement("return above / (1 + decay)")
        .build();
  }

  private String bits(String name) {
    return (single ? "Float.floatToRawIntBits(" : "Double.doubleToRawLongBits(") + name + ")";
  }

  /** The number with bits; $1 stands for the bits of an operand, $2 for the place of the sign. */
  private String number(String bits, String operand) {
    String text = bits.replace("$1", operand).replace("$2", single ? "31" : "63");
    return (single ? "Float.intBitsToFloat(" : "Double.longBitsToDouble(") + text + ")";
  }

  /** With the logarithm of 1 + decay kept accurate for a small decay, as Kahan does. */
  private MethodSpec softplus() {
    return function("softplus", "{@code log(1 + e^u)}, from u and its decay.")
        .addParameter(number, "decay")
        .addStatement("$T sum = 1 + decay", number)
        .addStatement(
            "$T logarithm = sum == 1 ? decay : $L(sum) * (decay / (sum - 1))", number, call("log"))
        .addStatement("return Math.max(u, 0) + logarithm")
        .build();
  }

  /** The series of Abramowitz and Stegun 7.1.6, whose terms all have one sign. */
  private MethodSpec erf() {
    return function("erf", "The error function: 2/sqrt(pi) e^(-u^2) sum 2^n u^(2n+1) / (2n+1)!!.")
        .beginControlFlow("if (Math.abs(u) > 6)")
        .addStatement("return Math.signum(u)")
        .endControlFlow()
        .addStatement("double v = u")
        .addStatement("double term = v")
        .addStatement("double sum = v")
        .beginControlFlow("for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++)")
        .addStatement("term *= 2 * v * v / (2 * n + 1)")
        .addStatement("sum += term")
        .endControlFlow()
        .addStatement(
            "return $L(2.0 / Math.sqrt(Math.PI) * Math.exp(-v * v) * sum)",
            single ? "(float) " : "")
        .build();
  }

  private MethodSpec eliminate() {
    ArrayTypeName array = ArrayTypeName.of(number);
    String zero = single ? "0f" : "0.0";
    CodeBlock.Builder code = CodeBlock.builder();
    code.addStatement("boolean inverts = inverse != a");
    code.beginControlFlow("if (inverts)");
    code.beginControlFlow("for (int k = 0; k < n * n; k++)");
    code.addStatement("inverse[k] = k % (n + 1) == 0 ? 1 : 0");
    code.endControlFlow().endControlFlow();
    code.addStatement("$T result = logarithm ? 0 : 1", number);
    code.beginControlFlow("for (int c = 0; c < n; c++)");
    code.addStatement("int pivot = c");
    code.beginControlFlow("for (int r = c + 1; r < n; r++)");
    code.addStatement("pivot = Math.abs(a[r * n + c]) > Math.abs(a[pivot * n + c]) ? r : pivot");
    code.endControlFlow();
    code.addStatement("$T p = a[pivot * n + c]", number);
    code.addStatement(
        "result = logarithm ? result + $LMath.log(Math.abs(p)) : pivot == c ? result * p :"
            + " -result * p",
        single ? "(float) " : "");
    code.beginControlFlow("for (int k = 0; k < n; k++)");
    swap(code, "a");
    code.beginControlFlow("if (inverts)");
    swap(code, "inverse");
    code.endControlFlow().endControlFlow();
    code.beginControlFlow("for (int r = 0; r < n; r++)");
    code.addStatement("$T f = a[r * n + c]", number);
    code.beginControlFlow("if (r != c && f != $L)", zero);
    code.beginControlFlow("for (int k = 0; k < n; k++)");
    code.addStatement("a[r * n + k] -= f * a[c * n + k]");
    code.beginControlFlow("if (inverts)");
    code.addStatement("inverse[r * n + k] -= f * inverse[c * n + k]");
    code.endControlFlow().endControlFlow().endControlFlow().endControlFlow().endControlFlow();
    code.addStatement("return result");
    return MethodSpec.methodBuilder("eliminate")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addJavadoc(
            "Gauss-Jordan elimination with pivoting of the n by n matrix a, which is destroyed.\n"
                + "Writes the inverse unless it is a itself; returns the determinant, or the\n"
                + "logarithm of its size.\n")
        .returns(number)
        .addParameter(array, "a")
        .addParameter(array, "inverse")
        .addParameter(TypeName.INT, "n")
        .addParameter(TypeName.BOOLEAN, "logarithm")
        .addCode(code.build())
        .build();
  }

  /** Exchanges row c with the pivot row, dividing what becomes row c by the pivot. */
  private void swap(CodeBlock.Builder code, String name) {
    String t = name.equals("a") ? "t" : "s";
    code.addStatement("$T $L = $L[c * n + k]", number, t, name);
    code.addStatement("$L[c * n + k] = $L[pivot * n + k] / p", name, name);
    code.beginControlFlow("if (pivot != c)");
    code.addStatement("$L[pivot * n + k] = $L", name, t);
    code.endControlFlow();
  }
}
