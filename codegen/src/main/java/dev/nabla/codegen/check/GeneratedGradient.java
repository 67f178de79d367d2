package dev.nabla.codegen.check;

import dev.nabla.codegen.compile.GeneratedClass;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The gradients of a generated class, as tensors by variable. */
final class GeneratedGradient {
  private final DerivedProgram program;
  private final Network network;
  private final GeneratedClass generated;

  GeneratedGradient(DerivedProgram program, GeneratedClass generated) {
    this.program = program;
    this.network = program.network();
    this.generated = generated;
  }

  double loss(SamplePoint point) {
    return generated.loss(
        flat(network.parameters(), point),
        flat(network.inputs(), point),
        flat(network.targets(), point));
  }

  Map<Variable, Tensor> at(SamplePoint point) {
    double[] theta = flat(network.parameters(), point);
    double[] x = flat(network.inputs(), point);
    Map<Variable, Tensor> gradients = new LinkedHashMap<>();
    if (network.loss().isPresent()) {
      boolean byInputs = network.parameters().isEmpty();
      double[] grad = new double[byInputs ? x.length : theta.length];
      generated.gradient(theta, x, flat(network.targets(), point), grad);
      split(byInputs ? network.inputs() : network.parameters(), grad, gradients);
      return gradients;
    }
    double[] grad = new double[theta.length];
    double[] xAdjoint = new double[x.length];
    generated.backward(theta, x, point.cotangent().orElseThrow().data(), grad, xAdjoint);
    split(network.parameters(), grad, gradients);
    split(network.inputs(), xAdjoint, gradients);
    return gradients;
  }

  /** The values one after the other. */
  static double[] flat(List<Variable> variables, SamplePoint point) {
    int count = variables.stream().mapToInt(v -> point.values().get(v).data().length).sum();
    double[] flat = new double[count];
    int offset = 0;
    for (Variable variable : variables) {
      double[] data = point.values().get(variable).data();
      System.arraycopy(data, 0, flat, offset, data.length);
      offset += data.length;
    }
    return flat;
  }

  private void split(List<Variable> variables, double[] flat, Map<Variable, Tensor> into) {
    int offset = 0;
    for (Variable variable : variables) {
      Tensor tensor = Tensor.zeros(variable.axes().stream().mapToInt(Size::intValue).toArray());
      System.arraycopy(flat, offset, tensor.data(), 0, tensor.data().length);
      offset += tensor.data().length;
      if (program.gradients().stream().map(Binding::variable).anyMatch(variable::equals)) {
        into.put(variable, tensor);
      }
    }
  }
}
