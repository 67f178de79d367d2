package dev.nabla.codegen.check;

import dev.nabla.codegen.GeneratedSource;
import dev.nabla.codegen.JavaGenerator;
import dev.nabla.codegen.NumberType;
import dev.nabla.codegen.Options;
import dev.nabla.codegen.compile.GeneratedClass;
import dev.nabla.codegen.compile.InMemoryCompiler;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.eval.FactsOfValues;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * Compares three gradients at random points: the generated class's, the interpreter's and central
 * finite differences of the interpreted definition as it was written, before any rewriting.
 *
 * <p>The error of a variable is {@code max |a - b| / max(1, max |a|, max |b|)} over its elements.
 * Without a loss, what is differentiated is {@code <c, f>} for a random cotangent c.
 */
public final class GradientCheck {
  private static final double STEP = 2e-4;

  /** How many elements of a variable are at most compared with finite differences in each trial. */
  private static final int DIFFERENCES = 48;

  /** How many are of all variables together, where there are not more variables than that. */
  private static final int ALL_DIFFERENCES = 1_200;

  /** How many points are drawn until one lies in the domain of the definition. */
  private static final int ATTEMPTS = 60;

  private final DerivedProgram program;
  private final Network network;
  private final Options options;

  private GradientCheck(DerivedProgram program, Options options) {
    this.program = program;
    this.network = program.network();
    this.options = options;
  }

  /**
   * Checks a program.
   *
   * @param seed of the random points
   * @param trials how many points
   * @throws dev.nabla.codegen.GenerationException when there is no code for the program
   */
  public static CheckReport check(DerivedProgram program, NumberType type, long seed, int trials) {
    return check(program, Options.of("", "Checked").withType(type), seed, trials);
  }

  /**
   * Checks the class that is generated with some options.
   *
   * @param options Jacobians and second derivatives among them become entries of their own
   * @throws dev.nabla.codegen.GenerationException when there is no code for the program
   */
  public static CheckReport check(DerivedProgram program, Options options, long seed, int trials) {
    return check(program, options, new JavaGenerator().generate(program, options), seed, trials);
  }

  /** Checks a class that has been generated. */
  public static CheckReport check(
      DerivedProgram program, Options options, GeneratedSource source, long seed, int trials) {
    return new GradientCheck(program, options).run(source, seed, trials);
  }

  /** Checks a program in double precision. */
  public static CheckReport check(DerivedProgram program, long seed, int trials) {
    return check(program, NumberType.DOUBLE, seed, trials);
  }

  private CheckReport run(GeneratedSource source, long seed, int trials) {
    GeneratedClass generated = InMemoryCompiler.load(source);
    Map<String, CheckReport.Entry> worst = new LinkedHashMap<>();
    MatrixCheck matrices = new MatrixCheck(program, generated);
    Random random = new Random(seed);
    int points = 0;
    for (int trial = 0; trial < trials; trial++) {
      Optional<SamplePoint> found = point(random);
      if (found.isEmpty()) {
        continue;
      }
      points++;
      SamplePoint point = found.get();
      Map<Variable, Tensor> interpreted = interpreted(point);
      Map<Variable, Tensor> computed = new GeneratedGradient(program, generated).at(point);
      for (Binding binding : program.gradients()) {
        Variable variable = binding.variable();
        Differences numeric = differences(point, variable, random);
        double[] a = computed.get(variable).data();
        double[] b = interpreted.get(variable).data();
        CheckReport.Entry entry =
            new CheckReport.Entry(
                variable.name(),
                error(a, b),
                error(numeric.of(b), numeric.values()),
                error(numeric.of(a), numeric.values()),
                numeric.values().length,
                numeric.kinks());
        worst.merge(variable.name(), entry, CheckReport.Entry::worse);
      }
      if (network.loss().isPresent()) {
        double[] loss = {new GeneratedGradient(program, generated).loss(point)};
        double[] expected = {value(point, point.values())};
        String name = network.result().name();
        double error = error(loss, expected);
        worst.merge(name, new CheckReport.Entry(name, error, 0, 0, 1, 0), CheckReport.Entry::worse);
      }
      for (Goal goal : options.extras()) {
        CheckReport.Entry entry = matrices.check(goal, point, random);
        worst.merge(entry.name() + "()", entry, CheckReport.Entry::worse);
      }
    }
    return new CheckReport(List.copyOf(worst.values()), points);
  }

  /** A random point at which the definition has a value, if one is found. */
  private Optional<SamplePoint> point(Random random) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      SamplePoint point = SamplePoint.draw(program, random, attempt);
      if (Double.isFinite(value(point, point.values()))) {
        return Optional.of(point);
      }
    }
    return Optional.empty();
  }

  /** The largest difference, relative to the larger of 1 and the largest element. */
  static double error(double[] a, double[] b) {
    double scale = 1;
    double difference = 0;
    for (int k = 0; k < a.length; k++) {
      scale = Math.max(scale, Math.max(Math.abs(a[k]), Math.abs(b[k])));
      boolean same = Double.compare(a[k], b[k]) == 0;
      difference = Math.max(difference, same ? 0 : Math.abs(a[k] - b[k]));
    }
    return difference / scale;
  }

  private Map<Variable, Tensor> interpreted(SamplePoint point) {
    Interpreter interpreter = new Interpreter();
    point.values().forEach(interpreter::set);
    interpreter.run(network.constants()).run(program.values());
    program.seed().ifPresent(seed -> interpreter.set(seed, point.cotangent().orElseThrow()));
    interpreter.run(program.adjoints());
    Map<Variable, Tensor> gradients = new LinkedHashMap<>();
    for (Binding binding : program.gradients()) {
      gradients.put(binding.variable(), interpreter.value(binding.value()));
    }
    return gradients;
  }

  /** The scalar that is differentiated, by the definition as it was written. */
  private double value(SamplePoint point, Map<Variable, Tensor> values) {
    Interpreter interpreter = new Interpreter();
    values.forEach(interpreter::set);
    interpreter.run(network.constants()).run(network.values());
    double[] result = interpreter.value(network.result()).data();
    if (point.cotangent().isEmpty()) {
      return result[0];
    }
    double sum = 0;
    double[] weights = point.cotangent().get().data();
    for (int k = 0; k < result.length; k++) {
      sum += weights[k] * result[k];
    }
    return sum;
  }

  /**
   * Numeric derivatives by some elements.
   *
   * @param elements which
   * @param values the derivatives by them
   * @param kinks how many other elements were left out because the derivative jumps there
   */
  private record Differences(List<Integer> elements, double[] values, int kinks) {
    double[] of(double[] gradient) {
      return elements.stream().mapToDouble(k -> gradient[k]).toArray();
    }
  }

  private Differences differences(SamplePoint point, Variable variable, Random random) {
    double[] at = point.values().get(variable).data();
    List<Integer> candidates = new ArrayList<>();
    for (int k = 0; k < at.length; k++) {
      candidates.add(k);
    }
    int share = ALL_DIFFERENCES / program.gradients().size();
    int tried = Math.min(Math.max(1, Math.min(DIFFERENCES, share)), at.length);
    if (at.length > tried) {
      Collections.shuffle(candidates, random);
    }
    double[] centre = {value(point, point.values())};
    List<Integer> elements = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int k : candidates.subList(0, tried)) {
      double h = STEP * Math.max(1, Math.abs(at[k]));
      OptionalDouble derivative =
          Difference.of(by -> new double[] {moved(point, variable, k, by)}, centre, h)[0];
      if (derivative.isPresent()) {
        elements.add(k);
        values.add(derivative.getAsDouble());
      }
    }
    double[] derivatives = values.stream().mapToDouble(Double::doubleValue).toArray();
    return new Differences(elements, derivatives, tried - elements.size());
  }

  private double moved(SamplePoint point, Variable variable, int element, double by) {
    Tensor old = point.values().get(variable);
    double[] data = old.data().clone();
    double[] step = new double[data.length];
    step[element] = by;
    FactsOfValues.project(variable.facts(), old.sizes(), step);
    Arrays.setAll(data, k -> data[k] + step[k]);
    Map<Variable, Tensor> values = new LinkedHashMap<>(point.values());
    values.put(variable, new Tensor(old.sizes(), data));
    return value(point, values);
  }
}
