package dev.nabla.symbolic.function;

import dev.nabla.grammar.ast.Expression.Operator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scalar functions that are true leaves, one row each. Everything that can be composed of them
 * is a definition in {@code prelude.nabla} instead, and its derivative is derived.
 *
 * <p>Derivatives are formulas of the language in the inputs and the output v, as in {@code tanh: 1
 * - v^2}.
 */
public final class ScalarFunctions {
  public static final ScalarFunction EXP =
      row("exp", 1)
          .definition("e^u")
          .value(u -> Math.exp(u[0]))
          .derivatives("v")
          .positive()
          .build();
  public static final ScalarFunction LOG =
      row("log", 1)
          .note("of u > 0")
          .aliases("ln")
          .value(u -> Math.log(u[0]))
          .domain(0.1, 4)
          .derivatives("1 / u")
          .build();
  public static final ScalarFunction EXPM1 =
      row("expm1", 1)
          .note("precise where u is small")
          .definition("exp(u) - 1")
          .value(u -> Math.expm1(u[0]))
          .derivatives("v + 1")
          .build();
  public static final ScalarFunction LOG1P =
      row("log1p", 1)
          .note("of u > -1; precise where u is small")
          .definition("log(1 + u)")
          .value(u -> Math.log1p(u[0]))
          .domain(-0.9, 4)
          .derivatives("1 / (1 + u)")
          .build();
  public static final ScalarFunction SIGMOID =
      row("sigmoid", 1)
          .definition("1 / (1 + exp(-u))")
          .value(u -> sigmoid(u[0]))
          .note("right far out: exp(-u) may overflow to infinity, which gives 0")
          .derivatives("v * (1 - v)")
          .positive()
          .build();
  public static final ScalarFunction SOFTPLUS =
      row("softplus", 1)
          .definition("log(1 + exp(u))")
          .value(u -> softplus(u[0]))
          .note("finite everywhere: max(u, 0) + log1p(exp(-abs(u)))")
          .derivatives("sigmoid(u)")
          .positive()
          .build();
  public static final ScalarFunction TANH =
      row("tanh", 1)
          .definition("(exp(u) - exp(-u)) / (exp(u) + exp(-u))")
          .value(u -> Math.tanh(u[0]))
          .derivatives("1 - v^2")
          .build();
  public static final ScalarFunction RELU_PRIME =
      row("relu'", 1)
          .primeOf("relu")
          .piecewise("0 at the kink")
          .value(u -> u[0] > 0 ? 1 : 0)
          .derivatives("0")
          .idempotent()
          .build();
  public static final ScalarFunction RELU =
      row("relu", 1)
          .definition("max(0, u)")
          .piecewise("relu'(u) is 1 for u > 0 and 0 elsewhere, also at the kink")
          .value(u -> Math.max(u[0], 0))
          .derivatives("relu'(u)")
          .build();
  public static final ScalarFunction STEP =
      row("step", 1)
          .definition("u >= 0")
          .piecewise("1 from 0 on; its gradient is zero by definition")
          .value(u -> u[0] >= 0 ? 1 : 0)
          .derivatives("0")
          .idempotent()
          .build();
  public static final ScalarFunction SIGN =
      row("sign", 1)
          .definition("(u > 0) - (u < 0)")
          .piecewise("0 at 0; its gradient is zero by definition")
          .value(u -> Math.signum(u[0]))
          .derivatives("0")
          .gate()
          .build();
  public static final ScalarFunction ABS =
      row("abs", 1)
          .definition("max(u, -u)")
          .piecewise("abs'(0) = 0")
          .value(u -> Math.abs(u[0]))
          .derivatives("sign(u)")
          .build();
  public static final ScalarFunction ERF =
      row("erf", 1)
          .value(u -> Erf.erf(u[0]))
          .note("2 / sqrt(pi) times the integral of exp(-t^2) from 0 to u; within 2e-16")
          .derivatives("2 * pi^(-1/2) * exp(-u^2)")
          .build();
  public static final ScalarFunction COS =
      row("cos", 1).value(u -> Math.cos(u[0])).derivatives("-sin(u)").build();
  public static final ScalarFunction SIN =
      row("sin", 1).value(u -> Math.sin(u[0])).derivatives("cos(u)").build();
  public static final ScalarFunction TAN =
      row("tan", 1)
          .definition("sin(u) / cos(u)")
          .value(u -> Math.tan(u[0]))
          .domain(-1.2, 1.2)
          .derivatives("1 + v^2")
          .build();
  public static final ScalarFunction ASIN =
      row("asin", 1)
          .note("of -1 < u < 1")
          .value(u -> Math.asin(u[0]))
          .domain(-0.9, 0.9)
          .derivatives("(1 - u^2)^(-1/2)")
          .build();
  public static final ScalarFunction ACOS =
      row("acos", 1)
          .note("of -1 < u < 1")
          .value(u -> Math.acos(u[0]))
          .domain(-0.9, 0.9)
          .derivatives("-(1 - u^2)^(-1/2)")
          .build();
  public static final ScalarFunction ATAN =
      row("atan", 1).value(u -> Math.atan(u[0])).derivatives("1 / (1 + u^2)").build();
  public static final ScalarFunction COSH =
      row("cosh", 1)
          .definition("(exp(u) + exp(-u)) / 2")
          .value(u -> Math.cosh(u[0]))
          .derivatives("sinh(u)")
          .build();
  public static final ScalarFunction SINH =
      row("sinh", 1)
          .definition("(exp(u) - exp(-u)) / 2")
          .value(u -> Math.sinh(u[0]))
          .derivatives("cosh(u)")
          .build();
  public static final ScalarFunction POW =
      row("pow", 2)
          .note("of a > 0, unless b is a constant")
          .definition("a.^b")
          .value(u -> Math.pow(u[0], u[1]))
          .domain(0.2, 3)
          .derivatives("b * pow(a, b - 1)", "v * log(a)")
          .build();
  public static final ScalarFunction LESS = comparison("less", (a, b) -> a < b, Operator.LESS);
  public static final ScalarFunction LESS_EQUAL =
      comparison("less_equal", (a, b) -> a <= b, Operator.LESS_EQUAL);
  public static final ScalarFunction EQUAL = comparison("equal", (a, b) -> a == b, Operator.EQUAL);
  public static final ScalarFunction NOT_EQUAL =
      comparison("not_equal", (a, b) -> a != b, Operator.NOT_EQUAL);
  public static final ScalarFunction WHERE =
      row("where", 3)
          .piecewise("where(c, a, b) is a where c is not 0, b elsewhere")
          .value(u -> u[0] != 0 ? u[1] : u[2])
          .derivatives("0", "where(c, 1, 0)", "where(c, 0, 1)")
          .build();
  public static final ScalarFunction MAX =
      row("max", 2)
          .definition("where(a >= b, a, b)")
          .piecewise("where both are equal the gradient goes to the first")
          .value(u -> Math.max(u[0], u[1]))
          .derivatives("b <= a", "a < b")
          .build();
  public static final ScalarFunction MIN =
      row("min", 2)
          .definition("where(a <= b, a, b)")
          .piecewise("where both are equal the gradient goes to the first")
          .value(u -> Math.min(u[0], u[1]))
          .derivatives("a <= b", "b < a")
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

  /** The row that is written by this operator. */
  public static Optional<ScalarFunction> comparison(Operator operator) {
    return ROWS.stream()
        .filter(row -> row.comparison().filter(operator::equals).isPresent())
        .findFirst();
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

  private static ScalarFunction comparison(String name, Test test, Operator operator) {
    return row(name, 2)
        .piecewise("1 or 0; its gradient is zero by definition")
        .value(u -> test.test(u[0], u[1]) ? 1 : 0)
        .derivatives("0", "0")
        .comparison(operator)
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
