package dev.nabla.symbolic.derive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.notation.Formula;
import dev.nabla.symbolic.notation.Notation;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A definition at a random point, and what difference quotients say about it there. */
public final class Numbers {
  private static final Map<String, Integer> SIZES = Map.of("m", 4, "n", 3, "k", 2, "p", 5);
  private static final double STEP = 1e-3;

  final Network network;
  private final Map<Variable, Tensor> point = new LinkedHashMap<>();

  private Numbers(Network network, long seed, double low, double high) {
    this.network = network;
    SplittableRandom random = new SplittableRandom(seed);
    for (List<Variable> group :
        List.of(network.inputs(), network.targets(), network.parameters())) {
      group.forEach(variable -> point.put(variable, draw(variable, random, low, high)));
    }
  }

  /** The network with numbers of either sign, or positive ones where it needs them. */
  public static Numbers of(Network network) {
    Numbers signed = new Numbers(network, 11, -1, 1);
    return Arrays.stream(signed.value(network.result()).data()).allMatch(Double::isFinite)
        ? signed
        : positive(network);
  }

  static Numbers positive(Network network) {
    return new Numbers(network, 12, 0.2, 0.9);
  }

  /** Draws a value for one more variable. */
  void draw(Variable variable) {
    point.put(variable, draw(variable, new SplittableRandom(13), -1, 1));
  }

  /** Another network at the same point: its variables have the values of those of the same name. */
  Numbers at(Network other) {
    Numbers there = new Numbers(other, 11, -1, 1);
    point.forEach(
        (variable, value) ->
            other.given(variable.name()).ifPresent(same -> there.point.put(same, value)));
    return there;
  }

  /** Reads a definition. */
  public static Network read(String text) {
    Source source = new Source("test", text);
    Diagnostics diagnostics = new Diagnostics(source);
    Optional<Network> network = Elaborator.read(source, Options.named("T"), diagnostics);
    assertThat(network).as("%s", diagnostics.all()).isPresent();
    return network.get();
  }

  /** How a formula is written, with the indices of the left side in front. */
  public static String text(Exprs exprs, Expr e, Shape shape) {
    Formula formula = new Notation(exprs).of(e, shape);
    String indices = String.join(",", formula.indices().stream().map(i -> i.text()).toList());
    return (indices.isEmpty() ? "" : "[" + indices + "] ")
        + Style.TEXT.expression(formula.expression());
  }

  static int size(Size size) {
    return size.value().isPresent() ? size.intValue() : SIZES.get(size.name());
  }

  private static Tensor draw(Variable variable, SplittableRandom random, double low, double high) {
    int[] sizes = variable.axes().stream().mapToInt(Numbers::size).toArray();
    Tensor tensor = Tensor.zeros(sizes);
    double[] data = tensor.data();
    int row = sizes.length == 0 ? 1 : sizes[sizes.length - 1];
    if (variable.facts().contains(Fact.ONEHOT)) {
      for (int start = 0; start < data.length; start += row) {
        data[start + random.nextInt(row)] = 1;
      }
      return tensor;
    }
    double from = variable.facts().contains(Fact.POSITIVE) ? 0.2 : low;
    for (int at = 0; at < data.length; at++) {
      data[at] = random.nextDouble(from, high);
      if (sizes.length == 2 && sizes[0] == sizes[1] && at / row == at % row) {
        data[at] += 1;
      }
      if (variable.facts().contains(Fact.SYMMETRIC) && at / row > at % row) {
        data[at] = data[at % row * row + at / row];
      }
    }
    return tensor;
  }

  /** Everything given has its value, and nothing else. */
  Interpreter given() {
    Interpreter interpreter = new Interpreter(Numbers::size);
    point.forEach(interpreter::set);
    return interpreter.run(network.constants());
  }

  /** The value of an expression over the network's names. */
  public Tensor value(Expr e) {
    return given().run(network.values()).value(e);
  }

  /** The derivative of an expression: its axes, then the variable's. */
  double[] quotients(Expr e, Variable by) {
    double[] at = point.get(by).data();
    int rows = value(e).data().length;
    double[] result = new double[rows * at.length];
    for (int k = 0; k < at.length; k++) {
      double[] near = quotient(e, at, k, STEP);
      double[] far = quotient(e, at, k, 2 * STEP);
      for (int row = 0; row < rows; row++) {
        result[row * at.length + k] = (4 * near[row] - far[row]) / 3;
      }
    }
    return result;
  }

  private double[] quotient(Expr e, double[] at, int k, double step) {
    double before = at[k];
    at[k] = before + step;
    double[] above = value(e).data();
    at[k] = before - step;
    double[] below = value(e).data();
    at[k] = before;
    double[] result = new double[above.length];
    Arrays.setAll(result, row -> (above[row] - below[row]) / (2 * step));
    return result;
  }

  /** Whether both have the same numbers up to the error of difference quotients. */
  static void assertClose(double[] actual, double[] expected, String what) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int k = 0; k < actual.length; k++) {
      double scale = Math.max(1, Math.abs(expected[k]));
      assertThat(Math.abs(actual[k] - expected[k]) / scale)
          .as("%s: %s and %s", what, Arrays.toString(actual), Arrays.toString(expected))
          .isLessThan(1e-7);
    }
  }

  /** The derivative by a variable, computed as programs do: forward values, adjoints, gradient. */
  double[] programmed(Derivation derivation, Variable by) {
    DerivedProgram program = derivation.program();
    List<dev.nabla.symbolic.network.Binding> gradients = new ArrayList<>(program.gradients());
    gradients.removeIf(b -> b.variable() != by);
    return given()
        .run(program.values())
        .run(program.adjoints())
        .value(gradients.get(0).value())
        .data();
  }
}
