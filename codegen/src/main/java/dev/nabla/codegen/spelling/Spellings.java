package dev.nabla.codegen.spelling;

import static java.util.Map.entry;

import dev.nabla.codegen.loop.Helper;
import dev.nabla.codegen.spelling.Spelling.Carried;
import dev.nabla.codegen.spelling.Spelling.Choice;
import dev.nabla.codegen.spelling.Spelling.Exact;
import dev.nabla.codegen.spelling.Spelling.Rounded;
import dev.nabla.codegen.spelling.Spelling.Test;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.Map;
import java.util.Optional;

/** The functions of the language in Java, one row each. */
public final class Spellings {
  private static final Map<ScalarFunction, Spelling> ROWS =
      Map.ofEntries(
          entry(ScalarFunctions.EXP, fast("exp", Helper.EXP)),
          entry(ScalarFunctions.LOG, fast("log", Helper.LOG)),
          entry(ScalarFunctions.TANH, fast("tanh", Helper.TANH)),
          entry(ScalarFunctions.EXPM1, rounded("expm1", true)),
          entry(ScalarFunctions.LOG1P, rounded("log1p", true)),
          entry(ScalarFunctions.SIN, rounded("sin", true)),
          entry(ScalarFunctions.COS, rounded("cos", true)),
          entry(ScalarFunctions.TAN, rounded("tan", false)),
          entry(ScalarFunctions.ASIN, rounded("asin", false)),
          entry(ScalarFunctions.ACOS, rounded("acos", false)),
          entry(ScalarFunctions.ATAN, rounded("atan", false)),
          entry(ScalarFunctions.SINH, rounded("sinh", false)),
          entry(ScalarFunctions.COSH, rounded("cosh", false)),
          entry(ScalarFunctions.POW, rounded("pow", false)),
          entry(ScalarFunctions.SIGMOID, new Carried(Helper.SIGMOID, true)),
          entry(ScalarFunctions.SOFTPLUS, new Carried(Helper.SOFTPLUS, true)),
          entry(ScalarFunctions.ERF, new Carried(Helper.ERF, false)),
          entry(ScalarFunctions.RELU, new Exact("max", true, true)),
          entry(ScalarFunctions.MAX, new Exact("max", false, true)),
          entry(ScalarFunctions.MIN, new Exact("min", false, true)),
          entry(ScalarFunctions.ABS, new Exact("abs", false, true)),
          entry(ScalarFunctions.SIGN, new Exact("signum", false, false)),
          entry(ScalarFunctions.RELU_PRIME, new Test(">", "GT", true)),
          entry(ScalarFunctions.STEP, new Test(">=", "GE", true)),
          entry(ScalarFunctions.LESS, new Test("<", "LT", false)),
          entry(ScalarFunctions.LESS_EQUAL, new Test("<=", "LE", false)),
          entry(ScalarFunctions.EQUAL, new Test("==", "EQ", false)),
          entry(ScalarFunctions.NOT_EQUAL, new Test("!=", "NE", false)),
          entry(ScalarFunctions.WHERE, new Choice()));

  private Spellings() {}

  private static Spelling fast(String method, Helper helper) {
    return new Rounded(method, Optional.of(helper), true);
  }

  private static Spelling rounded(String method, boolean inVectors) {
    return new Rounded(method, Optional.empty(), inVectors);
  }

  /**
   * The row of a function.
   *
   * @throws IllegalArgumentException for an opaque function, which has none
   */
  public static Spelling of(ScalarFunction function) {
    return Optional.ofNullable(ROWS.get(function))
        .orElseThrow(() -> new IllegalArgumentException(function + " has no form in Java"));
  }
}
