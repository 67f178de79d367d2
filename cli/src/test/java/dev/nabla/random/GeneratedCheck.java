package dev.nabla.random;

import dev.nabla.codegen.GeneratedSource;
import dev.nabla.codegen.Options;
import dev.nabla.codegen.compile.GeneratedClass;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.symbolic.derive.HessianVector;
import dev.nabla.symbolic.derive.Jacobians;
import dev.nabla.symbolic.derive.PartialDerivative;
import dev.nabla.symbolic.derive.Partials;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A generated class against the interpreter: all its methods, one sample and many. */
final class GeneratedCheck {
  private static final int[] COUNTS = {1, 3, 9, 33};

  /** Up to so many numbers a Jacobian or a Hessian is generated. */
  private static final int SMALL = 150;

  private final Subject subject;
  private final Network network;
  private final List<Sample> samples;
  private final Variant variant;
  private final Set<Goal> extras;
  private final long seed;
  private final Coverage coverage;

  /**
   * A check.
   *
   * @param samples at least one; batches are made of all, whose parameters are those of the first
   * @param matrices whether Jacobians and second derivatives are generated too
   */
  GeneratedCheck(
      Subject subject,
      List<Sample> samples,
      Variant variant,
      boolean matrices,
      long seed,
      Coverage coverage) {
    this.subject = subject;
    this.network = subject.network();
    this.samples = samples;
    this.variant = variant;
    this.seed = seed;
    this.coverage = coverage;
    this.extras = matrices ? extras() : Set.of();
  }

  private Set<Goal> extras() {
    Set<Goal> goals = EnumSet.noneOf(Goal.class);
    int outputs = samples.get(0).outputs().values().length;
    int inputs = samples.get(0).point().flat(network.inputs()).length;
    int parameters = samples.get(0).point().flat(network.parameters()).length;
    if (inputs > 0 && outputs * inputs <= SMALL) {
      goals.add(Goal.JACOBIAN);
    }
    if (parameters > 0 && outputs * parameters <= SMALL) {
      goals.add(Goal.PARAMETER_JACOBIAN);
    }
    int by = parameters == 0 ? inputs : parameters;
    boolean twice = network.loss().isPresent() && subject.hasSmallProducts();
    if (twice && by * by <= SMALL) {
      goals.add(Goal.HESSIAN);
    }
    if (twice && by <= SMALL) {
      goals.add(Goal.HESSIAN_VECTOR);
    }
    return goals;
  }

  GeneratedSource source(String className) {
    return variant.generate(subject.program(), Options.of("", className).with(extras));
  }

  String variant() {
    return variant.name();
  }

  // ---------------------------------------------------------------- one sample

  void run(GeneratedClass generated) {
    Sample sample = samples.get(0);
    if (sample.gradients().stream().anyMatch(g -> !g.isFinite())) {
      return;
    }
    coverage.event("class " + variant);
    double[] theta = sample.point().flat(network.parameters());
    double[] x = sample.point().flat(network.inputs());
    double[] y = sample.point().flat(network.targets());
    if (network.loss().isPresent()) {
      boolean byInputs = network.parameters().isEmpty();
      double[] grad = new double[byInputs ? x.length : theta.length];
      Arrays.fill(grad, 77);
      double value = generated.gradient(theta, x, y, grad);
      close(generated, "gradient's loss", sample.scalar(), value);
      close(generated, "loss", sample.scalar(), generated.loss(theta, x, y));
      gradients(generated, "gradient", byInputs, sample, grad);
    } else {
      Measured result =
          Measured.of(i -> subject.derived(i, sample.point()).value(network.result()).data());
      double[] out = new double[result.values().length];
      generated.forward(theta, x, out);
      close(generated, "forward", result, out);
      Variable free = subject.program().seed().orElseThrow();
      double[] grad = new double[theta.length];
      double[] adjoint = new double[x.length];
      generated.backward(theta, x, sample.point().flat(List.of(free)), grad, adjoint);
      gradients(generated, "backward", false, sample, grad);
      gradients(generated, "backward", true, sample, adjoint);
    }
    double[] outs = new double[sample.outputs().values().length];
    generated.predict(theta, x, outs);
    close(generated, "predict", sample.outputs(), outs);
    extras.forEach(goal -> matrix(generated, goal, theta, x, y));
    if (Arrays.stream(generated.type().getMethods())
        .anyMatch(m -> m.getName().equals("predictBatch"))) {
      for (int count : COUNTS) {
        batch(generated, count);
      }
    }
  }

  private void close(GeneratedClass generated, String what, Measured expected, double... actual) {
    double tolerance = generated.isSingle() ? expected.inSingle() : expected.inDouble();
    double distance = expected.distance(actual);
    if (!(distance <= tolerance)) {
      throw new Failure(
          "%s of %s: off by %s, more than %s%n  interpreted %s%n  generated   %s"
              .formatted(
                  what,
                  variant,
                  distance,
                  tolerance,
                  Arrays.toString(expected.values()),
                  Arrays.toString(actual)));
    }
    coverage.event("compared " + what, actual.length);
  }

  private void gradients(
      GeneratedClass generated, String what, boolean byInputs, Sample sample, double[] flat) {
    int from = 0;
    for (Variable variable : byInputs ? network.inputs() : network.parameters()) {
      int length = sample.point().flat(List.of(variable)).length;
      for (int k = 0; k < sample.gradients().size(); k++) {
        if (subject.program().gradients().get(k).variable() == variable) {
          close(
              generated,
              what,
              sample.gradients().get(k),
              Point.possible(variable, Arrays.copyOfRange(flat, from, from + length)));
        }
      }
      from += length;
    }
  }

  // ---------------------------------------------------------------- batches

  /** Samples that repeat with a period of their number, which no block has. */
  private void batch(GeneratedClass generated, int count) {
    boolean mean = !network.lossIsSum();
    double[] theta = samples.get(0).point().flat(network.parameters());
    List<double[]> xs = new ArrayList<>();
    List<double[]> ys = new ArrayList<>();
    List<double[]> expectedOuts = new ArrayList<>();
    double spread = 0;
    for (int k = 0; k < count; k++) {
      Sample sample = samples.get(k % samples.size());
      xs.add(sample.point().flat(network.inputs()));
      ys.add(sample.point().flat(network.targets()));
      expectedOuts.add(sample.outputs().values());
      spread = Math.max(spread, sample.outputs().spread());
    }
    double[] outs = new double[count * samples.get(0).outputs().values().length];
    generated.predictBatch(theta, joined(xs), count, outs);
    close(generated, "predictBatch", new Measured(joined(expectedOuts), spread), outs);
    if (network.loss().isEmpty()) {
      return;
    }
    boolean byInputs = network.parameters().isEmpty();
    double[] grad = new double[byInputs ? joined(List.of(xs.get(0))).length : theta.length];
    double loss = generated.gradientBatch(theta, joined(xs), joined(ys), count, grad);
    double scale = mean ? 1.0 / count : 1;
    close(generated, "gradientBatch's loss", combined(count, scale, Sample::scalar), loss);
    int from = 0;
    for (Variable variable : byInputs ? network.inputs() : network.parameters()) {
      int length = samples.get(0).point().flat(List.of(variable)).length;
      for (int k = 0; k < subject.program().gradients().size(); k++) {
        if (subject.program().gradients().get(k).variable() == variable) {
          int at = k;
          close(
              generated,
              "gradientBatch",
              combined(count, scale, s -> s.gradients().get(at)),
              Point.possible(variable, Arrays.copyOfRange(grad, from, from + length)));
        }
      }
      from += length;
    }
  }

  private Measured combined(
      int count, double scale, java.util.function.Function<Sample, Measured> part) {
    double[] sum = new double[part.apply(samples.get(0)).values().length];
    double spread = 0;
    double largest = 0;
    for (int k = 0; k < count; k++) {
      Measured one = part.apply(samples.get(k % samples.size()));
      for (int e = 0; e < sum.length; e++) {
        sum[e] += scale * one.values()[e];
      }
      spread += scale * one.spread();
      largest += scale * one.scale();
    }
    return new Measured(sum, spread + largest * 0x1p-24);
  }

  private static double[] joined(List<double[]> parts) {
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  // ---------------------------------------------------------------- matrices

  private void matrix(GeneratedClass generated, Goal goal, double[] theta, double[] x, double[] y) {
    boolean byInputs = network.parameters().isEmpty();
    List<Variable> by = byInputs ? network.inputs() : network.parameters();
    int width = byInputs ? x.length : theta.length;
    int outputs = samples.get(0).outputs().values().length;
    switch (goal) {
      case JACOBIAN -> {
        double[] jac = new double[outputs * x.length];
        generated.jacobian(theta, x, jac);
        compare(generated, "jacobian", outputs(network.inputs()), network.inputs(), jac);
      }
      case PARAMETER_JACOBIAN -> {
        double[] jac = new double[outputs * theta.length];
        generated.parameterJacobian(theta, x, jac);
        List<Variable> parameters = network.parameters();
        compare(generated, "parameterJacobian", outputs(parameters), parameters, jac);
      }
      case HESSIAN -> {
        double[] hess = new double[width * width];
        generated.hessian(theta, x, y, hess);
        compare(generated, "hessian", new Jacobians(subject.program()).hessians(true), by, hess);
      }
      default -> {
        Random random = new Random(seed);
        Point point = samples.get(0).point();
        List<double[]> directions = new ArrayList<>();
        by.forEach(v -> directions.add(DerivativeChecks.direction(v, point, random)));
        HessianVector product = HessianVector.of(subject.program());
        Measured expected =
            Measured.of(
                i -> DerivativeChecks.product(subject, samples.get(0), by, product, directions, i));
        double[] actual = new double[width];
        generated.hessianVector(theta, x, y, joined(directions), actual);
        if (expected.isFinite()) {
          close(generated, "hessianVector", expected, possible(by, actual));
        }
      }
    }
  }

  private double[] possible(List<Variable> variables, double[] flat) {
    int from = 0;
    List<double[]> parts = new ArrayList<>();
    for (Variable variable : variables) {
      int length = samples.get(0).point().flat(List.of(variable)).length;
      parts.add(Point.possible(variable, Arrays.copyOfRange(flat, from, from + length)));
      from += length;
    }
    return joined(parts);
  }

  private Partials outputs(List<Variable> columns) {
    Jacobians jacobians = new Jacobians(subject.program());
    Partials all = Partials.NONE;
    for (Variable output : network.outputs()) {
      all = all.and(jacobians.jacobians(output, columns));
    }
    return all;
  }

  private void compare(
      GeneratedClass generated,
      String what,
      Partials partials,
      List<Variable> columns,
      double[] actual) {
    Point point = samples.get(0).point();
    int width = point.flat(columns).length;
    Map<Variable, Integer> column = new LinkedHashMap<>();
    int from = 0;
    for (Variable variable : columns) {
      column.put(variable, from);
      from += point.flat(List.of(variable)).length;
    }
    Map<Variable, Integer> row = new LinkedHashMap<>(column);
    from = 0;
    for (Variable output : what.equals("hessian") ? List.<Variable>of() : network.outputs()) {
      row.put(output, from);
      from += subject.derived(new Interpreter(), point).value(output).data().length;
    }
    for (PartialDerivative part : partials.derivatives()) {
      Measured expected =
          Measured.of(
              i -> subject.derived(i, point).run(partials.bindings()).value(part.value()).data());
      if (!expected.isFinite() || !part.by().stream().allMatch(Point::isFree)) {
        continue;
      }
      int top = row.get(part.by().size() == 2 ? part.by().get(0) : part.above());
      int left = column.get(part.last());
      int length = point.flat(List.of(part.last())).length;
      double[] block = new double[expected.values().length];
      double[] mirrored = new double[block.length];
      for (int k = 0; k < block.length; k++) {
        block[k] = actual[(top + k / length) * width + left + k % length];
        if (what.equals("hessian")) {
          mirrored[k] = actual[(left + k % length) * width + top + k / length];
        }
      }
      close(generated, what, expected, block);
      if (what.equals("hessian") && part.by().get(0) != part.last()) {
        close(generated, what, expected, mirrored);
      }
    }
  }
}
