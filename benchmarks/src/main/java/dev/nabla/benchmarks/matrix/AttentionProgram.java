package dev.nabla.benchmarks.matrix;

import dev.nabla.benchmarks.Problem;
import java.util.List;

/** One head of scaled dot-product attention. */
final class AttentionProgram<M> extends MatrixProgram<M> {
  private final double scale;
  private final List<M> xs;
  private final List<M> targets;
  private final M q;
  private final M k;
  private final M v;
  private final M a;
  private final M y;
  private final M da;
  private final M d;

  AttentionProgram(Problem problem, Matrices<M> ops) {
    super(problem, ops);
    this.scale = 1 / Math.sqrt(n[2]);
    this.xs = matrices(problem.xs(), 0, n[0], n[1]);
    this.targets = matrices(problem.ys(), 0, n[0], n[2]);
    this.q = ops.matrix(n[0], n[2]);
    this.k = ops.matrix(n[0], n[2]);
    this.v = ops.matrix(n[0], n[2]);
    this.a = ops.matrix(n[0], n[0]);
    this.y = ops.matrix(n[0], n[2]);
    this.da = ops.matrix(n[0], n[0]);
    this.d = ops.matrix(n[0], n[2]);
  }

  @Override
  double run(int sample) {
    M x = xs.get(sample);
    ops.product(x, parameters.get(0), q);
    ops.product(x, parameters.get(1), k);
    ops.product(x, parameters.get(2), v);
    ops.productTransB(q, k, a);
    ops.scale(scale, a);
    ops.softmax(a);
    ops.product(a, v, y);
    ops.subtract(y, targets.get(sample));
    double loss = ops.squares(y);
    ops.scale(2, y);
    ops.productTransB(y, v, da);
    ops.softmaxPullback(a, da, scale);
    ops.product(da, k, d);
    ops.productTransA(x, d, gradients.get(0));
    ops.productTransA(da, q, d);
    ops.productTransA(x, d, gradients.get(1));
    ops.productTransA(a, y, d);
    ops.productTransA(x, d, gradients.get(2));
    return loss;
  }
}
