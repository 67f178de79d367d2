package dev.nabla.random;

import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.shape.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Values of what is given, by name: single-precision numbers from the ranges that definitions are
 * made for.
 */
record Point(Map<String, Tensor> values) {
  /** Draws values for variables; a name has the same ones wherever it stands. */
  static Point draw(List<Variable> variables, long seed) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Variable variable : variables) {
      Random random = new Random(seed * 31 + variable.name().hashCode());
      random.nextInt();
      values.put(variable.name(), draw(variable, random));
    }
    return new Point(values);
  }

  private static Tensor draw(Variable variable, Random random) {
    Tensor tensor = Tensor.zeros(variable.axes().stream().mapToInt(Size::intValue).toArray());
    double[] data = tensor.data();
    int row = tensor.sizes().length == 0 ? 1 : tensor.sizes()[tensor.sizes().length - 1];
    if (variable.facts().contains(Fact.ONEHOT)) {
      for (int start = 0; start < data.length; start += row) {
        data[start + random.nextInt(row)] = 1;
      }
      return tensor;
    }
    Range range =
        variable.facts().contains(Fact.POSITIVE)
            ? Range.POSITIVE
            : variable.role() == Variable.Role.TARGET ? Range.LABEL : Range.GIVEN;
    for (int k = 0; k < data.length; k++) {
      double value = range.low() + (range.high() - range.low()) * random.nextDouble();
      data[k] = (float) value;
      if (variable.facts().contains(Fact.SYMMETRIC) && k / row > k % row) {
        data[k] = data[k % row * row + k / row];
      }
      if (variable.facts().contains(Fact.DIAGONAL) && k / row != k % row) {
        data[k] = 0;
      }
    }
    return tensor;
  }

  Interpreter set(Interpreter interpreter, List<Variable> variables) {
    variables.forEach(variable -> interpreter.set(variable, values.get(variable.name())));
    return interpreter;
  }

  /** The same with one variable moved. */
  Point moved(String name, double[] direction, double by) {
    Map<String, Tensor> moved = new LinkedHashMap<>(values);
    Tensor old = values.get(name);
    double[] data = old.data().clone();
    for (int k = 0; k < data.length; k++) {
      data[k] += by * direction[k];
    }
    moved.put(name, new Tensor(old.sizes(), data));
    return new Point(moved);
  }

  /**
   * What of a gradient means something where only some values are possible: by a symmetric matrix
   * its symmetric part, by a diagonal one its diagonal.
   */
  static double[] possible(Variable variable, double[] gradient) {
    boolean symmetric = variable.facts().contains(Fact.SYMMETRIC);
    boolean diagonal = variable.facts().contains(Fact.DIAGONAL);
    int n = (int) Math.round(Math.sqrt(gradient.length));
    double[] part = gradient.clone();
    for (int k = 0; k < part.length && (symmetric || diagonal); k++) {
      if (symmetric) {
        part[k] = (gradient[k] + gradient[k % n * n + k / n]) / 2;
      } else if (k / n != k % n) {
        part[k] = 0;
      }
    }
    return part;
  }

  /** Whether all values are possible. */
  static boolean isFree(Variable variable) {
    return !variable.facts().contains(Fact.SYMMETRIC) && !variable.facts().contains(Fact.DIAGONAL);
  }

  /** The values of variables one after the other. */
  double[] flat(List<Variable> variables) {
    return variables.stream()
        .flatMapToDouble(v -> java.util.Arrays.stream(values.get(v.name()).data()))
        .toArray();
  }
}
