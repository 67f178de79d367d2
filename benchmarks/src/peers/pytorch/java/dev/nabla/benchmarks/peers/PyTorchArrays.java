package dev.nabla.benchmarks.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.nabla.benchmarks.Implementation;
import dev.nabla.benchmarks.Problem;
import dev.nabla.benchmarks.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The parameters and samples of a case as arrays. */
abstract class PyTorchArrays implements Implementation {
  /** Every array that lives costs time when gradients are reset, so there are few samples. */
  private static final int SAMPLES = 8;

  protected final Problem problem;
  protected final NDManager manager;
  protected final List<NDArray> parameters = new ArrayList<>();
  protected final int samples;

  PyTorchArrays(Problem problem, Engine engine) {
    this.problem = problem;
    this.manager = engine.newBaseManager();
    this.samples = Math.min(SAMPLES, problem.xs().length);
    for (int k = 0; k < problem.parameters().size(); k++) {
      Tensor tensor = problem.parameters().get(k);
      int columns = tensor.shape().get(tensor.shape().size() - 1);
      parameters.add(array(problem.parameter(k), tensor.size() / columns, columns));
    }
  }

  /** Part of a sample as a matrix. */
  protected List<NDArray> parts(double[][] all, int from, int rows, int columns) {
    List<NDArray> parts = new ArrayList<>();
    for (int k = 0; k < samples; k++) {
      parts.add(
          array(java.util.Arrays.copyOfRange(all[k], from, from + rows * columns), rows, columns));
    }
    return parts;
  }

  private NDArray array(double[] values, int rows, int columns) {
    Shape shape = new Shape(rows, columns);
    if (!problem.of().single()) {
      return manager.create(values, shape);
    }
    float[] singles = new float[values.length];
    for (int i = 0; i < singles.length; i++) {
      singles[i] = (float) values[i];
    }
    return manager.create(singles, shape);
  }

  protected double[] numbers(NDArray array) {
    if (!problem.of().single()) {
      return array.toDoubleArray();
    }
    float[] singles = array.toFloatArray();
    double[] values = new double[singles.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = singles[i];
    }
    return values;
  }

  @Override
  public void close() {
    manager.close();
  }
}
