package dev.nabla.codegen.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.nabla.codegen.emit.Text.Binding;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * Exponential, logarithm and hyperbolic tangent by polynomials, faster than {@code Math} because
 * they are inlined and leave rare arguments to it.
 *
 * <p>An argument u is written as {@code k log 2 + r} with a whole k and {@code |r| <= log(2) / 2},
 * in two steps whose first is exact; {@code e^u = 2^k (1 + r + r^2 q(r))}. The whole number is
 * found by adding {@code 1.5 2^52}, in whose last bits it then stands. A positive number is written
 * as {@code 2^k (1 + f)} with {@code 1 + f} between √½ and √2; with {@code s = f / (2 + f)} its
 * logarithm is {@code log(1 + f) = 2 s + s R(s^2)}, rearranged so that f itself is added last. The
 * coefficients are those of the polynomials of best approximation (Remez); all results are within 2
 * ulp.
 */
final class FastFunctions {
  private static final List<String> EXP_DOUBLE =
      List.of(
          "0.5000000000000001",
          "0.16666666666666674",
          "0.04166666666662398",
          "0.008333333333322172",
          "0.0013888888917285545",
          "1.9841269886699926E-4",
          "2.4801521185224727E-5",
          "2.755724221351069E-6",
          "2.7620140796145187E-7",
          "2.511009630403349E-8");
  private static final List<String> EXP_FLOAT =
      List.of("0.5f", "0.166665763f", "0.0416663736f", "0.0083632078f", "0.00139411632f");
  private static final List<String> LOG_DOUBLE =
      List.of(
          "0.666666666666667",
          "0.3999999999989789",
          "0.2857142862665143",
          "0.22222211031746486",
          "0.18182896207792087",
          "0.15331497760154705",
          "0.14619097037433806");
  private static final List<String> LOG_FLOAT =
      List.of("0.666666865f", "0.399886966f", "0.295830876f");

  private final Dialect dialect;
  private final boolean single;
  private final TypeName number;

  FastFunctions(Dialect dialect) {
    this.dialect = dialect;
    this.single = dialect.isSingle();
    this.number = dialect.number();
  }

  private MethodSpec.Builder function(String name, String text) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addJavadoc("$L\n", text)
        .returns(number)
        .addParameter(number, "u");
  }

  private static String cast(boolean single) {
    return single ? "(float) " : "";
  }

  MethodSpec exp() {
    return function("exp", "{@code e^u} within 2 ulp.")
        .beginControlFlow("if (!(Math.abs(u) < $L))", single ? "87f" : "708.0")
        .addStatement("return $LMath.exp(u)", cast(single))
        .endControlFlow()
        .addCode(reduced("u"))
        .addStatement("return " + dialect.fused("power", "less", "power"))
        .build();
  }

  MethodSpec tanh() {
    String most = single ? "20f" : "44.0";
    String one = single ? "1f" : "1.0";
    return function("tanh", "{@code m / (m + 2)} with {@code m = e^(2 |u|) - 1}, within 2 ulp.")
        .addStatement("$T twice = Math.min(2 * Math.abs(u), $L)", number, most)
        .addCode(reduced("twice"))
        .addStatement("$T m = " + dialect.fused("power", "less", "(power - " + one + ")"), number)
        .addStatement("return Math.copySign(m / (m + 2), u)")
        .build();
  }

  /** Defines {@code power}, a power of two, and {@code less}: the exponential is p + p less. */
  private CodeBlock reduced(String u) {
    String magic = single ? "12582912f" : "6755399441055744.0";
    String log2e = single ? "1.442695041f" : "1.4426950408889634";
    String high = single ? "-0.693115234f" : "-0.6931471803691238";
    String low = single ? "-3.19461849E-5f" : "-1.9082149292705877E-10";
    CodeBlock.Builder code = CodeBlock.builder();
    define(code, "shifted", dialect.fused(u, log2e, magic));
    define(code, "k", "shifted - " + magic);
    define(code, "r", dialect.fused("k", low, dialect.fused("k", high, u)));
    List<String> q = single ? EXP_FLOAT : EXP_DOUBLE;
    define(code, "r2", "r * r");
    define(code, "q", polynomial(code, q, "r", "r2"));
    define(code, "less", dialect.fused("r2", "q", "r"));
    define(
        code,
        "power",
        single
            ? "Float.intBitsToFloat((Float.floatToRawIntBits(shifted) + 127) << 23)"
            : "Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) + 1023) << 52)");
    return code.build();
  }

  MethodSpec log() {
    CodeBlock.Builder code = CodeBlock.builder();
    String box = single ? "Float" : "Double";
    code.beginControlFlow("if (!(u >= $L.MIN_NORMAL && u <= $L.MAX_VALUE))", box, box)
        .addStatement("return $LMath.log(u)", cast(single))
        .endControlFlow();
    if (single) {
      code.addStatement("int bits = Float.floatToRawIntBits(u)")
          .addStatement("int k = (bits - 0x3f3504f3) >> 23")
          .addStatement("float f = Float.intBitsToFloat(bits - (k << 23)) - 1");
    } else {
      code.addStatement("long bits = Double.doubleToRawLongBits(u)")
          .addStatement("long k = (bits - 0x3fe6a09e667f3bcdL) >> 52")
          .addStatement("double f = Double.longBitsToDouble(bits - (k << 52)) - 1");
    }
    define(code, "s", "f / (2 + f)");
    define(code, "z", "s * s");
    define(code, "z2", "z * z");
    define(code, "half", (single ? "0.5f" : "0.5") + " * f * f");
    define(
        code, "rest", "z * (" + polynomial(code, single ? LOG_FLOAT : LOG_DOUBLE, "z", "z2") + ")");
    String high = single ? "0.693115234f" : "0.6931471803691238";
    String low = single ? "3.19461849E-5f" : "1.9082149292705877E-10";
    code.addStatement("return k * $L - (half - (s * (half + rest) + k * $L) - f)", high, low);
    return function("log", "The logarithm, within 2 ulp.").addCode(code.build()).build();
  }

  private void define(CodeBlock.Builder code, String name, String value) {
    code.add("$[$T $L = " + value + ";\n$]", number, name);
  }

  /**
   * A polynomial by pairs: {@code (a0 + a1 x) + x^2 (a2 + a3 x) + ...}, the pairs independent of
   * one another, so that they are computed side by side.
   */
  private String polynomial(CodeBlock.Builder code, List<String> a, String x, String square) {
    int last = (a.size() - 1) / 2;
    for (int pair = 0; pair <= last; pair++) {
      boolean whole = 2 * pair + 1 < a.size();
      String name = x + "_" + pair;
      define(
          code,
          name,
          whole ? dialect.fused(a.get(2 * pair + 1), x, a.get(2 * pair)) : a.get(2 * pair));
    }
    Text sum = Text.atom(x + "_" + last);
    for (int pair = last - 1; pair >= 0; pair--) {
      String next = dialect.fused(sum.in(Binding.MULTIPLY), square, x + "_" + pair);
      sum = new Text(next, dialect.fma() ? Binding.ATOM : Binding.ADD);
    }
    return sum.java();
  }
}
