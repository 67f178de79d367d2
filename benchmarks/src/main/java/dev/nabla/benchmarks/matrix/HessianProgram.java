package dev.nabla.benchmarks.matrix;

import dev.nabla.benchmarks.Problem;
import java.util.List;
import java.util.stream.IntStream;

/** The Hessian of a tanh layer and softmax times a vector: the tangent of back propagation. */
final class HessianProgram<M> extends MatrixProgram<M> {
  private final List<M> direction;
  private final List<M> xs;
  private final List<M> ys;
  private final M h;
  private final M th;
  private final M z;
  private final M p;
  private final M tp;
  private final M e;
  private final M te;

  HessianProgram(Problem problem, Matrices<M> ops) {
    super(problem, ops);
    this.direction =
        IntStream.range(0, parameters.size())
            .mapToObj(
                k ->
                    parameter(
                        k,
                        java.util.Arrays.copyOfRange(
                            problem.direction(),
                            problem.offset(k),
                            problem.offset(k) + problem.parameters().get(k).size())))
            .toList();
    this.xs = rows(problem.xs(), 0, n[0]);
    this.ys = rows(problem.ys(), 0, n[2]);
    this.h = ops.matrix(1, n[1]);
    this.th = ops.matrix(1, n[1]);
    this.z = ops.matrix(1, n[2]);
    this.p = ops.matrix(1, n[2]);
    this.tp = ops.matrix(1, n[2]);
    this.e = ops.matrix(1, n[1]);
    this.te = ops.matrix(1, n[1]);
  }

  @Override
  double run(int k) {
    M x = xs.get(k);
    forward(x);
    ops.copy(z, p);
    ops.softmax(p);
    ops.softmaxPullback(p, tp, 1);
    ops.subtract(p, ys.get(k));
    ops.productTransB(p, parameters.get(2), e);
    ops.productTransB(p, direction.get(2), te);
    ops.addProductTransB(tp, parameters.get(2), te);
    ops.secondTanhGate(h, th, e, te);
    ops.productTransA(x, te, gradients.get(0));
    ops.copy(te, gradients.get(1));
    ops.productTransA(th, p, gradients.get(2));
    ops.addProductTransA(h, tp, gradients.get(2));
    ops.copy(tp, gradients.get(3));
    return 0;
  }

  /** Values and tangents: h, th, z, tp. */
  private void forward(M x) {
    ops.product(x, parameters.get(0), h);
    ops.add(h, parameters.get(1));
    ops.tanh(h);
    ops.product(x, direction.get(0), th);
    ops.add(th, direction.get(1));
    ops.tanhGate(h, th);
    ops.product(h, parameters.get(2), z);
    ops.add(z, parameters.get(3));
    ops.product(h, direction.get(2), tp);
    ops.addProduct(th, parameters.get(2), tp);
    ops.add(tp, direction.get(3));
  }

  @Override
  public double[] result() {
    return gradient();
  }
}
