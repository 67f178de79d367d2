package dev.nabla.codegen.spelling;

import static java.util.Map.entry;

import dev.nabla.codegen.loop.Helper;
import dev.nabla.codegen.spelling.Spelling.Form;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.Map;
import java.util.Optional;

/** The functions of the language in Java, one row each. */
public final class Spellings {
  private static final Map<ScalarFunction, Spelling> ROWS =
      Map.ofEntries(
          entry(ScalarFunctions.EXP, Spelling.fast("exp", "EXP", Helper.EXP)),
          entry(ScalarFunctions.LOG, Spelling.fast("log", "LOG", Helper.LOG)),
          entry(ScalarFunctions.TANH, Spelling.fast("tanh", "TANH", Helper.TANH)),
          entry(ScalarFunctions.EXPM1, Spelling.rounded("expm1", "EXPM1")),
          entry(ScalarFunctions.LOG1P, Spelling.rounded("log1p", "LOG1P")),
          entry(ScalarFunctions.SIN, Spelling.rounded("sin", "SIN")),
          entry(ScalarFunctions.COS, Spelling.rounded("cos", "COS")),
          entry(ScalarFunctions.TAN, Spelling.rounded("tan", "")),
          entry(ScalarFunctions.ASIN, Spelling.rounded("asin", "")),
          entry(ScalarFunctions.ACOS, Spelling.rounded("acos", "")),
          entry(ScalarFunctions.ATAN, Spelling.rounded("atan", "")),
          entry(ScalarFunctions.SINH, Spelling.rounded("sinh", "")),
          entry(ScalarFunctions.COSH, Spelling.rounded("cosh", "")),
          entry(ScalarFunctions.POW, Spelling.rounded("pow", "")),
          entry(ScalarFunctions.SIGMOID, Spelling.carried(Form.OF_DECAY, Helper.SIGMOID)),
          entry(ScalarFunctions.SOFTPLUS, Spelling.carried(Form.OF_DECAY, Helper.SOFTPLUS)),
          entry(ScalarFunctions.ERF, Spelling.carried(Form.CARRIED, Helper.ERF)),
          entry(ScalarFunctions.RELU, Spelling.exact("max", "max", true)),
          entry(ScalarFunctions.MAX, Spelling.exact("max", "max", false)),
          entry(ScalarFunctions.MIN, Spelling.exact("min", "min", false)),
          entry(ScalarFunctions.ABS, Spelling.exact("abs", "abs", false)),
          entry(ScalarFunctions.SIGN, Spelling.exact("signum", "", false)),
          entry(ScalarFunctions.RELU_PRIME, Spelling.test(">", "GT", true)),
          entry(ScalarFunctions.STEP, Spelling.test(">=", "GE", true)),
          entry(ScalarFunctions.LESS, Spelling.test("<", "LT", false)),
          entry(ScalarFunctions.LESS_EQUAL, Spelling.test("<=", "LE", false)),
          entry(ScalarFunctions.EQUAL, Spelling.test("==", "EQ", false)),
          entry(ScalarFunctions.NOT_EQUAL, Spelling.test("!=", "NE", false)),
          entry(
              ScalarFunctions.WHERE,
              new Spelling(Form.CHOICE, "!=", "NE", true, Optional.empty())));

  private Spellings() {}

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
