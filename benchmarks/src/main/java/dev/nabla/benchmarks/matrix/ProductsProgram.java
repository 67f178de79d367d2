package dev.nabla.benchmarks.matrix;

import dev.nabla.benchmarks.Problem;

/** Z = X W, X^T D and D W^T. */
final class ProductsProgram<M> extends MatrixProgram<M> {
  private final M x;
  private final M d;
  private final M z;
  private final M dx;

  ProductsProgram(Problem problem, Matrices<M> ops) {
    super(problem, ops);
    this.x = matrices(problem.xs(), 0, n[0], n[1]).get(0);
    this.d = matrices(problem.ys(), 0, n[0], n[2]).get(0);
    this.z = ops.matrix(n[0], n[2]);
    this.dx = ops.matrix(n[0], n[1]);
  }

  @Override
  double run(int k) {
    ops.product(x, parameters.get(0), z);
    ops.productTransA(x, d, gradients.get(0));
    ops.productTransB(d, parameters.get(0), dx);
    return 0;
  }

  @Override
  public double[] result() {
    return Problem.join(ops.numbers(z), gradient(), ops.numbers(dx));
  }
}
