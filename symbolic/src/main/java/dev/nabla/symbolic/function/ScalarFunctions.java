package dev.nabla.symbolic.function;

import dev.nabla.grammar.Rational;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scalar functions that are true leaves, one row each. Everything that can be composed of them
 * is a definition in {@code prelude.nabla} instead, and its derivative is derived.
 *
 * <p>Derivatives are in terms of the inputs u and the output v, as in {@code tanh: 1 - v²}.
 */
public final class ScalarFunctions {
  public static final ScalarFunction EXP =
      row("exp", 1)
          .definition("e^u")
          .value(u -> Math.exp(u[0]))
          .java("Math.exp($1)")
          .derivative((f, u, v) -> v)
          .build();
  public static final ScalarFunction LOG =
      row("log", 1)
          .note("of u > 0")
          .aliases("ln")
          .value(u -> Math.log(u[0]))
          .java("Math.log($1)")
          .domain(0.1, 4)
          .derivative((f, u, v) -> f.reciprocal(u.get(0)))
          .build();
  public static final ScalarFunction EXPM1 =
      row("expm1", 1)
          .note("precise where u is small")
          .definition("exp(u) - 1")
          .value(u -> Math.expm1(u[0]))
          .java("Math.expm1($1)")
          .derivative((f, u, v) -> f.add(v, f.onesLike(v)))
          .build();
  public static final ScalarFunction LOG1P =
      row("log1p", 1)
          .note("of u > -1; precise where u is small")
          .definition("log(1 + u)")
          .value(u -> Math.log1p(u[0]))
          .java("Math.log1p($1)")
          .domain(-0.9, 4)
          .derivative((f, u, v) -> f.reciprocal(f.add(f.onesLike(v), u.get(0))))
          .build();
  public static final ScalarFunction SIGMOID =
      row("sigmoid", 1)
          .definition("1 / (1 + exp(-u))")
          .value(u -> sigmoid(u[0]))
          .java("1 / (1 + Math.exp(-$1))")
          .note("right far out: exp(-u) may overflow to infinity, which gives 0")
          .derivative((f, u, v) -> f.times(v, f.sub(f.onesLike(v), v)))
          .build();
  public static final ScalarFunction SOFTPLUS =
      row("softplus", 1)
          .definition("log(1 + exp(u))")
          .value(u -> softplus(u[0]))
          .java("softplus($1)")
          .note("finite everywhere: max(u, 0) + log1p(exp(-abs(u)))")
          .derivative((f, u, v) -> f.apply(ScalarFunctions.SIGMOID, u.get(0)))
          .build();
  public static final ScalarFunction TANH =
      row("tanh", 1)
          .definition("(exp(u) - exp(-u)) / (exp(u) + exp(-u))")
          .value(u -> Math.tanh(u[0]))
          .java("Math.tanh($1)")
          .derivative((f, u, v) -> f.sub(f.onesLike(v), f.power(v, 2)))
          .build();
  public static final ScalarFunction RELU_PRIME =
      row("relu'", 1)
          .primeOf("relu")
          .piecewise("0 at the kink")
          .value(u -> u[0] > 0 ? 1 : 0)
          .java("($1 > 0 ? 1 : 0)")
          .derivative((f, u, v) -> f.zeroLike(v))
          .build();
  public static final ScalarFunction RELU =
      row("relu", 1)
          .definition("max(u, 0)")
          .piecewise("relu'(u) is 1 for u > 0 and 0 elsewhere, also at the kink")
          .value(u -> Math.max(u[0], 0))
          .java("Math.max($1, 0)")
          .derivative((f, u, v) -> f.apply(RELU_PRIME, u.get(0)))
          .build();
  public static final ScalarFunction STEP =
      row("step", 1)
          .definition("u >= 0")
          .piecewise("1 from 0 on; its gradient is zero by definition")
          .value(u -> u[0] >= 0 ? 1 : 0)
          .java("($1 >= 0 ? 1 : 0)")
          .derivative((f, u, v) -> f.zeroLike(v))
          .build();
  public static final ScalarFunction SIGN =
      row("sign", 1)
          .definition("(u > 0) - (u < 0)")
          .piecewise("0 at 0; its gradient is zero by definition")
          .value(u -> Math.signum(u[0]))
          .java("Math.signum($1)")
          .derivative((f, u, v) -> f.zeroLike(v))
          .build();
  public static final ScalarFunction ABS =
      row("abs", 1)
          .definition("max(u, -u)")
          .piecewise("abs'(0) = 0")
          .value(u -> Math.abs(u[0]))
          .java("Math.abs($1)")
          .derivative((f, u, v) -> f.apply(SIGN, u.get(0)))
          .build();
  public static final ScalarFunction ERF =
      row("erf", 1)
          .value(u -> Erf.erf(u[0]))
          .java("erf($1)")
          .note("2 / sqrt(pi) times the integral of exp(-t^2) from 0 to u; within 2e-16")
          .derivative(
              (f, u, v) ->
                  f.times(
                      f.scale(Rational.of(2), f.power(f.pi(), Rational.of(-1, 2))),
                      f.apply(EXP, f.negate(f.power(u.get(0), 2)))))
          .build();
  public static final ScalarFunction COS =
      row("cos", 1)
          .value(u -> Math.cos(u[0]))
          .java("Math.cos($1)")
          .derivative((f, u, v) -> f.negate(f.apply(ScalarFunctions.SIN, u.get(0))))
          .build();
  public static final ScalarFunction SIN =
      row("sin", 1)
          .value(u -> Math.sin(u[0]))
          .java("Math.sin($1)")
          .derivative((f, u, v) -> f.apply(COS, u.get(0)))
          .build();
  public static final ScalarFunction TAN =
      row("tan", 1)
          .definition("sin(u) / cos(u)")
          .value(u -> Math.tan(u[0]))
          .java("Math.tan($1)")
          .domain(-1.2, 1.2)
          .derivative((f, u, v) -> f.add(f.onesLike(v), f.power(v, 2)))
          .build();
  public static final ScalarFunction ASIN =
      row("asin", 1)
          .note("of -1 < u < 1")
          .value(u -> Math.asin(u[0]))
          .java("Math.asin($1)")
          .domain(-0.9, 0.9)
          .derivative(
              (f, u, v) -> f.power(f.sub(f.onesLike(v), f.power(u.get(0), 2)), Rational.of(-1, 2)))
          .build();
  public static final ScalarFunction ACOS =
      row("acos", 1)
          .note("of -1 < u < 1")
          .value(u -> Math.acos(u[0]))
          .java("Math.acos($1)")
          .domain(-0.9, 0.9)
          .derivative(
              (f, u, v) ->
                  f.negate(f.power(f.sub(f.onesLike(v), f.power(u.get(0), 2)), Rational.of(-1, 2))))
          .build();
  public static final ScalarFunction ATAN =
      row("atan", 1)
          .value(u -> Math.atan(u[0]))
          .java("Math.atan($1)")
          .derivative((f, u, v) -> f.reciprocal(f.add(f.onesLike(v), f.power(u.get(0), 2))))
          .build();
  public static final ScalarFunction COSH =
      row("cosh", 1)
          .definition("(exp(u) + exp(-u)) / 2")
          .value(u -> Math.cosh(u[0]))
          .java("Math.cosh($1)")
          .derivative((f, u, v) -> f.apply(ScalarFunctions.SINH, u.get(0)))
          .build();
  public static final ScalarFunction SINH =
      row("sinh", 1)
          .definition("(exp(u) - exp(-u)) / 2")
          .value(u -> Math.sinh(u[0]))
          .java("Math.sinh($1)")
          .derivative((f, u, v) -> f.apply(COSH, u.get(0)))
          .build();
  public static final ScalarFunction POW =
      row("pow", 2)
          .note("of a > 0, unless b is a constant")
          .definition("a.^b")
          .value(u -> Math.pow(u[0], u[1]))
          .java("Math.pow($1, $2)")
          .domain(0.2, 3)
          .derivative(
              (f, u, v) ->
                  f.times(
                      u.get(1),
                      f.apply(ScalarFunctions.POW, u.get(0), f.sub(u.get(1), f.onesLike(v)))))
          .derivative((f, u, v) -> f.times(v, f.apply(LOG, u.get(0))))
          .build();
  public static final ScalarFunction LESS = comparison("less", (a, b) -> a < b, "<");
  public static final ScalarFunction LESS_EQUAL = comparison("less_equal", (a, b) -> a <= b, "<=");
  public static final ScalarFunction EQUAL = comparison("equal", (a, b) -> a == b, "==");
  public static final ScalarFunction NOT_EQUAL = comparison("not_equal", (a, b) -> a != b, "!=");
  public static final ScalarFunction WHERE =
      row("where", 3)
          .piecewise("where(c, a, b) is a where c is not 0, b elsewhere")
          .value(u -> u[0] != 0 ? u[1] : u[2])
          .java("($1 != 0 ? $2 : $3)")
          .derivative((f, u, v) -> f.zeroLike(v))
          .derivative(
              (f, u, v) -> f.apply(ScalarFunctions.WHERE, u.get(0), f.onesLike(v), f.zeroLike(v)))
          .derivative(
              (f, u, v) -> f.apply(ScalarFunctions.WHERE, u.get(0), f.zeroLike(v), f.onesLike(v)))
          .build();
  public static final ScalarFunction MAX =
      row("max", 2)
          .definition("where(a >= b, a, b)")
          .piecewise("where both are equal the gradient goes to the first")
          .value(u -> Math.max(u[0], u[1]))
          .java("Math.max($1, $2)")
          .derivative((f, u, v) -> f.apply(LESS_EQUAL, u.get(1), u.get(0)))
          .derivative((f, u, v) -> f.apply(LESS, u.get(0), u.get(1)))
          .build();
  public static final ScalarFunction MIN =
      row("min", 2)
          .definition("where(a <= b, a, b)")
          .piecewise("where both are equal the gradient goes to the first")
          .value(u -> Math.min(u[0], u[1]))
          .java("Math.min($1, $2)")
          .derivative((f, u, v) -> f.apply(LESS_EQUAL, u.get(0), u.get(1)))
          .derivative((f, u, v) -> f.apply(LESS, u.get(1), u.get(0)))
          .build();

  private static final List<ScalarFunction> ROWS =
      List.of(
          EXP,
          LOG,
          EXPM1,
          LOG1P,
          SIGMOID,
          SOFTPLUS,
          TANH,
          RELU,
          RELU_PRIME,
          STEP,
          SIGN,
          ABS,
          ERF,
          SIN,
          COS,
          TAN,
          ASIN,
          ACOS,
          ATAN,
          SINH,
          COSH,
          POW,
          MAX,
          MIN,
          WHERE,
          LESS,
          LESS_EQUAL,
          EQUAL,
          NOT_EQUAL);

  private static final Map<String, ScalarFunction> BY_NAME = byName();

  private ScalarFunctions() {}

  /** All rows. */
  public static List<ScalarFunction> rows() {
    return ROWS;
  }

  /** The row with this name or alias. */
  public static Optional<ScalarFunction> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static Map<String, ScalarFunction> byName() {
    Map<String, ScalarFunction> map = new LinkedHashMap<>();
    for (ScalarFunction function : ROWS) {
      map.put(function.name(), function);
      function.aliases().forEach(alias -> map.put(alias, function));
    }
    return Map.copyOf(map);
  }

  private static ScalarFunction.Builder row(String name, int arity) {
    return ScalarFunction.row(name, arity);
  }

  private interface Test {
    boolean test(double a, double b);
  }

  private static ScalarFunction comparison(String name, Test test, String operator) {
    return row(name, 2)
        .piecewise("1 or 0; its gradient is zero by definition")
        .value(u -> test.test(u[0], u[1]) ? 1 : 0)
        .java("($1 " + operator + " $2 ? 1 : 0)")
        .derivative((f, u, v) -> f.zeroLike(v))
        .derivative((f, u, v) -> f.zeroLike(v))
        .build();
  }

  private static double sigmoid(double u) {
    if (u >= 0) {
      return 1 / (1 + Math.exp(-u));
    }
    double e = Math.exp(u);
    return e / (1 + e);
  }

  private static double softplus(double u) {
    return Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));
  }
}
