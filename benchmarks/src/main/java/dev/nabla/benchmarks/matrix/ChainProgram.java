package dev.nabla.benchmarks.matrix;

import dev.nabla.benchmarks.Family;
import dev.nabla.benchmarks.Problem;
import java.util.ArrayList;
import java.util.List;

/** Back propagation through fully connected layers; a row is a sample. */
final class ChainProgram<M> extends MatrixProgram<M> {
  private final boolean tanh;
  private final boolean sigmoid;
  private final int layers;
  private final List<M> xs;
  private final List<M> ys;
  private final List<M> values = new ArrayList<>();
  private final List<M> adjoints = new ArrayList<>();

  ChainProgram(Problem problem, Matrices<M> ops) {
    super(problem, ops);
    this.tanh = problem.of().family() == Family.DEEP_TANH;
    this.sigmoid = problem.of().family() == Family.BINARY;
    this.layers = n.length - 1;
    int batch = problem.of().batch();
    this.xs = matrices(problem.xs(), 0, batch, n[0]);
    this.ys = matrices(problem.ys(), 0, batch, n[layers]);
    for (int l = 1; l <= layers; l++) {
      values.add(ops.matrix(batch, n[l]));
      adjoints.add(ops.matrix(batch, n[l]));
    }
  }

  @Override
  double run(int k) {
    M input = xs.get(k);
    for (int l = 0; l < layers; l++) {
      M h = values.get(l);
      ops.product(input, parameters.get(2 * l), h);
      ops.addRow(h, parameters.get(2 * l + 1));
      if (l < layers - 1) {
        activate(h);
      }
      input = h;
    }
    M d = adjoints.get(layers - 1);
    double loss =
        sigmoid ? ops.sigmoidLoss(input, ys.get(k), d) : ops.softmaxLoss(input, ys.get(k), d);
    for (int l = layers - 1; l >= 0; l--) {
      d = adjoints.get(l);
      ops.columnSums(d, gradients.get(2 * l + 1));
      ops.productTransA(l == 0 ? xs.get(k) : values.get(l - 1), d, gradients.get(2 * l));
      if (l > 0) {
        ops.productTransB(d, parameters.get(2 * l), adjoints.get(l - 1));
        gate(values.get(l - 1), adjoints.get(l - 1));
      }
    }
    return loss;
  }

  private void activate(M h) {
    if (tanh) {
      ops.tanh(h);
    } else {
      ops.relu(h);
    }
  }

  private void gate(M h, M e) {
    if (tanh) {
      ops.tanhGate(h, e);
    } else {
      ops.reluGate(h, e);
    }
  }
}
