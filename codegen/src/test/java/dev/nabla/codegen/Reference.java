package dev.nabla.codegen;

import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a method of the class for a program has to write to the caller's arrays, by the interpreter
 * alone: predictions and gradients as it computes them, all other derivatives as differences.
 */
final class Reference {
  private static final double STEP = 1e-5;

  private final DerivedProgram program;
  private final Network network;
  private final Map<Space, double[]> given;

  private Reference(DerivedProgram program, Map<Space, double[]> given) {
    this.program = program;
    this.network = program.network();
    this.given = given;
  }

  /** Some point. */
  static Reference draw(DerivedProgram program, Random random) {
    Network network = program.network();
    Map<Space, double[]> given = new EnumMap<>(Space.class);
    given.put(Space.THETA, draw(network.parameters(), -0.7, 0.7, random));
    given.put(Space.INPUT, draw(network.inputs(), -1, 1, random));
    given.put(Space.TARGET, draw(network.targets(), 0.1, 0.9, random));
    program.seed().ifPresent(s -> given.put(Space.COTANGENT, draw(List.of(s), -1, 1, random)));
    if (network.loss().isPresent()) {
      given.put(Space.DIRECTION, draw(by(network), -1, 1, random));
    }
    return new Reference(program, given);
  }

  /** The same parameters with other samples. */
  Reference otherSample(Random random) {
    Reference other = draw(program, random);
    other.given.put(Space.THETA, given.get(Space.THETA));
    return other;
  }

  private static double[] draw(List<Variable> variables, double least, double most, Random random) {
    return variables.stream()
        .flatMapToDouble(
            v -> {
              double from = v.facts().contains(Fact.POSITIVE) ? 0.3 : least;
              double scale = v.order() < 2 ? 1 : 1.5 / Math.sqrt(v.axes().get(0).intValue());
              double to = v.facts().contains(Fact.POSITIVE) ? 1.6 : most;
              return random
                  .doubles(count(v), from, to)
                  .map(u -> v.facts().contains(Fact.POSITIVE) ? u : u * scale);
            })
        .toArray();
  }

  private static int count(Variable v) {
    return v.axes().stream().mapToInt(Size::intValue).reduce(1, (a, b) -> a * b);
  }

  /** The arrays that the caller gives. */
  Map<Space, double[]> given() {
    return given;
  }

  /** What second derivatives are by. */
  static List<Variable> by(Network network) {
    return network.parameters().isEmpty() ? network.inputs() : network.parameters();
  }

  /** Where what {@link #by} names lies. */
  private Space moved() {
    return network.parameters().isEmpty() ? Space.INPUT : Space.THETA;
  }

  /** The loss, or whatever has no loss behind it. */
  double loss() {
    return interpreter(given, false).value(network.result()).data()[0];
  }

  /** What a method writes. */
  Map<Space, double[]> results(Goal goal) {
    return switch (goal) {
      case PREDICT -> Map.of(Space.OUTPUT, predictions(given));
      case FORWARD ->
          Map.of(Space.OUTPUT, interpreter(given, false).value(network.result()).data());
      case LOSS -> Map.of();
      case GRADIENT, GRADIENT_ONLY -> Map.of(Space.GRADIENT, gradient(given, by(network)));
      case BACKWARD ->
          Map.of(
              Space.GRADIENT, gradient(given, network.parameters()),
              Space.INPUT_ADJOINT, gradient(given, network.inputs()));
      case JACOBIAN -> Map.of(Space.JACOBIAN, jacobian(Space.INPUT));
      case PARAMETER_JACOBIAN -> Map.of(Space.JACOBIAN, jacobian(Space.THETA));
      case HESSIAN -> Map.of(Space.HESSIAN, hessian());
      case HESSIAN_VECTOR -> Map.of(Space.PRODUCT, slope(moved(), given.get(Space.DIRECTION)));
    };
  }

  private double[] predictions(Map<Space, double[]> at) {
    Interpreter interpreter = interpreter(at, false);
    return network.outputs().stream()
        .flatMapToDouble(v -> Arrays.stream(interpreter.value(v).data()))
        .toArray();
  }

  private double[] gradient(Map<Space, double[]> at, List<Variable> variables) {
    Interpreter interpreter = interpreter(at, true);
    return variables.stream()
        .map(v -> program.gradients().stream().filter(b -> b.variable() == v).findFirst())
        .map(found -> found.orElseThrow().value())
        .flatMapToDouble(value -> Arrays.stream(interpreter.value(value).data()))
        .toArray();
  }

  private double[] jacobian(Space space) {
    int columns = given.get(space).length;
    double[][] slopes = new double[columns][];
    for (int k = 0; k < columns; k++) {
      double[] direction = new double[columns];
      direction[k] = 1;
      double[] up = predictions(moved(space, direction, STEP));
      double[] down = predictions(moved(space, direction, -STEP));
      slopes[k] = difference(up, down);
    }
    return transposed(slopes);
  }

  private double[] hessian() {
    int n = given.get(moved()).length;
    double[][] rows = new double[n][];
    for (int k = 0; k < n; k++) {
      double[] direction = new double[n];
      direction[k] = 1;
      rows[k] = slope(moved(), direction);
    }
    return transposed(rows);
  }

  /** How the gradient changes along a direction. */
  private double[] slope(Space space, double[] direction) {
    double[] up = gradient(moved(space, direction, STEP), by(network));
    return difference(up, gradient(moved(space, direction, -STEP), by(network)));
  }

  private static double[] difference(double[] up, double[] down) {
    double[] slope = new double[up.length];
    Arrays.setAll(slope, k -> (up[k] - down[k]) / (2 * STEP));
    return slope;
  }

  private static double[] transposed(double[][] columns) {
    int rows = columns.length == 0 ? 0 : columns[0].length;
    double[] matrix = new double[rows * columns.length];
    Arrays.setAll(matrix, k -> columns[k % columns.length][k / columns.length]);
    return matrix;
  }

  private Map<Space, double[]> moved(Space space, double[] direction, double by) {
    double[] there = given.get(space).clone();
    Arrays.setAll(there, k -> there[k] + by * direction[k]);
    Map<Space, double[]> all = new EnumMap<>(given);
    all.put(space, there);
    return all;
  }

  private Interpreter interpreter(Map<Space, double[]> at, boolean adjoints) {
    Interpreter interpreter = new Interpreter();
    set(interpreter, network.parameters(), at.get(Space.THETA));
    set(interpreter, network.inputs(), at.get(Space.INPUT));
    set(interpreter, network.targets(), at.get(Space.TARGET));
    interpreter.run(network.constants()).run(program.values());
    if (adjoints) {
      program.seed().ifPresent(s -> set(interpreter, List.of(s), at.get(Space.COTANGENT)));
      interpreter.run(program.adjoints());
    }
    return interpreter;
  }

  private static void set(Interpreter interpreter, List<Variable> variables, double[] flat) {
    int from = 0;
    for (Variable variable : variables) {
      int[] sizes = variable.axes().stream().mapToInt(Size::intValue).toArray();
      int to = from + Tensor.count(sizes);
      interpreter.set(variable, new Tensor(sizes, Arrays.copyOfRange(flat, from, to)));
      from = to;
    }
  }
}
