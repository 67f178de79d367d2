package dev.nabla.codegen.check;

import dev.nabla.codegen.compile.GeneratedClass;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.derive.HessianVector;
import dev.nabla.symbolic.derive.Jacobians;
import dev.nabla.symbolic.derive.PartialDerivative;
import dev.nabla.symbolic.derive.Partials;
import dev.nabla.symbolic.eval.FactsOfValues;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * Compares what a class has only when asked for, Jacobians, Hessians, their products with vectors
 * and gradients alone: generated, interpreted, and as differences of the predictions, the loss or
 * the interpreted gradients.
 */
final class MatrixCheck {
  private static final double STEP = 2e-4;

  /** How many columns are at most compared with differences in each trial. */
  private static final int COLUMNS = 12;

  private final DerivedProgram program;
  private final Network network;
  private final GeneratedClass generated;
  private final List<Variable> by;
  private final Map<Goal, Partials> partials = new LinkedHashMap<>();
  private Optional<HessianVector> product = Optional.empty();

  MatrixCheck(DerivedProgram program, GeneratedClass generated) {
    this.program = program;
    this.network = program.network();
    this.generated = generated;
    this.by = network.parameters().isEmpty() ? network.inputs() : network.parameters();
  }

  CheckReport.Entry check(Goal goal, SamplePoint point, Random random) {
    return switch (goal) {
      case JACOBIAN -> jacobian(goal, "jacobian", network.inputs(), point, random);
      case PARAMETER_JACOBIAN ->
          jacobian(goal, "parameterJacobian", network.parameters(), point, random);
      case HESSIAN -> hessian(point, random);
      case HESSIAN_VECTOR -> hessianVector(point, random);
      case GRADIENT_ONLY -> gradientOnly(point, random);
      default -> throw new IllegalArgumentException("no matrix: " + goal);
    };
  }

  private CheckReport.Entry jacobian(
      Goal goal, String name, List<Variable> columns, SamplePoint point, Random random) {
    int width = count(columns);
    double[] computed = new double[count(network.outputs()) * width];
    double[] theta = GeneratedGradient.flat(network.parameters(), point);
    double[] x = GeneratedGradient.flat(network.inputs(), point);
    if (goal == Goal.JACOBIAN) {
      generated.jacobian(theta, x, computed);
    } else {
      generated.parameterJacobian(theta, x, computed);
    }
    double[] expected = new double[computed.length];
    Partials known = partials.computeIfAbsent(goal, g -> outputsBy(columns));
    Interpreter interpreter = interpreter(point, true).run(known.bindings());
    for (PartialDerivative part : known.derivatives()) {
      int row = offset(network.outputs(), part.above());
      int column = offset(columns, part.last());
      place(
          interpreter.value(part.value()),
          count(List.of(part.last())),
          expected,
          row,
          column,
          width);
    }
    return compare(name, computed, expected, width, random, columns, point, this::predictions);
  }

  private Partials outputsBy(List<Variable> columns) {
    Jacobians jacobians = new Jacobians(program);
    Partials all = Partials.NONE;
    for (Variable output : network.outputs()) {
      all = all.and(jacobians.jacobians(output, columns));
    }
    return all;
  }

  private CheckReport.Entry hessian(SamplePoint point, Random random) {
    int width = count(by);
    double[] computed = new double[width * width];
    generated.hessian(
        GeneratedGradient.flat(network.parameters(), point),
        GeneratedGradient.flat(network.inputs(), point),
        GeneratedGradient.flat(network.targets(), point),
        computed);
    double[] expected = new double[computed.length];
    Partials known =
        partials.computeIfAbsent(Goal.HESSIAN, g -> new Jacobians(program).hessians(true));
    Interpreter interpreter = interpreter(point, true).run(known.bindings());
    for (PartialDerivative block : known.derivatives()) {
      Tensor value = interpreter.value(block.value());
      int row = offset(by, block.by().get(0));
      int column = offset(by, block.last());
      int columns = count(List.of(block.last()));
      place(value, columns, expected, row, column, width);
      place(
          transposed(value, columns), value.data().length / columns, expected, column, row, width);
    }
    return compare("hessian", computed, expected, width, random, by, point, this::gradient);
  }

  private CheckReport.Entry hessianVector(SamplePoint point, Random random) {
    double[] v = random.doubles(count(by), -1, 1).toArray();
    double[] computed = new double[v.length];
    generated.hessianVector(
        GeneratedGradient.flat(network.parameters(), point),
        GeneratedGradient.flat(network.inputs(), point),
        GeneratedGradient.flat(network.targets(), point),
        v,
        computed);
    HessianVector known = product.orElseGet(() -> HessianVector.of(program));
    product = Optional.of(known);
    Interpreter interpreter = interpreter(point, true);
    for (Map.Entry<Variable, Variable> entry : known.directions().entrySet()) {
      int from = offset(by, entry.getKey());
      int[] sizes = point.values().get(entry.getKey()).sizes();
      double[] part = Arrays.copyOfRange(v, from, from + count(List.of(entry.getKey())));
      interpreter.set(entry.getValue(), new Tensor(sizes, part));
    }
    interpreter.run(known.bindings());
    double[] expected =
        known.products().stream()
            .flatMapToDouble(part -> Arrays.stream(interpreter.value(part.value()).data()))
            .toArray();
    DoubleFunction<double[]> along = t -> gradient(moved(point, by, v, t));
    OptionalDouble[] numeric = Difference.of(along, gradient(point), STEP);
    return entry("hessianVector", computed, expected, range(computed.length), List.of(numeric));
  }

  private CheckReport.Entry gradientOnly(SamplePoint point, Random random) {
    double[] computed = new double[count(by)];
    generated.gradientOnly(
        GeneratedGradient.flat(network.parameters(), point),
        GeneratedGradient.flat(network.inputs(), point),
        GeneratedGradient.flat(network.targets(), point),
        computed);
    double[] expected = gradient(point);
    return compare(
        "gradientOnly", computed, expected, computed.length, random, by, point, this::result);
  }

  private interface AtPoint {
    double[] value(SamplePoint point);
  }

  /** The comparison of a matrix, some of whose columns are compared with differences too. */
  private static CheckReport.Entry compare(
      String name,
      double[] computed,
      double[] expected,
      int width,
      Random random,
      List<Variable> by,
      SamplePoint point,
      AtPoint function) {
    List<Integer> elements = new ArrayList<>();
    List<OptionalDouble> numeric = new ArrayList<>();
    double[] centre = function.value(point);
    List<Integer> columns = new ArrayList<>(range(width));
    if (width > COLUMNS) {
      java.util.Collections.shuffle(columns, random);
    }
    for (int column : columns.subList(0, Math.min(COLUMNS, width))) {
      double[] unit = new double[width];
      unit[column] = 1;
      OptionalDouble[] derivatives =
          Difference.of(t -> function.value(moved(point, by, unit, t)), centre, STEP);
      for (int row = 0; row < derivatives.length; row++) {
        elements.add(row * width + column);
        numeric.add(derivatives[row]);
      }
    }
    return entry(name, computed, expected, elements, numeric);
  }

  private static CheckReport.Entry entry(
      String name,
      double[] computed,
      double[] expected,
      List<Integer> elements,
      List<OptionalDouble> numeric) {
    int[] smooth =
        IntStream.range(0, elements.size()).filter(k -> numeric.get(k).isPresent()).toArray();
    double[] differences =
        Arrays.stream(smooth).mapToDouble(k -> numeric.get(k).getAsDouble()).toArray();
    double[] a = Arrays.stream(smooth).mapToDouble(k -> computed[elements.get(k)]).toArray();
    double[] b = Arrays.stream(smooth).mapToDouble(k -> expected[elements.get(k)]).toArray();
    return new CheckReport.Entry(
        name,
        GradientCheck.error(computed, expected),
        GradientCheck.error(b, differences),
        GradientCheck.error(a, differences),
        smooth.length,
        elements.size() - smooth.length);
  }

  private double[] predictions(SamplePoint point) {
    Interpreter interpreter = interpreter(point, false);
    return network.outputs().stream()
        .flatMapToDouble(output -> Arrays.stream(interpreter.value(output).data()))
        .toArray();
  }

  private double[] result(SamplePoint point) {
    return interpreter(point, false).value(network.result()).data();
  }

  private double[] gradient(SamplePoint point) {
    Interpreter interpreter = interpreter(point, true);
    return program.gradients().stream()
        .map(Binding::value)
        .flatMapToDouble(value -> Arrays.stream(interpreter.value(value).data()))
        .toArray();
  }

  /**
   * The values at a point.
   *
   * @param derived whether as the program computes them, with the adjoints; otherwise as written
   */
  private Interpreter interpreter(SamplePoint point, boolean derived) {
    Interpreter interpreter = new Interpreter();
    point.values().forEach(interpreter::set);
    interpreter.run(network.constants()).run(derived ? program.values() : network.values());
    program.seed().ifPresent(seed -> interpreter.set(seed, point.cotangent().orElseThrow()));
    return derived ? interpreter.run(program.adjoints()) : interpreter;
  }

  /** The point with variables moved by a multiple of a direction. */
  private static SamplePoint moved(
      SamplePoint point, List<Variable> variables, double[] direction, double by) {
    Map<Variable, Tensor> values = new LinkedHashMap<>(point.values());
    int offset = 0;
    for (Variable variable : variables) {
      Tensor old = values.get(variable);
      double[] data = old.data().clone();
      double[] step = Arrays.copyOfRange(direction, offset, offset + data.length);
      FactsOfValues.project(variable.facts(), old.sizes(), step);
      Arrays.setAll(data, k -> data[k] + by * step[k]);
      offset += data.length;
      values.put(variable, new Tensor(old.sizes(), data));
    }
    return new SamplePoint(values, point.cotangent());
  }

  private static List<Integer> range(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static int count(List<Variable> variables) {
    int total = 0;
    for (Variable variable : variables) {
      total +=
          variable.axes().stream().mapToInt(size -> size.intValue()).reduce(1, (a, b) -> a * b);
    }
    return total;
  }

  private static int offset(List<Variable> variables, Variable of) {
    return count(variables.subList(0, variables.indexOf(of)));
  }

  /** Writes a block to a row-major matrix. */
  private static void place(
      Tensor block, int columns, double[] matrix, int row, int column, int width) {
    double[] data = block.data();
    for (int k = 0; k < data.length; k++) {
      matrix[(row + k / columns) * width + column + k % columns] = data[k];
    }
  }

  private static Tensor transposed(Tensor block, int columns) {
    int rows = block.data().length / columns;
    double[] data = new double[rows * columns];
    for (int k = 0; k < data.length; k++) {
      data[k % columns * rows + k / columns] = block.data()[k];
    }
    return Tensor.vector(data);
  }
}
