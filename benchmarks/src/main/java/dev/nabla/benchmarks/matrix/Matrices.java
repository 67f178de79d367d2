package dev.nabla.benchmarks.matrix;

import java.util.List;

/**
 * What the programs need of a matrix library. The matrix that a procedure writes to is allocated by
 * the caller and never one of those it reads, unless the formula says so.
 *
 * @param <M> the type of a matrix
 */
public interface Matrices<M> {
  /** A matrix; zeros where no values are given. */
  M matrix(int rows, int columns, double... values);

  /** The elements, row by row. */
  double[] numbers(M matrix);

  /** c = a b. */
  void product(M a, M b, M c);

  /** c += a b. */
  void addProduct(M a, M b, M c);

  /** c = a^T b. */
  void productTransA(M a, M b, M c);

  /** c += a^T b. */
  void addProductTransA(M a, M b, M c);

  /** c = a b^T. */
  void productTransB(M a, M b, M c);

  /** c += a b^T. */
  void addProductTransB(M a, M b, M c);

  /** a += b. */
  void add(M a, M b);

  /** a -= b. */
  void subtract(M a, M b);

  /** a *= s. */
  void scale(double s, M a);

  /** a = b. */
  void copy(M b, M a);

  /** Σ a². */
  double squares(M a);

  /** Adds a row to each row. */
  void addRow(M a, M row);

  /** The sums of the columns. */
  void columnSums(M a, M row);

  /** h = max(h, 0). */
  void relu(M h);

  /** e = 0 where h is 0. */
  void reluGate(M h, M e);

  /** h = tanh(h). */
  void tanh(M h);

  /** e = e (1 - h²). */
  void tanhGate(M h, M e);

  /** te = te (1 - h²) - 2 h th e: the tangent of the gate. */
  void secondTanhGate(M h, M th, M e, M te);

  /** d = (sigmoid(z) - y) / rows; returns the mean over rows of the binary cross entropy. */
  double sigmoidLoss(M z, M y, M d);

  /** d = (softmax(z) - y) / rows; returns the mean over rows of the cross entropy. */
  double softmaxLoss(M z, M y, M d);

  /** Softmax of each row. */
  void softmax(M z);

  /** e = s a (e - Σ_row e a): the pullback of softmax, scaled. */
  void softmaxPullback(M a, M e, double s);

  /**
   * From the four gates before their functions, in the order i, f, o, g: replaces them by the
   * adjoints and returns the mean squared error of the cell's output.
   */
  double cell(List<M> gates, M c0, M target);
}
