package dev.nabla.benchmarks.matrix;

import dev.nabla.benchmarks.Implementation;
import dev.nabla.benchmarks.Problem;
import dev.nabla.benchmarks.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The parameters, their gradients and the samples of a case as matrices; a vector is a row. */
abstract class MatrixProgram<M> implements Implementation {
  protected final Problem problem;
  protected final Matrices<M> ops;
  protected final int[] n;
  protected final List<M> parameters = new ArrayList<>();
  protected final List<M> gradients = new ArrayList<>();
  private int next;
  private double loss;

  MatrixProgram(Problem problem, Matrices<M> ops) {
    this.problem = problem;
    this.ops = ops;
    this.n = problem.sizes();
    for (int k = 0; k < problem.parameters().size(); k++) {
      parameters.add(parameter(k, problem.parameter(k)));
      gradients.add(parameter(k));
    }
  }

  /** A matrix of the shape of a parameter; a tensor of order three is a matrix of its rows. */
  protected M parameter(int k, double... values) {
    Tensor tensor = problem.parameters().get(k);
    int columns = tensor.shape().get(tensor.shape().size() - 1);
    return ops.matrix(tensor.size() / columns, columns, values);
  }

  /** A row of each sample from a place on. */
  protected List<M> rows(double[][] samples, int from, int length) {
    return matrices(samples, from, 1, length);
  }

  protected List<M> matrices(double[][] samples, int from, int rows, int columns) {
    List<M> matrices = new ArrayList<>();
    for (double[] sample : samples) {
      matrices.add(
          ops.matrix(
              rows, columns, java.util.Arrays.copyOfRange(sample, from, from + rows * columns)));
    }
    return matrices;
  }

  /** The loss of sample k; fills the gradients. */
  abstract double run(int k);

  @Override
  public double run() {
    int k = next;
    next = k + 1 & problem.xs().length - 1;
    loss = run(k);
    return loss;
  }

  @Override
  public double[] result() {
    return Problem.join(new double[] {loss}, gradient());
  }

  protected double[] gradient() {
    return Problem.join(gradients.stream().map(ops::numbers).toArray(double[][]::new));
  }
}
