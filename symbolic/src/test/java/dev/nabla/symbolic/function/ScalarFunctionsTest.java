package dev.nabla.symbolic.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row: its derivatives against difference quotients, and its values where they are hard. */
class ScalarFunctionsTest {
  /** Places in the domain that are no kinks, also not where two arguments meet. */
  private static final double[] PLACES = {0.07, 0.23, 0.41, 0.58, 0.77, 0.93};

  static Stream<ScalarFunction> rows() {
    return ScalarFunctions.rows().stream();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void derivativesAgreeWithDifferenceQuotients(ScalarFunction function) {
    Exprs f = new Exprs();
    List<Variable> u = new ArrayList<>();
    for (int k = 0; k < function.arity(); k++) {
      u.add(f.variable("u" + k, Variable.Role.INPUT, Shape.SCALAR));
    }
    Expr v = f.apply(function, List.copyOf(u));
    for (int k = 0; k < function.arity(); k++) {
      Expr derivative = derivative(f, v, k);
      for (int place = 0; place < PLACES.length; place++) {
        double[] at = point(function, place);
        Interpreter interpreter = new Interpreter();
        for (int a = 0; a < at.length; a++) {
          interpreter.set(u.get(a), Tensor.scalar(at[a]));
        }
        double quotient =
            (4 * quotient(function, at, k, 5e-4) - quotient(function, at, k, 1e-3)) / 3;
        assertThat(interpreter.value(derivative).value())
            .as("by argument %d at %s", k, at)
            .isCloseTo(quotient, within(1e-8 * Math.max(1, Math.abs(quotient))));
      }
    }
  }

  private static Expr derivative(Exprs f, Expr v, int k) {
    return ((Elementwise) v).derivative(f, k, v);
  }

  private static double[] point(ScalarFunction function, int place) {
    double[] at = new double[function.arity()];
    double width = function.domainTo() - function.domainFrom();
    for (int k = 0; k < at.length; k++) {
      at[k] = function.domainFrom() + width * PLACES[(place + 2 * k) % PLACES.length];
    }
    return at;
  }

  private static double quotient(ScalarFunction function, double[] at, int k, double step) {
    double[] above = at.clone();
    double[] below = at.clone();
    above[k] += step;
    below[k] -= step;
    return (function.value(above) - function.value(below)) / (2 * step);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isFoundByItsNames(ScalarFunction function) {
    assertThat(ScalarFunctions.named(function.name())).contains(function);
    assertThat(function.aliases())
        .allSatisfy(alias -> assertThat(ScalarFunctions.named(alias)).contains(function));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void notANumberStaysSo(ScalarFunction function) {
    if (!function.isPiecewise()) {
      double[] at = new double[function.arity()];
      java.util.Arrays.fill(at, Double.NaN);
      assertThat(function.value(at)).isNaN();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sigmoid, 800, 1",
    "sigmoid, -800, 0",
    "sigmoid, 0, 0.5",
    "softplus, 800, 800",
    "softplus, -800, 0",
    "tanh, 800, 1",
    "tanh, -800, -1",
    "erf, 800, 1",
    "erf, -800, -1",
    "relu, 800, 800",
    "relu, -800, 0"
  })
  void isRightFarOut(String name, double u, double expected) {
    assertThat(ScalarFunctions.named(name).orElseThrow().value(u)).isEqualTo(expected);
  }

  @Test
  void tailsKeepTheirPrecision() {
    assertThat(ScalarFunctions.SIGMOID.value(-700)).isCloseTo(Math.exp(-700), within(1e-315));
    assertThat(ScalarFunctions.SOFTPLUS.value(-700)).isCloseTo(Math.exp(-700), within(1e-315));
    assertThat(ScalarFunctions.SOFTPLUS.value(0)).isEqualTo(Math.log(2));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.1, 0.1124629160182849",
    "0.5, 0.5204998778130465",
    "1, 0.8427007929497149",
    "2, 0.9953222650189527",
    "3, 0.9999779095030014",
    "4, 0.9999999845827421",
    "5.9, 1"
  })
  void erfHasTheTabulatedValues(double x, double expected) {
    assertThat(ScalarFunctions.ERF.value(x)).isCloseTo(expected, within(4e-16));
    assertThat(ScalarFunctions.ERF.value(-x)).isCloseTo(-expected, within(4e-16));
  }

  /** Beside 0 erf is 2/√π u: no digit is lost where the sum is small. */
  @ParameterizedTest
  @CsvSource({
    "0.001, 1.1283787909692363e-3",
    "1e-10, 1.1283791670955126e-10",
    "0.1, 0.1124629160182849"
  })
  void erfIsPreciseBesideZero(double x, double expected) {
    assertThat(ScalarFunctions.ERF.value(x)).isCloseTo(expected, within(1e-15 * expected));
  }

  @Test
  void aRowSaysAllThatIsKnown() {
    ScalarFunction row =
        ScalarFunction.row("twice", 1)
            .aliases("double", "two")
            .piecewise("a kink")
            .value(u -> 2 * u[0])
            .derivatives("2")
            .positive()
            .idempotent()
            .comparison(Operator.EQUAL)
            .domain(-1, 5)
            .definition("2 u")
            .primeOf("square")
            .build();
    assertThat(row).hasToString("twice");
    assertThat(row.name()).isEqualTo("twice");
    assertThat(row.aliases()).containsExactly("double", "two");
    assertThat(row.isPiecewise()).isTrue();
    assertThat(row.isOpaque()).isFalse();
    assertThat(row.note()).isEqualTo("a kink");
    assertThat(row.value(3)).isEqualTo(6);
    assertThat(row.derivatives()).containsExactly("2");
    assertThat(row.isPositive() && row.isIdempotent() && row.selects()).isTrue();
    assertThat(row.comparison()).contains(Operator.EQUAL);
    assertThat(row.domainFrom()).isEqualTo(-1);
    assertThat(row.domainTo()).isEqualTo(5);
    assertThat(row.definition()).isEqualTo("2 u");
    assertThat(row.primeOf()).isEqualTo("square");
    assertThat(row.primes()).isEqualTo(1);
  }

  @Test
  void aRowOfNothingElseIsSmoothAndHasNoNames() {
    ScalarFunction row =
        ScalarFunction.row("same", 1).note("a remark").value(u -> u[0]).derivatives("1").build();
    assertThat(row.note()).isEqualTo("a remark");
    assertThat(row.isPiecewise()).isFalse();
    assertThat(row.aliases()).isEmpty();
    assertThat(row.domainFrom()).isEqualTo(-3);
    assertThat(row.domainTo()).isEqualTo(3);
    assertThat(row.isPositive() || row.isIdempotent() || row.selects()).isFalse();
    assertThat(row.comparison()).isEmpty();
    assertThat(row.definition() + row.primeOf()).isEmpty();
    assertThat(row.primes()).isZero();
  }

  @Test
  void aRowNeedsADerivativeForEachArgument() {
    ScalarFunction.Builder row = ScalarFunction.row("sum", 2).derivatives("1");
    assertThatThrownBy(row::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("sum needs a derivative for each argument");
  }

  /** What a row says of its values holds at every place of its domain. */
  @ParameterizedTest
  @MethodSource("rows")
  void propertiesHold(ScalarFunction function) {
    for (int place = 0; place < PLACES.length; place++) {
      double value = function.value(point(function, place));
      assertThat(value > 0 || !function.isPositive()).isTrue();
      assertThat(value * value == value || !function.isIdempotent()).isTrue();
    }
  }

  @Test
  void parametersGoByTheNamesOfTheirNumber() {
    assertThat(ScalarFunctions.EXP.parameters()).containsExactly("u");
    assertThat(ScalarFunctions.POW.parameters()).containsExactly("a", "b");
    assertThat(ScalarFunctions.named("where").orElseThrow().parameters())
        .containsExactly("c", "a", "b");
  }

  @Test
  void functionsAreEqualByNameUnlessOneIsOpaque() {
    ScalarFunction opaque = ScalarFunction.opaque("exp", 0);
    assertThat(opaque).isNotEqualTo(ScalarFunctions.EXP).isNotEqualTo("exp");
    assertThat(opaque).isEqualTo(ScalarFunction.opaque("exp", 0));
    assertThat(opaque).hasSameHashCodeAs(ScalarFunction.opaque("exp", 0));
    assertThat(opaque).isNotEqualTo(ScalarFunction.opaque("exp", 1));
    assertThat(ScalarFunction.opaque("g", 2)).hasToString("g''");
    assertThat(ScalarFunction.opaque("g", 2).primeOf()).isEqualTo("g");
    assertThat(ScalarFunction.opaque("g", 2).isPiecewise()).isTrue();
  }

  @Test
  void groupsAreFoundByTheirTitles() {
    for (FunctionGroup group : FunctionGroup.values()) {
      assertThat(FunctionGroup.titled(group.title())).contains(group);
    }
    assertThat(FunctionGroup.titled("Element-wise")).contains(FunctionGroup.ELEMENTWISE);
    assertThat(FunctionGroup.titled("Others")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu'", "abs", "sign", "relu"})
  void isZeroAtTheKink(String name) {
    assertThat(ScalarFunctions.named(name).orElseThrow().value(0)).isZero();
  }

  @Test
  void stepIsOneFromZeroOn() {
    assertThat(ScalarFunctions.STEP.value(0)).isEqualTo(1);
    assertThat(ScalarFunctions.STEP.value(-1e-300)).isZero();
  }

  @Test
  void tiesGoToTheFirst() {
    Exprs f = new Exprs();
    Variable a = f.variable("a", Variable.Role.INPUT, Shape.SCALAR);
    Variable b = f.variable("b", Variable.Role.INPUT, Shape.SCALAR);
    for (ScalarFunction function : List.of(ScalarFunctions.MAX, ScalarFunctions.MIN)) {
      Expr v = f.apply(function, a, b);
      Interpreter tie = new Interpreter().set(a, Tensor.scalar(2)).set(b, Tensor.scalar(2));
      assertThat(tie.value(derivative(f, v, 0)).value()).isEqualTo(1);
      assertThat(tie.value(derivative(f, v, 1)).value()).isZero();
    }
  }

  @Test
  void anOpaqueFunctionHasOnlyPrimes() {
    ScalarFunction g = ScalarFunction.opaque("g", 0);
    Exprs f = new Exprs();
    Variable u = f.variable("u", Variable.Role.INPUT, Shape.SCALAR);
    Expr first = derivative(f, f.apply(g, u), 0);
    assertThat(first).isSameAs(f.apply(ScalarFunction.opaque("g", 1), u));
    assertThat(g.isOpaque()).isTrue();
    assertThatThrownBy(() -> g.value(1)).isInstanceOf(IllegalStateException.class);
  }

  /** Comparisons are 0 or 1, also of equal numbers and of what is no number. */
  @ParameterizedTest
  @CsvSource({
    "less, 1, 0, 0, 0",
    "less_equal, 1, 1, 0, 0",
    "equal, 0, 1, 0, 0",
    "not_equal, 1, 0, 1, 1"
  })
  void comparesNumbers(String name, double less, double equal, double greater, double unordered) {
    ScalarFunction row =
        ScalarFunctions.rows().stream().filter(r -> r.name().equals(name)).findFirst().get();
    assertThat(row.value(1, 2)).isEqualTo(less);
    assertThat(row.value(2, 2)).isEqualTo(equal);
    assertThat(row.value(2, 1)).isEqualTo(greater);
    assertThat(row.value(Double.NaN, 1)).isEqualTo(unordered);
  }
}
