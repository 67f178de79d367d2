package dev.nabla.benchmarks.matrix;

import dev.nabla.benchmarks.Problem;
import java.util.List;
import java.util.stream.Stream;

/** One step of a long short-term memory cell. */
final class LstmProgram<M> extends MatrixProgram<M> {
  private static final int GATES = 4;

  private final List<M> xs;
  private final List<M> hs;
  private final List<M> cs;
  private final List<M> targets;
  private final List<M> gates;

  LstmProgram(Problem problem, Matrices<M> ops) {
    super(problem, ops);
    this.xs = rows(problem.xs(), 0, n[0]);
    this.hs = rows(problem.xs(), n[0], n[1]);
    this.cs = rows(problem.xs(), n[0] + n[1], n[1]);
    this.targets = rows(problem.ys(), 0, n[1]);
    this.gates = Stream.generate(() -> ops.matrix(1, n[1])).limit(GATES).toList();
  }

  @Override
  double run(int k) {
    for (int q = 0; q < GATES; q++) {
      ops.productTransB(xs.get(k), parameters.get(3 * q), gates.get(q));
      ops.addProductTransB(hs.get(k), parameters.get(3 * q + 1), gates.get(q));
      ops.add(gates.get(q), parameters.get(3 * q + 2));
    }
    double loss = ops.cell(gates, cs.get(k), targets.get(k));
    for (int q = 0; q < GATES; q++) {
      ops.productTransA(gates.get(q), xs.get(k), gradients.get(3 * q));
      ops.productTransA(gates.get(q), hs.get(k), gradients.get(3 * q + 1));
      ops.copy(gates.get(q), gradients.get(3 * q + 2));
    }
    return loss;
  }
}
