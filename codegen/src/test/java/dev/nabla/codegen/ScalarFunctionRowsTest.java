package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.codegen.compile.GeneratedClass;
import dev.nabla.codegen.compile.InMemoryCompiler;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scalar function's Java against its value, on plain arguments and on expressions. */
class ScalarFunctionRowsTest {
  static Stream<Arguments> rows() {
    return ScalarFunctions.rows().stream()
        .flatMap(row -> Stream.of(3, 40).map(size -> Arguments.of(row, size)));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("rows")
  void javaComputesTheValue(ScalarFunction row, int size) {
    DerivedProgram program = program(row, size);
    Random random = new Random(9);
    int length = row.arity() * size;
    double[] x =
        random.doubles(length, row.domainFrom(), row.domainTo()).map(v -> (float) v).toArray();
    for (int k = 0; k + size < length; k += 3) {
      x[k + size] = x[k];
    }
    for (NumberType type : NumberType.values()) {
      GeneratedClass generated =
          InMemoryCompiler.load(
              new JavaGenerator().generate(program, Options.of("", "Row").withType(type)));
      double[] out = new double[2 * size];
      generated.predict(new double[0], x, out);
      double tolerance = type == NumberType.FLOAT ? 2e-5 : 1e-12;
      for (int k = 0; k < size; k++) {
        double[] plain = new double[row.arity()];
        double[] shifted = new double[row.arity()];
        for (int a = 0; a < plain.length; a++) {
          plain[a] = x[a * size + k];
          shifted[a] = x[a * size + k] * 0.75 + 0.25;
        }
        assertClose(out[k], row.value(plain), tolerance);
        assertClose(out[size + k], -2 / (3 + Math.abs(row.value(shifted))), tolerance);
      }
    }
  }

  private static void assertClose(double actual, double expected, double tolerance) {
    assertThat(actual).isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
  }

  /** {@code a = f(x1, …)} and {@code b = -2 / (3 + |f(3/4 x1 + 1/4, …)|)}. */
  private static DerivedProgram program(ScalarFunction row, int size) {
    Exprs f = new Exprs();
    Shape shape = Shape.of(Size.of(size), Size.ONE);
    List<Variable> inputs = new ArrayList<>();
    List<Expr> plain = new ArrayList<>();
    List<Expr> shifted = new ArrayList<>();
    for (int a = 0; a < row.arity(); a++) {
      Variable x = f.variable("x" + a, Variable.Role.INPUT, shape);
      inputs.add(x);
      plain.add(x);
      shifted.add(
          f.add(
              f.scale(dev.nabla.grammar.base.Rational.of(3, 4), x),
              f.constant(dev.nabla.grammar.base.Rational.of(1, 4))));
    }
    Variable a = f.variable("a", Variable.Role.VALUE, shape);
    Variable b = f.variable("b", Variable.Role.VALUE, shape);
    Expr magnitude = f.apply(ScalarFunctions.ABS, f.apply(row, shifted));
    Expr composed =
        f.scale(
            dev.nabla.grammar.base.Rational.of(-2), f.reciprocal(f.add(f.constant(3), magnitude)));
    List<Binding> values = List.of(new Binding(a, f.apply(row, plain)), new Binding(b, composed));
    Network network =
        new Network(
            new Spec(Optional.empty(), List.of()),
            "Row",
            f,
            List.of(),
            inputs,
            List.of(),
            List.of(),
            List.of(),
            values,
            Map.of(),
            Optional.empty(),
            false,
            List.of(a, b),
            List.of(b));
    return new DerivedProgram(network, values, Optional.empty(), List.of(), List.of());
  }
}
