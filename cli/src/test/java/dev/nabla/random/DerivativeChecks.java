package dev.nabla.random;

import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.derive.HessianVector;
import dev.nabla.symbolic.derive.Jacobians;
import dev.nabla.symbolic.derive.PartialDerivative;
import dev.nabla.symbolic.derive.Partials;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Derivatives against differences, and against each other. */
final class DerivativeChecks {
  /** Up to so many numbers Jacobians and Hessians are written out. */
  private static final int SMALL = 400;

  private static final int ROWS = 4;

  private DerivativeChecks() {}

  /** Every gradient, along a random direction, is the slope of the definition as written. */
  static void differences(
      RandomSpec spec, Subject subject, Sample sample, long seed, Coverage coverage) {
    Branches branches = new Branches(subject.network().values());
    Random random = new Random(seed);
    for (int k = 0; k < sample.gradients().size(); k++) {
      Variable variable = subject.program().gradients().get(k).variable();
      Measured gradient = sample.gradients().get(k);
      double[] direction = direction(variable, sample.point(), random);
      Optional<Slope> slope =
          Slope.of(
              by -> {
                Point moved = sample.point().moved(variable.name(), direction, by);
                Interpreter interpreter = new Interpreter();
                double value = subject.scalar(interpreter, moved);
                return new Slope.At(value, branches.taken(interpreter));
              },
              sample.scalar().inDouble(),
              Math.max(1e-3, gradient.scale()));
      if (slope.isEmpty()) {
        coverage.event("differences left out");
        continue;
      }
      coverage.event("differences");
      double derived = dot(gradient.values(), direction);
      double tolerance = slope.get().error() + norm1(direction) * gradient.inDouble();
      if (!(Math.abs(derived - slope.get().value()) <= tolerance)) {
        throw new Failure(
            "the gradient by %s is %s along a direction, differences say %s within %s"
                .formatted(variable.name(), derived, slope.get().value(), tolerance));
      }
    }
  }

  /** A random direction that keeps what is known of a variable. */
  static double[] direction(Variable variable, Point point, Random random) {
    Tensor at = point.values().get(variable.name());
    int[] sizes = at.sizes();
    double[] direction = new double[at.data().length];
    int row = sizes.length == 0 ? 1 : sizes[sizes.length - 1];
    for (int k = 0; k < direction.length; k++) {
      direction[k] = random.nextInt(1, 9) / 8.0 * (random.nextBoolean() ? 1 : -1);
      if (variable.facts().contains(Fact.SYMMETRIC) && k / row > k % row) {
        direction[k] = direction[k % row * row + k / row];
      }
      if (variable.facts().contains(Fact.DIAGONAL) && k / row != k % row) {
        direction[k] = 0;
      }
    }
    return direction;
  }

  /** A row of the Jacobian of an output is the gradient of that element. */
  static void jacobian(
      RandomSpec spec, Subject subject, Sample sample, long seed, Coverage coverage) {
    Network network = subject.network();
    if (network.outputs().isEmpty()) {
      return;
    }
    Random random = new Random(seed);
    Variable output = network.outputs().get(random.nextInt(network.outputs().size()));
    List<Variable> by =
        Stream.concat(network.parameters().stream(), network.inputs().stream())
            .filter(Point::isFree)
            .toList();
    int rows = sample.outputs().values().length;
    if (by.isEmpty() || (long) rows * sample.point().flat(by).length > SMALL * 10) {
      return;
    }
    Partials partials = new Jacobians(subject.program()).jacobians(output, by);
    DerivedProgram single = Deriver.derive(network.withResult(output), by).program();
    Variable seedOf = single.seed().orElseThrow();
    Tensor shape = subject.derived(new Interpreter(), sample.point()).value(output);
    for (int n = 0; n < Math.min(ROWS, shape.data().length); n++) {
      int row = shape.data().length <= ROWS ? n : random.nextInt(shape.data().length);
      Tensor unit = Tensor.zeros(shape.sizes());
      unit.data()[row] = 1;
      for (int k = 0; k < by.size(); k++) {
        PartialDerivative part = partials.derivatives().get(k);
        Binding gradient = single.gradients().get(k);
        Measured expected =
            Measured.of(
                i ->
                    sample
                        .point()
                        .set(i, subject.given())
                        .set(seedOf, unit)
                        .run(network.constants())
                        .run(single.values())
                        .run(single.adjoints())
                        .value(gradient.value())
                        .data());
        int width = expected.values().length;
        Measured actual =
            Measured.of(
                i -> {
                  double[] all =
                      subject
                          .derived(i, sample.point())
                          .run(partials.bindings())
                          .value(part.value())
                          .data();
                  return Arrays.copyOfRange(all, row * width, (row + 1) * width);
                });
        coverage.event("Jacobian rows");
        same("row " + row + " of ∂" + output + "/∂" + part.last(), expected, actual);
      }
    }
  }

  /**
   * The Hessian is symmetric, its product with a vector is what is derived as that, and both are
   * the slope of the gradient along the vector.
   */
  static void hessian(
      RandomSpec spec, Subject subject, Sample sample, long seed, Coverage coverage) {
    Network network = subject.network();
    List<Variable> by = subject.program().gradients().stream().map(Binding::variable).toList();
    int width = sample.point().flat(by).length;
    boolean large = width > 60 || by.size() > 12 || !subject.hasSmallProducts();
    if (network.loss().isEmpty() || large) {
      return;
    }
    Random random = new Random(seed);
    List<double[]> directions = new ArrayList<>();
    by.forEach(v -> directions.add(direction(v, sample.point(), random)));
    HessianVector product = HessianVector.of(subject.program());
    Measured derived = Measured.of(i -> product(subject, sample, by, product, directions, i));
    boolean written = width <= 24;
    if (written) {
      Partials hessians = new Jacobians(subject.program()).hessians(true);
      Measured summed = Measured.of(i -> multiplied(subject, sample, by, hessians, directions, i));
      same("the Hessian times a vector", derived, summed);
      coverage.event("Hessians");
      symmetric(subject, sample, hessians);
    }
    Branches branches = new Branches(network.values());
    double[] weights = random.doubles(width, -1, 1).toArray();
    Measured along =
        Measured.of(i -> new double[] {dot(subject.gradients(i, sample.point()), weights)});
    Optional<Slope> slope =
        Slope.of(
            t -> {
              Point moved = sample.point();
              for (int k = 0; k < by.size(); k++) {
                moved = moved.moved(by.get(k).name(), directions.get(k), t);
              }
              Interpreter interpreter = subject.written(new Interpreter(), moved);
              double value = dot(subject.gradients(new Interpreter(), moved), weights);
              return new Slope.At(value, branches.taken(interpreter));
            },
            along.inDouble(),
            Math.max(1e-3, derived.scale()));
    if (slope.isEmpty() || !derived.isFinite()) {
      coverage.event(slope.isEmpty() ? "second differences left out" : "no second derivatives");
      return;
    }
    coverage.event("second differences");
    double expected = dot(derived.values(), weights);
    double tolerance = slope.get().error() + width * derived.inDouble();
    if (!(Math.abs(expected - slope.get().value()) <= tolerance)) {
      throw new Failure(
          "the Hessian between two vectors is %s, differences of gradients say %s within %s"
              .formatted(expected, slope.get().value(), tolerance));
    }
  }

  static double[] product(
      Subject subject,
      Sample sample,
      List<Variable> by,
      HessianVector product,
      List<double[]> directions,
      Interpreter interpreter) {
    subject.derived(interpreter, sample.point());
    for (int k = 0; k < by.size(); k++) {
      int[] sizes = sample.point().values().get(by.get(k).name()).sizes();
      Variable direction = product.directions().get(by.get(k));
      interpreter.set(direction, new Tensor(sizes, directions.get(k)));
    }
    return Subject.flat(interpreter.run(product.bindings()), product.products());
  }

  /** The blocks that were derived, and their transposes, times the parts of the vector. */
  private static double[] multiplied(
      Subject subject,
      Sample sample,
      List<Variable> by,
      Partials hessians,
      List<double[]> directions,
      Interpreter interpreter) {
    subject.derived(interpreter, sample.point()).run(hessians.bindings());
    List<double[]> result = new ArrayList<>();
    directions.forEach(direction -> result.add(new double[direction.length]));
    for (PartialDerivative block : hessians.derivatives()) {
      int a = by.indexOf(block.by().get(0));
      int b = by.indexOf(block.last());
      double[] values = interpreter.value(block.value()).data();
      int columns = directions.get(b).length;
      for (int k = 0; k < values.length; k++) {
        result.get(a)[k / columns] += values[k] * directions.get(b)[k % columns];
        if (a != b) {
          result.get(b)[k % columns] += values[k] * directions.get(a)[k / columns];
        }
      }
    }
    return IntStream.range(0, by.size())
        .boxed()
        .flatMapToDouble(k -> Arrays.stream(Point.possible(by.get(k), result.get(k))))
        .toArray();
  }

  private static void symmetric(Subject subject, Sample sample, Partials hessians) {
    for (PartialDerivative block : hessians.derivatives()) {
      if (block.by().get(0) != block.last() || !block.last().facts().isEmpty()) {
        continue;
      }
      Measured measured =
          Measured.of(
              i ->
                  subject
                      .derived(i, sample.point())
                      .run(hessians.bindings())
                      .value(block.value())
                      .data());
      double[] values = measured.values();
      int n = (int) Math.round(Math.sqrt(values.length));
      double[] transposed = new double[values.length];
      for (int k = 0; k < values.length; k++) {
        transposed[k % n * n + k / n] = values[k];
      }
      if (measured.distance(transposed) > 2 * measured.inDouble()) {
        throw new Failure("the Hessian by " + block.last() + " is not symmetric");
      }
    }
  }

  /** Two ways to compute the same. */
  static void same(String what, Measured expected, Measured actual) {
    double tolerance = expected.inDouble() + actual.inDouble();
    if (!expected.isFinite() && !actual.isFinite()) {
      return;
    }
    double distance = expected.distance(actual.values());
    if (!(distance <= tolerance)) {
      throw new Failure(
          "%s: off by %s, more than %s%n  %s%n  %s"
              .formatted(
                  what,
                  distance,
                  tolerance,
                  Arrays.toString(expected.values()),
                  Arrays.toString(actual.values())));
    }
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  static double norm1(double[] a) {
    return Arrays.stream(a).map(Math::abs).sum();
  }

  /** All checks of derivatives by name. */
  static Map<String, Check> all() {
    return Map.of(
        "gradient = differences", DerivativeChecks::differences,
        "Jacobian's row = gradient of an output", DerivativeChecks::jacobian,
        "Hessian", DerivativeChecks::hessian);
  }
}
