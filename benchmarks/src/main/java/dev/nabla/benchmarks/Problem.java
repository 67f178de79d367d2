package dev.nabla.benchmarks;

import java.util.List;
import java.util.Random;

/**
 * A case with its numbers: parameters, samples and targets, all in row-major order and in order of
 * declaration, the same in every process. A call works on one of several samples (or batches), so
 * that no branch on a sign can be foreseen from the call before.
 *
 * @param direction the vector that the Hessian is multiplied by
 */
public record Problem(
    Case of,
    List<Tensor> parameters,
    double[] theta,
    double[][] xs,
    double[][] ys,
    double[] direction) {

  /** Samples together stay well inside the first-level cache. */
  private static final int SAMPLE_NUMBERS = 2048;

  private static final int MOST_SAMPLES = 256;

  /** The problem of a case. */
  static Problem of(Case of) {
    int[] n = of.sizes();
    Random random = new Random(20261101);
    List<Tensor> parameters = of.family().parameters(n);
    double[] theta = new double[parameters.stream().mapToInt(Tensor::size).sum()];
    int at = 0;
    for (Tensor tensor : parameters) {
      for (int i = 0; i < tensor.size(); i++) {
        theta[at++] = rounded(random.nextGaussian() / Math.sqrt(tensor.fanIn() + 1));
      }
    }
    int inputs = of.batch() * of.family().inputs(n);
    int targets = of.batch() * of.family().targets(n);
    int samples =
        Math.max(
            1, Math.min(MOST_SAMPLES, Integer.highestOneBit(SAMPLE_NUMBERS / (inputs + targets))));
    double[][] xs = new double[samples][inputs];
    double[][] ys = new double[samples][targets];
    for (int s = 0; s < samples; s++) {
      fill(xs[s], random);
      target(of.family().target(), ys[s], targets / of.batch(), random);
    }
    double[] direction = new double[theta.length];
    fill(direction, random);
    return new Problem(of, parameters, theta, xs, ys, direction);
  }

  private static void fill(double[] a, Random random) {
    for (int i = 0; i < a.length; i++) {
      a[i] = rounded(random.nextGaussian());
    }
  }

  /** A number that is the same in single precision. */
  private static double rounded(double value) {
    return (float) value;
  }

  private static void target(Family.Target kind, double[] y, int length, Random random) {
    switch (kind) {
      case BIT -> {
        for (int i = 0; i < y.length; i++) {
          y[i] = random.nextInt(2);
        }
      }
      case ONE_HOT -> {
        for (int i = 0; i < y.length; i += length) {
          y[i + random.nextInt(length)] = 1;
        }
      }
      case REAL -> fill(y, random);
      default -> throw new IllegalStateException("no target " + kind);
    }
  }

  /** The sizes n0, n1, … of the definition. */
  public int[] sizes() {
    return of.sizes();
  }

  /** Where a parameter begins in theta. */
  public int offset(int parameter) {
    return parameters.subList(0, parameter).stream().mapToInt(Tensor::size).sum();
  }

  /** The elements of a parameter. */
  public double[] parameter(int parameter) {
    int from = offset(parameter);
    return java.util.Arrays.copyOfRange(theta, from, from + parameters.get(parameter).size());
  }

  /** All results in one array, as {@link Implementation#result} returns them. */
  public static double[] join(double[]... results) {
    int length = 0;
    for (double[] result : results) {
      length += result.length;
    }
    double[] all = new double[length];
    int at = 0;
    for (double[] result : results) {
      System.arraycopy(result, 0, all, at, result.length);
      at += result.length;
    }
    return all;
  }
}
