package dev.nabla.benchmarks.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import dev.nabla.benchmarks.Problem;
import java.util.List;
import java.util.function.IntFunction;

/** A loss and its gradient. */
final class PyTorchStep extends PyTorchArrays {
  private final Engine engine;
  private final IntFunction<NDArray> lossOf;
  private final int[] n;
  private final int batch;
  private int next;
  private double loss;

  PyTorchStep(Problem problem, Engine engine) {
    super(problem, engine);
    this.engine = engine;
    this.n = problem.sizes();
    this.batch = problem.of().batch();
    parameters.forEach(parameter -> parameter.setRequiresGradient(true));
    this.lossOf =
        switch (problem.of().family()) {
          case BINARY -> chain(false, true);
          case SOFTMAX -> chain(false, false);
          case DEEP_TANH -> chain(true, false);
          case BILINEAR -> bilinear();
          case LSTM -> lstm();
          case ATTENTION -> attention();
          default -> throw new IllegalArgumentException(problem.of().name());
        };
  }

  @Override
  public double run() {
    int k = next;
    next = k + 1 & samples - 1;
    try (NDScope scope = new NDScope();
        GradientCollector collector = engine.newGradientCollector()) {
      scope.suppressNotUsedWarning();
      NDArray value = lossOf.apply(k);
      collector.backward(value);
      loss = problem.of().single() ? value.getFloat() : value.getDouble();
      return loss;
    }
  }

  @Override
  public double[] result() {
    double[][] gradients =
        parameters.stream().map(p -> numbers(p.getGradient())).toArray(double[][]::new);
    return Problem.join(new double[] {loss}, Problem.join(gradients));
  }

  private IntFunction<NDArray> chain(boolean tanh, boolean sigmoid) {
    int layers = n.length - 1;
    List<NDArray> xs = parts(problem.xs(), 0, batch, n[0]);
    List<NDArray> ys = parts(problem.ys(), 0, batch, n[layers]);
    return k -> {
      NDArray h = xs.get(k);
      for (int l = 0; l < layers; l++) {
        h = h.matMul(parameters.get(2 * l)).add(parameters.get(2 * l + 1));
        if (l < layers - 1) {
          h = tanh ? h.tanh() : Activation.relu(h);
        }
      }
      NDArray y = ys.get(k);
      NDArray sum =
          sigmoid
              ? Activation.relu(h).sub(h.mul(y)).add(h.abs().neg().exp().add(1).log()).sum()
              : h.logSoftmax(1).mul(y).sum().neg();
      return batch == 1 ? sum : sum.div(batch);
    };
  }

  private IntFunction<NDArray> bilinear() {
    List<NDArray> xs = parts(problem.xs(), 0, n[0], 1);
    List<NDArray> ys = parts(problem.xs(), n[0], 1, n[1]);
    List<NDArray> targets = parts(problem.ys(), 0, 1, n[2]);
    Shape row = new Shape(1, (long) n[0] * n[1]);
    return k -> {
      NDArray pairs = xs.get(k).matMul(ys.get(k)).reshape(row);
      NDArray z = pairs.matMul(parameters.get(0)).add(parameters.get(1));
      return z.sub(targets.get(k)).square().sum();
    };
  }

  private IntFunction<NDArray> lstm() {
    List<NDArray> xs = parts(problem.xs(), 0, 1, n[0]);
    List<NDArray> hs = parts(problem.xs(), n[0], 1, n[1]);
    List<NDArray> cs = parts(problem.xs(), n[0] + n[1], 1, n[1]);
    List<NDArray> targets = parts(problem.ys(), 0, 1, n[1]);
    return k -> {
      NDArray[] gates = new NDArray[4];
      for (int q = 0; q < gates.length; q++) {
        NDArray fromInput = xs.get(k).matMul(parameters.get(3 * q).transpose());
        NDArray fromState = hs.get(k).matMul(parameters.get(3 * q + 1).transpose());
        gates[q] = fromInput.add(fromState).add(parameters.get(3 * q + 2));
      }
      NDArray i = Activation.sigmoid(gates[0]);
      NDArray f = Activation.sigmoid(gates[1]);
      NDArray o = Activation.sigmoid(gates[2]);
      NDArray c = f.mul(cs.get(k)).add(i.mul(gates[3].tanh()));
      return o.mul(c.tanh()).sub(targets.get(k)).square().mean();
    };
  }

  private IntFunction<NDArray> attention() {
    List<NDArray> xs = parts(problem.xs(), 0, n[0], n[1]);
    List<NDArray> targets = parts(problem.ys(), 0, n[0], n[2]);
    double scale = 1 / Math.sqrt(n[2]);
    return sample -> {
      NDArray x = xs.get(sample);
      NDArray q = x.matMul(parameters.get(0));
      NDArray k = x.matMul(parameters.get(1));
      NDArray v = x.matMul(parameters.get(2));
      NDArray a = q.matMul(k.transpose()).mul(scale).softmax(1);
      return a.matMul(v).sub(targets.get(sample)).square().sum();
    };
  }
}
