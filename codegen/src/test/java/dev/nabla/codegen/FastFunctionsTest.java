package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codegen.compile.GeneratedClass;
import dev.nabla.codegen.compile.InMemoryCompiler;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The inlined functions against exact values, over all arguments, with and without fma. */
class FastFunctionsTest {
  private static final MathContext EXACT = new MathContext(40);

  /** What every class that uses all of them carries along. */
  private static final String SPEC =
      "input x : (3, 1); a = exp(x); b = log(x); c = tanh(x); d = sigmoid(x)\n"
          + "loss L = sum(a + b + c + d) + sum(softplus(x))";

  private record Function(Method method, boolean single) {
    double at(double u) {
      try {
        Object value = single ? method.invoke(null, (float) u) : method.invoke(null, u);
        return ((Number) value).doubleValue();
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static Function function(String name, NumberType type, boolean fma) {
    Options options = Options.of("", "Net").withType(type).withFma(fma);
    GeneratedClass generated =
        InMemoryCompiler.load(new JavaGenerator().generate(Specs.derived(SPEC), options));
    Class<?> number = type == NumberType.FLOAT ? float.class : double.class;
    try {
      Method method = generated.type().getDeclaredMethod(name, number);
      method.setAccessible(true);
      return new Function(method, type == NumberType.FLOAT);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  /** How far a value is from the exact one, in units of the last place of the exact one. */
  private static double ulps(double value, BigDecimal exact, boolean single) {
    double rounded = single ? exact.floatValue() : exact.doubleValue();
    if (Double.isInfinite(rounded)
        || Math.abs(rounded) < (single ? Float.MIN_NORMAL : Double.MIN_NORMAL)) {
      return value == rounded || Math.abs(value - rounded) <= 4 * Double.MIN_VALUE
          ? 0
          : Math.abs(value - rounded) / (single ? Float.MIN_VALUE : Double.MIN_VALUE);
    }
    double ulp = single ? Math.ulp((float) rounded) : Math.ulp(rounded);
    return new BigDecimal(value)
        .subtract(exact)
        .abs()
        .divide(new BigDecimal(ulp), EXACT)
        .doubleValue();
  }

  private static BigDecimal exp(BigDecimal u) {
    BigDecimal small = u.divide(BigDecimal.valueOf(1 << 12), EXACT);
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int n = 1; n < 20; n++) {
      term = term.multiply(small, EXACT).divide(BigDecimal.valueOf(n), EXACT);
      sum = sum.add(term, EXACT);
    }
    MathContext more = new MathContext(60);
    for (int k = 0; k < 12; k++) {
      sum = sum.multiply(sum, more);
    }
    return sum;
  }

  /** By Newton's method on the exponential, from the value of the platform. */
  private static BigDecimal log(double u) {
    BigDecimal guess = new BigDecimal(Math.log(u));
    BigDecimal at = new BigDecimal(u);
    for (int k = 0; k < 2; k++) {
      BigDecimal power = exp(guess);
      BigDecimal step =
          at.subtract(power).divide(at.add(power), EXACT).multiply(BigDecimal.valueOf(2));
      guess = guess.add(step, EXACT);
    }
    return guess;
  }

  private static BigDecimal tanh(double u) {
    BigDecimal power = exp(new BigDecimal(u).multiply(BigDecimal.valueOf(2)));
    return power.subtract(BigDecimal.ONE).divide(power.add(BigDecimal.ONE), EXACT);
  }

  private static List<Double> arguments(Random random, double from, double to, int count) {
    List<Double> arguments = new ArrayList<>(List.of(from, to, (from + to) / 2));
    for (int k = 0; k < count; k++) {
      arguments.add(from + (to - from) * random.nextDouble());
    }
    return arguments;
  }

  private static void isWithinTwoUlps(
      Function function, List<Double> arguments, UnaryOperator<BigDecimal> exact) {
    for (double u : arguments) {
      double at = function.single() ? (float) u : u;
      double value = function.at(at);
      assertThat(ulps(value, exact.apply(new BigDecimal(at)), function.single()))
          .as("%s(%s) = %s", function.method().getName(), at, value)
          .isLessThanOrEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"DOUBLE,true", "DOUBLE,false", "FLOAT,true", "FLOAT,false"})
  void isWithinTwoUnitsOfTheLastPlace(NumberType type, boolean fma) {
    Random random = new Random(4);
    double most = type == NumberType.FLOAT ? 87 : 708;
    List<Double> arguments = arguments(random, -most, most, 400);
    arguments.addAll(arguments(random, -1, 1, 400));
    arguments.addAll(arguments(random, -1e-7, 1e-7, 50));
    isWithinTwoUlps(function("exp", type, fma), arguments, FastFunctionsTest::exp);
    List<Double> hyperbolic = arguments(random, -25, 25, 300);
    hyperbolic.addAll(arguments(random, -1, 1, 400));
    hyperbolic.addAll(arguments(random, -1e-5, 1e-5, 50));
    hyperbolic.removeIf(u -> u == 0);
    isWithinTwoUlps(function("tanh", type, fma), hyperbolic, u -> tanh(u.doubleValue()));
    List<Double> positive = arguments(random, 0.3, 3, 500);
    positive.addAll(arguments(random, 1 - 1e-6, 1 + 1e-6, 50));
    int range = type == NumberType.FLOAT ? 120 : 1000;
    for (int k = 0; k < 300; k++) {
      positive.add(Math.scalb(1 + random.nextDouble(), random.nextInt(2 * range) - range));
    }
    positive.removeIf(u -> (float) (double) u == 1);
    isWithinTwoUlps(function("log", type, fma), positive, u -> log(u.doubleValue()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exp", "log", "tanh"})
  void rareArgumentsGiveWhatMathGives(String name) {
    DoubleUnaryOperator math =
        switch (name) {
          case "exp" -> Math::exp;
          case "log" -> Math::log;
          default -> Math::tanh;
        };
    double[] rare = {
      0.0,
      -0.0,
      1,
      -1,
      800,
      -800,
      1e300,
      -1e300,
      Double.MIN_VALUE,
      -Double.MIN_VALUE,
      Double.MIN_NORMAL,
      709.5,
      710,
      -745,
      -746,
      Double.MAX_VALUE,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NaN
    };
    for (NumberType type : NumberType.values()) {
      Function function = function(name, type, true);
      for (double u : rare) {
        double at = function.single() ? (float) u : u;
        double expected = math.applyAsDouble(at);
        double rounded = function.single() ? (float) expected : expected;
        double value = function.at(at);
        double ulp = function.single() ? Math.ulp((float) rounded) : Math.ulp(rounded);
        boolean same = Double.compare(value, rounded) == 0 || Math.abs(value - rounded) <= 2 * ulp;
        assertThat(same).as("%s %s(%s) = %s, not %s", type, name, at, value, rounded).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"exp", "log", "tanh"})
  void strictClassesCallMath(String name) {
    String fast = text(MathMode.FAST);
    String strict = text(MathMode.STRICT);

    assertThat(fast).contains("private static double " + name + "(double u)");
    assertThat(strict)
        .contains("Math." + name + "(")
        .doesNotContain("private static double " + name + "(double u)");
  }

  private static String text(MathMode mode) {
    return new JavaGenerator()
        .generate(Specs.derived(SPEC), Options.of("", "Net").withMath(mode))
        .text();
  }
}
