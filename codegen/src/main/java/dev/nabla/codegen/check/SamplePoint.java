package dev.nabla.codegen.check;

import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.eval.FactsOfValues;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Random values for everything that is given.
 *
 * @param cotangent of the result, where there is no loss
 */
record SamplePoint(Map<Variable, Tensor> values, Optional<Tensor> cotangent) {

  /** Where the elements of a variable are drawn from: where different functions are defined. */
  private enum Range {
    USUAL,
    POSITIVE,
    BETWEEN_0_AND_1,
    WITHIN_1,
    ABOVE_1;

    double of(double normal, Random random) {
      return switch (this) {
        case USUAL -> normal;
        case POSITIVE -> 0.3 + Math.abs(normal);
        case BETWEEN_0_AND_1 -> 0.05 + 0.9 * random.nextDouble();
        case WITHIN_1 -> 1.8 * random.nextDouble() - 0.9;
        case ABOVE_1 -> 1.1 + Math.abs(normal);
      };
    }
  }

  /**
   * Normal values for inputs and parameters, targets between 0 and 1, facts respected; from the
   * second attempt on, each variable from a range of its own.
   */
  static SamplePoint draw(DerivedProgram program, Random random, int attempt) {
    Network network = program.network();
    Map<Variable, Tensor> values = new LinkedHashMap<>();
    Supplier<Range> range =
        () ->
            attempt == 0
                ? Range.USUAL
                : attempt < Range.values().length
                    ? Range.values()[attempt]
                    : Range.values()[random.nextInt(Range.values().length)];
    network.inputs().forEach(v -> values.put(v, draw(v, false, range.get(), random)));
    network.targets().forEach(v -> values.put(v, draw(v, true, Range.USUAL, random)));
    network.parameters().forEach(v -> values.put(v, draw(v, false, range.get(), random)));
    Optional<Tensor> cotangent = program.seed().map(seed -> draw(seed, false, Range.USUAL, random));
    return new SamplePoint(values, cotangent);
  }

  private static Tensor draw(Variable variable, boolean target, Range usual, Random random) {
    int[] sizes = variable.axes().stream().mapToInt(Size::intValue).toArray();
    Tensor tensor = Tensor.zeros(sizes);
    double[] data = tensor.data();
    if (variable.facts().contains(Fact.ONEHOT)) {
      int length = sizes.length == 0 ? 1 : sizes[sizes.length - 1];
      for (int row = 0; row < data.length; row += length) {
        data[row + random.nextInt(length)] = 1;
      }
      return tensor;
    }
    boolean positive = variable.facts().contains(Fact.POSITIVE);
    Range range = positive && usual == Range.USUAL ? Range.POSITIVE : usual;
    double scale = sizes.length < 2 ? 1 : 1.5 / Math.sqrt(Math.max(sizes[0], sizes[1]));
    for (int k = 0; k < data.length; k++) {
      double normal = random.nextGaussian() * scale;
      data[k] = target ? 0.1 + 0.8 * random.nextDouble() : range.of(normal, random);
    }
    FactsOfValues.impose(variable.facts(), sizes, data);
    return tensor;
  }
}
