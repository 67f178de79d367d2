package dev.nabla.codegen.check;

import dev.nabla.codegen.GeneratedSource;
import dev.nabla.codegen.JavaGenerator;
import dev.nabla.codegen.NumberType;
import dev.nabla.codegen.Options;
import dev.nabla.codegen.compile.GeneratedClass;
import dev.nabla.codegen.compile.InMemoryCompiler;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Compares three gradients at random points: the generated class's, the interpreter's and central
 * finite differences of the interpreted definition as it was written, before any rewriting.
 *
 * <p>The error of a variable is {@code max |a - b| / max(1, max |a|, max |b|)} over its elements.
 * Without a loss, what is differentiated is {@code <c, f>} for a random cotangent c.
 */
public final class GradientCheck {
  private static final double STEP = 1e-3;

  /** How far the one-sided differences may be apart before a point counts as a kink. */
  private static final double KINK = 0.02;

  private final DerivedProgram program;
  private final Network network;
  private final Options options;

  private GradientCheck(DerivedProgram program, NumberType type) {
    this.program = program;
    this.network = program.network();
    this.options = Options.of("", "Checked").withType(type);
  }

  /**
   * Checks a program.
   *
   * @param seed of the random points
   * @param trials how many points
   * @throws dev.nabla.codegen.GenerationException when there is no code for the program
   */
  public static CheckReport check(
      DerivedProgram program, NumberType type, long seed, int trials) {
    return new GradientCheck(program, type).run(seed, trials);
  }

  /** Checks a program in double precision. */
  public static CheckReport check(DerivedProgram program, long seed, int trials) {
    return check(program, NumberType.DOUBLE, seed, trials);
  }

  private CheckReport run(long seed, int trials) {
    GeneratedSource source = new JavaGenerator().generate(program, options);
    GeneratedClass generated = InMemoryCompiler.load(source);
    Map<String, CheckReport.Entry> worst = new LinkedHashMap<>();
    Random random = new Random(seed);
    for (int trial = 0; trial < trials; trial++) {
      SamplePoint point = SamplePoint.draw(program, random);
      Map<Variable, Tensor> interpreted = interpreted(point);
      Map<Variable, Tensor> computed = new GeneratedGradient(program, generated).at(point);
      for (Binding binding : program.gradients()) {
        Variable variable = binding.variable();
        Differences numeric = differences(point, variable);
        double[] a = computed.get(variable).data();
        double[] b = interpreted.get(variable).data();
        CheckReport.Entry entry =
            new CheckReport.Entry(
                variable.name(),
                error(a, b, List.of()),
                error(b, numeric.values(), numeric.kinks()),
                error(a, numeric.values(), numeric.kinks()),
                a.length - numeric.kinks().size(),
                numeric.kinks().size());
        worst.merge(variable.name(), entry, CheckReport.Entry::worse);
      }
      if (network.loss().isPresent()) {
        double[] loss = {new GeneratedGradient(program, generated).loss(point)};
        double[] expected = {value(point, point.values())};
        String name = network.result().name();
        double error = error(loss, expected, List.of());
        worst.merge(
            name, new CheckReport.Entry(name, error, 0, 0, 1, 0), CheckReport.Entry::worse);
      }
    }
    return new CheckReport(List.copyOf(worst.values()));
  }

  /** The largest difference, relative to the larger of 1 and the largest element. */
  static double error(double[] a, double[] b, List<Integer> except) {
    double scale = 1;
    double difference = 0;
    for (int k = 0; k < a.length; k++) {
      if (!except.contains(k)) {
        scale = Math.max(scale, Math.max(Math.abs(a[k]), Math.abs(b[k])));
        double d = a[k] == b[k] || Double.isNaN(a[k]) && Double.isNaN(b[k]) ? 0 : a[k] - b[k];
        difference = Math.max(difference, Math.abs(d));
      }
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

  /** Numeric derivatives and where there is none. */
  private record Differences(double[] values, List<Integer> kinks) {}

  private Differences differences(SamplePoint point, Variable variable) {
    double[] at = point.values().get(variable).data();
    double[] values = new double[at.length];
    List<Integer> kinks = new ArrayList<>();
    double centre = value(point, point.values());
    for (int k = 0; k < at.length; k++) {
      double h = STEP * Math.max(1, Math.abs(at[k]));
      double up = moved(point, variable, k, h);
      double down = moved(point, variable, k, -h);
      double halfUp = moved(point, variable, k, h / 2);
      double halfDown = moved(point, variable, k, -h / 2);
      double wide = (up - down) / (2 * h);
      double narrow = (halfUp - halfDown) / h;
      values[k] = (4 * narrow - wide) / 3;
      double right = (4 * halfUp - 3 * centre - up) / h;
      double left = (3 * centre - 4 * halfDown + down) / h;
      double scale = Math.max(1e-3, Math.max(Math.abs(right), Math.abs(left)));
      if (Math.abs(right - left) > KINK * scale) {
        kinks.add(k);
      }
    }
    return new Differences(values, kinks);
  }

  private double moved(SamplePoint point, Variable variable, int element, double by) {
    Tensor old = point.values().get(variable);
    double[] data = old.data().clone();
    data[element] += by;
    Map<Variable, Tensor> values = new LinkedHashMap<>(point.values());
    values.put(variable, new Tensor(old.sizes(), data));
    return value(point, values);
  }
}
