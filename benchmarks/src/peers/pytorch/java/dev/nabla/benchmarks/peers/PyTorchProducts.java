package dev.nabla.benchmarks.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.nabla.benchmarks.Problem;

/** X W, X^T D and D W^T. */
final class PyTorchProducts extends PyTorchArrays {
  private final NDArray x;
  private final NDArray d;

  PyTorchProducts(Problem problem, Engine engine) {
    super(problem, engine);
    int[] n = problem.sizes();
    this.x = parts(problem.xs(), 0, n[0], n[1]).get(0);
    this.d = parts(problem.ys(), 0, n[0], n[2]).get(0);
  }

  private NDArray[] products() {
    NDArray w = parameters.get(0);
    return new NDArray[] {
      x.matMul(w), x.transpose().matMul(d), d.matMul(w.transpose()),
    };
  }

  @Override
  public double run() {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return products().length;
    }
  }

  @Override
  public double[] result() {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray[] products = products();
      return Problem.join(numbers(products[0]), numbers(products[1]), numbers(products[2]));
    }
  }
}
