package dev.nabla.examples;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * The ways of gradient descent, {@code θ ← θ - η ∇L}: they differ in the samples that L is the mean
 * loss of in a step, and so in how many steps an epoch has.
 */
enum Descent {
  /** All samples: gradient descent proper. */
  BATCH("batch") {
    @Override
    int size(int count) {
      return count;
    }

    @Override
    void arrange(int[] order, Random random) {
      // The order is of no account.
    }
  },
  /** A dozen, as they come after shuffling. */
  MINI_BATCH("mini-batch of 12") {
    @Override
    int size(int count) {
      return 12;
    }

    @Override
    void arrange(int[] order, Random random) {
      for (int last = order.length - 1; last > 0; last--) {
        int other = random.nextInt(last + 1);
        int moved = order[last];
        order[last] = order[other];
        order[other] = moved;
      }
    }
  },
  /** One, in the order of the data. */
  INCREMENTAL("incremental") {
    @Override
    int size(int count) {
      return 1;
    }

    @Override
    void arrange(int[] order, Random random) {
      // It is that of the data already.
    }
  },
  /** One, drawn anew from all for each step. */
  STOCHASTIC("stochastic") {
    @Override
    int size(int count) {
      return 1;
    }

    @Override
    void arrange(int[] order, Random random) {
      for (int k = 0; k < order.length; k++) {
        order[k] = random.nextInt(order.length);
      }
    }
  };

  private final String text;

  Descent(String text) {
    this.text = text;
  }

  /** How many samples a step is for, of so many. */
  abstract int size(int count);

  /**
   * Makes the numbers of the samples of the last epoch, before the first {@code 0, 1, 2 …}, those
   * of the next.
   */
  abstract void arrange(int[] order, Random random);

  /**
   * The mean loss of a generated network over all samples, and its gradient: {@code gradientBatch}.
   */
  interface Network {
    double gradientBatch(double[] theta, double[] xs, double[] ys, int count, double[] grad);
  }

  /**
   * Samples, one after the other.
   *
   * @param xs their inputs
   * @param ys their targets
   * @param count how many
   */
  record Samples(double[] xs, double[] ys, int count) {
    /** Those with the numbers {@code order[from]} to {@code order[to - 1]}. */
    Samples part(int[] order, int from, int to) {
      return new Samples(rows(xs, order, from, to), rows(ys, order, from, to), to - from);
    }

    private double[] rows(double[] all, int[] order, int from, int to) {
      int length = all.length / count;
      double[] rows = new double[(to - from) * length];
      for (int k = from; k < to; k++) {
        System.arraycopy(all, order[k] * length, rows, (k - from) * length, length);
      }
      return rows;
    }
  }

  /**
   * Descends.
   *
   * @param theta the parameters, which are moved
   * @param rate η
   * @return the mean loss of all samples before the first epoch and after each
   */
  double[] descend(
      Network network, double[] theta, Samples samples, double rate, int epochs, long seed) {
    Random random = new Random(seed);
    int count = samples.count();
    int[] order = IntStream.range(0, count).toArray();
    double[] grad = new double[theta.length];
    double[] losses = new double[epochs + 1];
    losses[0] = network.gradientBatch(theta, samples.xs(), samples.ys(), count, grad);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      arrange(order, random);
      for (int from = 0; from < count; from += size(count)) {
        Samples part = samples.part(order, from, Math.min(count, from + size(count)));
        network.gradientBatch(theta, part.xs(), part.ys(), part.count(), grad);
        for (int k = 0; k < theta.length; k++) {
          theta[k] -= rate * grad[k];
        }
      }
      losses[epoch] = network.gradientBatch(theta, samples.xs(), samples.ys(), count, grad);
    }
    return losses;
  }

  @Override
  public String toString() {
    return text;
  }
}
