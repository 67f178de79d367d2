package dev.nabla.benchmarks.peers;

import dev.nabla.benchmarks.Family;
import dev.nabla.benchmarks.Implementation;
import dev.nabla.benchmarks.Problem;
import dev.nabla.benchmarks.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * A case as a graph: parameters are variables, a sample is fed, the loss and the gradients are
 * fetched.
 */
final class TensorFlowGraph<T extends TNumber> implements Implementation {
  private final Problem problem;
  private final Class<T> type;
  private final int[] n;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Session session;
  private final List<Placeholder<T>> fed = new ArrayList<>();
  private final List<List<T>> samples = new ArrayList<>();
  private final List<Variable<T>> parameters = new ArrayList<>();
  private final List<Operand<T>> fetched = new ArrayList<>();
  private int next;
  private double loss;
  private int last;

  TensorFlowGraph(Problem problem, Class<T> type) {
    this.problem = problem;
    this.type = type;
    this.n = problem.sizes();
    List<Operand<T>> initial = new ArrayList<>();
    for (int k = 0; k < problem.parameters().size(); k++) {
      Tensor tensor = problem.parameters().get(k);
      Shape shape = Shape.of(tensor.shape().stream().mapToLong(Integer::longValue).toArray());
      Variable<T> variable = tf.variable(shape, type);
      parameters.add(variable);
      initial.add(tf.assign(variable, tf.constantOf(tensor(problem.parameter(k), shape))));
    }
    fetch();
    this.session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(1)
                .setInterOpParallelismThreads(1)
                .build());
    Session.Runner runner = session.runner();
    initial.forEach(runner::fetch);
    runner.run().close();
  }

  private T tensor(double[] values, Shape shape) {
    if (type.equals(TFloat64.class)) {
      return type.cast(TFloat64.tensorOf(shape, DataBuffers.of(values)));
    }
    float[] singles = new float[values.length];
    for (int i = 0; i < singles.length; i++) {
      singles[i] = (float) values[i];
    }
    return type.cast(TFloat32.tensorOf(shape, DataBuffers.of(singles)));
  }

  private Operand<T> number(double value) {
    return tf.dtypes.cast(tf.constant(value), type);
  }

  /** A placeholder that is fed a part of every sample. */
  private Operand<T> feed(double[][] all, int from, int rows, int columns) {
    Shape shape = Shape.of(rows, columns);
    Placeholder<T> placeholder = tf.placeholder(type, Placeholder.shape(shape));
    fed.add(placeholder);
    samples.add(
        Arrays.stream(all)
            .map(sample -> tensor(Arrays.copyOfRange(sample, from, from + rows * columns), shape))
            .toList());
    return placeholder;
  }

  private void fetch() {
    if (problem.of().family() == Family.LINEAR) {
      products();
      return;
    }
    Operand<T> value =
        switch (problem.of().family()) {
          case BINARY, SOFTMAX, DEEP_TANH -> chain();
          case BILINEAR -> bilinear();
          case LSTM -> lstm();
          case ATTENTION -> attention();
          default -> throw new IllegalArgumentException(problem.of().name());
        };
    fetched.add(value);
    Gradients gradients = tf.gradients(value, parameters);
    for (int k = 0; k < parameters.size(); k++) {
      fetched.add(gradients.dy(k));
    }
  }

  private Operand<T> product(Operand<T> a, Operand<T> b) {
    return tf.linalg.matMul(a, b);
  }

  private Operand<T> transposedProduct(Operand<T> a, Operand<T> b) {
    return tf.linalg.matMul(a, b, MatMul.transposeA(true));
  }

  private Operand<T> productTransposed(Operand<T> a, Operand<T> b) {
    return tf.linalg.matMul(a, b, MatMul.transposeB(true));
  }

  private Operand<T> sum(Operand<T> a) {
    return tf.sum(a, tf.constant(new int[] {0, 1}));
  }

  private void products() {
    Operand<T> x = feed(problem.xs(), 0, n[0], n[1]);
    Operand<T> d = feed(problem.ys(), 0, n[0], n[2]);
    fetched.add(product(x, parameters.get(0)));
    fetched.add(transposedProduct(x, d));
    fetched.add(productTransposed(d, parameters.get(0)));
  }

  private Operand<T> chain() {
    int batch = problem.of().batch();
    int layers = n.length - 1;
    Operand<T> h = feed(problem.xs(), 0, batch, n[0]);
    Operand<T> y = feed(problem.ys(), 0, batch, n[layers]);
    for (int l = 0; l < layers; l++) {
      h = tf.nn.biasAdd(product(h, parameters.get(2 * l)), parameters.get(2 * l + 1));
      if (l < layers - 1) {
        h = problem.of().family() == Family.DEEP_TANH ? tf.math.tanh(h) : tf.nn.relu(h);
      }
    }
    if (problem.of().family() == Family.BINARY) {
      Operand<T> softplus = tf.math.log1p(tf.math.exp(tf.math.neg(tf.math.abs(h))));
      Operand<T> linear = tf.math.sub(tf.nn.relu(h), tf.math.mul(h, y));
      return sum(tf.math.add(linear, softplus));
    }
    // The gradient of the fused operation has a constant that is always float.
    Operand<T> total =
        problem.of().single()
            ? tf.sum(tf.nn.softmaxCrossEntropyWithLogits(h, y).loss(), tf.constant(0))
            : tf.math.neg(sum(tf.math.mul(tf.nn.logSoftmax(h), y)));
    return tf.math.mul(total, number(1.0 / batch));
  }

  private Operand<T> bilinear() {
    Operand<T> x = feed(problem.xs(), 0, n[0], 1);
    Operand<T> y = feed(problem.xs(), n[0], 1, n[1]);
    Operand<T> target = feed(problem.ys(), 0, 1, n[2]);
    int pairs = n[0] * n[1];
    Operand<T> outer = tf.reshape(product(x, y), tf.constant(new int[] {1, pairs}));
    Operand<T> matrix = tf.reshape(parameters.get(0), tf.constant(new int[] {pairs, n[2]}));
    Operand<T> z = tf.nn.biasAdd(product(outer, matrix), parameters.get(1));
    return sum(tf.math.square(tf.math.sub(z, target)));
  }

  private Operand<T> lstm() {
    Operand<T> x = feed(problem.xs(), 0, 1, n[0]);
    Operand<T> h = feed(problem.xs(), n[0], 1, n[1]);
    Operand<T> c0 = feed(problem.xs(), n[0] + n[1], 1, n[1]);
    Operand<T> target = feed(problem.ys(), 0, 1, n[1]);
    List<Operand<T>> gates = new ArrayList<>();
    for (int q = 0; q < 4; q++) {
      Operand<T> both =
          tf.math.add(
              productTransposed(x, parameters.get(3 * q)),
              productTransposed(h, parameters.get(3 * q + 1)));
      gates.add(tf.nn.biasAdd(both, parameters.get(3 * q + 2)));
    }
    Operand<T> i = tf.math.sigmoid(gates.get(0));
    Operand<T> f = tf.math.sigmoid(gates.get(1));
    Operand<T> o = tf.math.sigmoid(gates.get(2));
    Operand<T> g = tf.math.tanh(gates.get(3));
    Operand<T> c = tf.math.add(tf.math.mul(f, c0), tf.math.mul(i, g));
    Operand<T> out = tf.math.mul(o, tf.math.tanh(c));
    return tf.math.mean(tf.math.square(tf.math.sub(out, target)), tf.constant(new int[] {0, 1}));
  }

  private Operand<T> attention() {
    Operand<T> x = feed(problem.xs(), 0, n[0], n[1]);
    Operand<T> target = feed(problem.ys(), 0, n[0], n[2]);
    Operand<T> q = product(x, parameters.get(0));
    Operand<T> k = product(x, parameters.get(1));
    Operand<T> v = product(x, parameters.get(2));
    Operand<T> scores = tf.math.mul(productTransposed(q, k), number(1 / Math.sqrt(n[2])));
    Operand<T> y = product(tf.nn.softmax(scores), v);
    return sum(tf.math.square(tf.math.sub(y, target)));
  }

  private Result fetchAll(int k) {
    Session.Runner runner = session.runner();
    for (int f = 0; f < fed.size(); f++) {
      runner.feed(fed.get(f), samples.get(f).get(k));
    }
    fetched.forEach(runner::fetch);
    return runner.run();
  }

  @Override
  public double run() {
    last = next;
    next = last + 1 & problem.xs().length - 1;
    try (Result result = fetchAll(last)) {
      loss = result.get(0).size() == 1 ? numbers(result, 0)[0] : 0;
      return loss;
    }
  }

  private double[] numbers(Result result, int k) {
    int size = (int) result.get(k).size();
    double[] values = new double[size];
    if (type.equals(TFloat64.class)) {
      ((TFloat64) result.get(k)).copyTo(DataBuffers.of(values, false, false));
      return values;
    }
    float[] singles = new float[size];
    ((TFloat32) result.get(k)).copyTo(DataBuffers.of(singles, false, false));
    for (int i = 0; i < size; i++) {
      values[i] = singles[i];
    }
    return values;
  }

  @Override
  public double[] result() {
    try (Result result = fetchAll(last)) {
      double[][] values = new double[fetched.size()][];
      for (int k = 0; k < values.length; k++) {
        values[k] = numbers(result, k);
      }
      return Problem.join(values);
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
