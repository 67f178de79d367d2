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

/**
 * Random values for everything that is given.
 *
 * @param cotangent of the result, where there is no loss
 */
record SamplePoint(Map<Variable, Tensor> values, Optional<Tensor> cotangent) {

  /** Normal values for inputs and parameters, targets between 0 and 1, facts respected. */
  static SamplePoint draw(DerivedProgram program, Random random) {
    Network network = program.network();
    Map<Variable, Tensor> values = new LinkedHashMap<>();
    network.inputs().forEach(v -> values.put(v, draw(v, false, random)));
    network.targets().forEach(v -> values.put(v, draw(v, true, random)));
    network.parameters().forEach(v -> values.put(v, draw(v, false, random)));
    Optional<Tensor> cotangent = program.seed().map(seed -> draw(seed, false, random));
    return new SamplePoint(values, cotangent);
  }

  private static Tensor draw(Variable variable, boolean target, Random random) {
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
    double scale = sizes.length < 2 ? 1 : 1.5 / Math.sqrt(Math.max(sizes[0], sizes[1]));
    for (int k = 0; k < data.length; k++) {
      double normal = random.nextGaussian() * scale;
      data[k] =
          target ? 0.1 + 0.8 * random.nextDouble() : positive ? 0.3 + Math.abs(normal) : normal;
    }
    FactsOfValues.impose(variable.facts(), sizes, data);
    return tensor;
  }
}
