package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codegen.compile.GeneratedClass;
import dev.nabla.codegen.compile.InMemoryCompiler;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.elaborate.BuiltIns;
import dev.nabla.symbolic.elaborate.words.BuiltIn;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.function.FunctionGroup;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every element-wise function and its derivative at zeros of both signs, subnormal numbers, large
 * ones, infinities and NaN, as each engine computes them.
 */
class NumericsTest {
  private static final double[] POINTS = {
    Double.NEGATIVE_INFINITY,
    -Double.MAX_VALUE,
    -1e300,
    -1e8,
    -800,
    -40,
    -6.5,
    -1,
    -0.25,
    -1e-9,
    -1e-300,
    -Double.MIN_VALUE,
    -0.0,
    0.0,
    Double.MIN_VALUE,
    1e-300,
    1e-9,
    0.25,
    1,
    6.5,
    40,
    800,
    1e8,
    1e300,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NaN
  };

  /** What the page shows. */
  private static final double[] SHOWN = {
    Double.NEGATIVE_INFINITY, -800, -1, -0.0, 0.0, 1, 800, Double.POSITIVE_INFINITY, Double.NaN
  };

  private static final List<ElementaryFunctions> ROWS = ElementaryFunctions.rows();
  private static final DerivedProgram PROGRAM = Specs.derived(text());

  /** One network of all functions, each of parameters of its own, whose loss is the sum. */
  private static String text() {
    StringBuilder text = new StringBuilder();
    List<String> terms = new ArrayList<>();
    for (int k = 0; k < ROWS.size(); k++) {
      String u = "u" + k;
      String value = ROWS.get(k).text().replaceAll("\\bu\\b", u).replaceFirst("\\^3$", ".^3");
      text.append("param %s : (%d)\noutput f%d = %s\n".formatted(u, POINTS.length, k, value));
      terms.add("sum(f" + k + ")");
    }
    return text + "loss L = " + String.join(" +\n  ", terms) + "\n";
  }

  /** Values and derivatives, of each function at each point. */
  private record Computed(double[] values, double[] slopes) {
    double value(int row, int point) {
      return values[row * POINTS.length + point];
    }

    double slope(int row, int point) {
      return slopes[row * POINTS.length + point];
    }
  }

  private record Engine(String name, Optional<Options> options) {
    boolean isSingle() {
      return options.filter(o -> o.type() == NumberType.FLOAT).isPresent();
    }

    Computed compute() {
      return options.map(NumericsTest::generated).orElseGet(NumericsTest::interpreted);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Every function at every point. */
  private static double[] theta() {
    double[] theta = new double[ROWS.size() * POINTS.length];
    Arrays.setAll(theta, k -> POINTS[k % POINTS.length]);
    return theta;
  }

  private static Computed generated(Options options) {
    double[] theta = theta();
    GeneratedClass net = InMemoryCompiler.load(new JavaGenerator().generate(PROGRAM, options));
    double[] values = new double[theta.length];
    double[] slopes = new double[theta.length];
    net.predict(theta.clone(), new double[0], values);
    net.gradient(theta.clone(), new double[0], new double[0], slopes);
    return new Computed(values, slopes);
  }

  private static Computed interpreted() {
    double[] theta = theta();
    Network network = PROGRAM.network();
    Interpreter interpreter = new Interpreter();
    for (int k = 0; k < ROWS.size(); k++) {
      double[] u = Arrays.copyOfRange(theta, k * POINTS.length, (k + 1) * POINTS.length);
      interpreter.set(network.parameters().get(k), Tensor.vector(u));
    }
    interpreter.run(network.constants()).run(PROGRAM.values()).run(PROGRAM.adjoints());
    return new Computed(
        network.outputs().stream()
            .flatMapToDouble(output -> Arrays.stream(interpreter.value(output).data()))
            .toArray(),
        PROGRAM.gradients().stream()
            .map(Binding::value)
            .flatMapToDouble(slope -> Arrays.stream(interpreter.value(slope).data()))
            .toArray());
  }

  static Stream<Engine> engines() {
    Options options = Options.of("", "Net");
    return Stream.of(
        new Engine("interpreter", Optional.empty()),
        new Engine("double fast", Optional.of(options)),
        new Engine("double strict", Optional.of(options.withMath(MathMode.STRICT).withFma(false))),
        new Engine("double vector", Optional.of(options.withTarget(Target.VECTOR))),
        new Engine("float fast", Optional.of(options.withType(NumberType.FLOAT))),
        new Engine(
            "float strict",
            Optional.of(options.withType(NumberType.FLOAT).withMath(MathMode.STRICT))),
        new Engine(
            "float vector",
            Optional.of(options.withType(NumberType.FLOAT).withTarget(Target.VECTOR))));
  }

  @Test
  void everyFunctionOfNumbersIsHere() {
    TreeSet<String> called = new TreeSet<>();
    for (BuiltIn function : BuiltIns.all()) {
      if (function.group() == FunctionGroup.ELEMENTWISE) {
        called.add(function.name() + "/" + function.parameters().size());
      }
    }
    for (ScalarFunction row : ScalarFunctions.rows()) {
      if (!OPERATORS.contains(row.name())) {
        called.add(row.name() + "/" + row.arity());
      }
    }
    assertThat(
            ROWS.stream()
                .map(ElementaryFunctions::text)
                .filter(text -> Pattern.matches("[\\w']+\\(.*\\)", text))
                .map(text -> text.replaceFirst("\\(.*", "") + "/" + text.split(",").length)
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(called);
  }

  /**
   * Of these the sign of a zero is that of IEEE 754 and {@code Math}; of others it is not promised.
   */
  private static final Set<String> SIGNED =
      Set.of(
          "expm1(u)",
          "log1p(u)",
          "tanh(u)",
          "relu(u)",
          "sign(u)",
          "abs(u)",
          "erf(u)",
          "sin(u)",
          "tan(u)",
          "asin(u)",
          "atan(u)",
          "sinh(u)",
          "sqrt(u)",
          "square(u)");

  /** What is written as a sign stands here as a sign. */
  private static final List<String> OPERATORS = List.of("less", "less_equal", "equal", "not_equal");

  @ParameterizedTest
  @MethodSource("engines")
  void isWhatMathematicsGives(Engine engine) {
    Computed computed = engine.compute();
    List<String> wrong = new ArrayList<>();
    for (int row = 0; row < ROWS.size(); row++) {
      ElementaryFunctions f = ROWS.get(row);
      for (int point = 0; point < POINTS.length; point++) {
        double u = engine.isSingle() ? (float) POINTS[point] : POINTS[point];
        if (f.beyond().contains(u)) {
          continue;
        }
        check(engine, f.text(), u, computed.value(row, point), f.value(), wrong);
        if (!(Double.isNaN(u) && f.slopeByChoice())) {
          check(engine, "d/du " + f.text(), u, computed.slope(row, point), f.slope(), wrong);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void thePageShowsTheTable() throws IOException {
    Computed computed = generated(Options.of("", "Net"));
    StringBuilder table = new StringBuilder("%-20s".formatted("u"));
    for (double u : SHOWN) {
      table.append("%10s".formatted(shown(u)));
    }
    for (int row = 0; row < ROWS.size(); row++) {
      table.append("\n\n%-20s".formatted(ROWS.get(row).text()));
      StringBuilder slopes = new StringBuilder("\n%-20s".formatted("  derivative"));
      for (double u : SHOWN) {
        int point = Arrays.stream(POINTS).boxed().toList().indexOf(u);
        table.append("%10s".formatted(shown(computed.value(row, point))));
        boolean promised = !(Double.isNaN(u) && ROWS.get(row).slopeByChoice());
        slopes.append("%10s".formatted(promised ? shown(computed.slope(row, point)) : "any"));
      }
      table.append(slopes);
    }
    Page.NUMERICS.shows("special-values", table.append("\n").toString());
  }

  /** A few digits, as every engine gives them. */
  private static String shown(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e6) {
      return Double.compare(value, -0.0) == 0 ? "-0" : Long.toString((long) value);
    }
    double size = Math.abs(value);
    return Double.isNaN(value)
        ? "NaN"
        : String.format(Locale.ROOT, size < 0.01 || size >= 1e4 ? "%.2e" : "%.4f", value);
  }

  /**
   * Compares with the exact value: to a relative error, where it is large to that of 1, since
   * derivatives are differences from 1 (as in {@code 1 - tanh²}), and tails vanish.
   */
  private static void check(
      Engine engine, String what, double u, double actual, DoubleUnaryOperator f, List<String> to) {
    boolean single = engine.isSingle();
    double exact = f.applyAsDouble(u);
    double expected = single ? (float) exact : exact;
    double tolerance = single ? 2e-6 : 4e-15;
    double tiny = single ? 4 * Float.MIN_VALUE : 4 * Double.MIN_VALUE;
    boolean isSmall = Math.abs(u) < 1e-5 && Math.abs(expected) < 1e-5;
    double scale = isSmall ? Math.abs(expected) : Math.max(1, Math.abs(expected));
    boolean isSignedZero = u == 0 && SIGNED.contains(what);
    boolean same =
        Double.isFinite(expected) && !isSignedZero
            ? Math.abs(actual - expected) <= tolerance * scale + tiny
            : Double.compare(actual, expected) == 0;
    if (!same) {
      to.add("%s at %s is %s, not %s".formatted(what, u, actual, expected));
    }
  }
}
