package dev.nabla.benchmarks.matrix;

import dev.nabla.benchmarks.Problem;
import java.util.List;

/** z = (x ⊗ y) T + b with T as a matrix of n0 n1 rows. */
final class BilinearProgram<M> extends MatrixProgram<M> {
  private final List<M> xs;
  private final List<M> ys;
  private final List<M> targets;
  private final M outer;
  private final M pairs;
  private final M z;

  BilinearProgram(Problem problem, Matrices<M> ops) {
    super(problem, ops);
    this.xs = rows(problem.xs(), 0, n[0]);
    this.ys = rows(problem.xs(), n[0], n[1]);
    this.targets = rows(problem.ys(), 0, n[2]);
    this.outer = ops.matrix(n[0], n[1]);
    this.pairs = ops.matrix(1, n[0] * n[1]);
    this.z = ops.matrix(1, n[2]);
  }

  @Override
  double run(int k) {
    ops.productTransA(xs.get(k), ys.get(k), outer);
    ops.copy(outer, pairs);
    ops.product(pairs, parameters.get(0), z);
    ops.add(z, parameters.get(1));
    ops.subtract(z, targets.get(k));
    double loss = ops.squares(z);
    ops.scale(2, z);
    ops.productTransA(pairs, z, gradients.get(0));
    ops.copy(z, gradients.get(1));
    return loss;
  }
}
