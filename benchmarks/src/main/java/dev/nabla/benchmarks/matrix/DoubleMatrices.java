package dev.nabla.benchmarks.matrix;

import java.util.List;

/**
 * Matrices whose elements are a row-major Java array in double precision: all but the products is a
 * loop over that array, as users of such libraries write it.
 *
 * @param <M> the type of a matrix
 */
public abstract class DoubleMatrices<M> implements Matrices<M> {
  /** The elements, row by row. */
  protected abstract double[] data(M matrix);

  /** The number of rows. */
  protected abstract int rows(M matrix);

  /** A matrix with these elements. */
  protected abstract M wrap(int rows, int columns, double[] data);

  @Override
  public final M matrix(int rows, int columns, double... values) {
    double[] data = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      data[i] = values[i];
    }
    return wrap(rows, columns, data);
  }

  @Override
  public final double[] numbers(M matrix) {
    double[] data = data(matrix);
    double[] values = new double[data.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = data[i];
    }
    return values;
  }

  @Override
  public void add(M a, M b) {
    double[] to = data(a);
    double[] from = data(b);
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }

  @Override
  public void subtract(M a, M b) {
    double[] to = data(a);
    double[] from = data(b);
    for (int i = 0; i < to.length; i++) {
      to[i] -= from[i];
    }
  }

  @Override
  public void scale(double s, M a) {
    double factor = s;
    double[] data = data(a);
    for (int i = 0; i < data.length; i++) {
      data[i] *= factor;
    }
  }

  @Override
  public void copy(M b, M a) {
    System.arraycopy(data(b), 0, data(a), 0, data(b).length);
  }

  @Override
  public double squares(M a) {
    double sum = 0;
    for (double value : data(a)) {
      sum += value * value;
    }
    return sum;
  }

  @Override
  public void addRow(M a, M row) {
    double[] data = data(a);
    double[] b = data(row);
    for (int at = 0; at < data.length; at += b.length) {
      for (int j = 0; j < b.length; j++) {
        data[at + j] += b[j];
      }
    }
  }

  @Override
  public void columnSums(M a, M row) {
    double[] data = data(a);
    double[] sums = data(row);
    System.arraycopy(data, 0, sums, 0, sums.length);
    for (int at = sums.length; at < data.length; at += sums.length) {
      for (int j = 0; j < sums.length; j++) {
        sums[j] += data[at + j];
      }
    }
  }

  @Override
  public void relu(M matrix) {
    double[] h = data(matrix);
    for (int i = 0; i < h.length; i++) {
      h[i] = Math.max(h[i], 0);
    }
  }

  @Override
  public void reluGate(M value, M adjoint) {
    double[] h = data(value);
    double[] e = data(adjoint);
    for (int i = 0; i < h.length; i++) {
      e[i] = h[i] > 0 ? e[i] : 0;
    }
  }

  @Override
  public void tanh(M matrix) {
    double[] h = data(matrix);
    for (int i = 0; i < h.length; i++) {
      h[i] = Math.tanh(h[i]);
    }
  }

  @Override
  public void tanhGate(M value, M adjoint) {
    double[] h = data(value);
    double[] e = data(adjoint);
    for (int i = 0; i < h.length; i++) {
      e[i] *= 1 - h[i] * h[i];
    }
  }

  @Override
  public void secondTanhGate(M value, M tangent, M adjoint, M adjointTangent) {
    double[] h = data(value);
    double[] th = data(tangent);
    double[] e = data(adjoint);
    double[] te = data(adjointTangent);
    for (int i = 0; i < h.length; i++) {
      te[i] = te[i] * (1 - h[i] * h[i]) - 2 * h[i] * th[i] * e[i];
    }
  }

  @Override
  public double sigmoidLoss(M logits, M targets, M adjoint) {
    double[] z = data(logits);
    double[] y = data(targets);
    double[] d = data(adjoint);
    int rows = rows(logits);
    double loss = 0;
    for (int i = 0; i < z.length; i++) {
      double decay = Math.exp(-Math.abs(z[i]));
      loss += Math.max(z[i], 0) - y[i] * z[i] + Math.log(1 + decay);
      d[i] = ((z[i] >= 0 ? 1 : decay) / (1 + decay) - y[i]) / rows;
    }
    return loss / rows;
  }

  @Override
  public double softmaxLoss(M logits, M targets, M adjoint) {
    copy(logits, adjoint);
    int rows = rows(logits);
    double loss = softmaxOf(data(adjoint), rows);
    double[] z = data(logits);
    double[] y = data(targets);
    double[] d = data(adjoint);
    for (int i = 0; i < z.length; i++) {
      loss -= y[i] * z[i];
      d[i] = (d[i] - y[i]) / rows;
    }
    return loss / rows;
  }

  @Override
  public void softmax(M z) {
    softmaxOf(data(z), rows(z));
  }

  /** Returns the sum over the rows of the logarithm of the sum of exponentials. */
  private static double softmaxOf(double[] z, int rows) {
    double logs = 0;
    int columns = z.length / rows;
    for (int from = 0; from < z.length; from += columns) {
      int to = from + columns;
      double largest = z[from];
      for (int i = from + 1; i < to; i++) {
        largest = Math.max(largest, z[i]);
      }
      double sum = 0;
      for (int i = from; i < to; i++) {
        z[i] = Math.exp(z[i] - largest);
        sum += z[i];
      }
      double inverse = 1 / sum;
      for (int i = from; i < to; i++) {
        z[i] *= inverse;
      }
      logs += largest + Math.log(sum);
    }
    return logs;
  }

  @Override
  public void softmaxPullback(M value, M adjoint, double scale) {
    double s = scale;
    double[] a = data(value);
    double[] e = data(adjoint);
    int columns = a.length / rows(value);
    for (int from = 0; from < a.length; from += columns) {
      double dot = 0;
      for (int i = from; i < from + columns; i++) {
        dot += e[i] * a[i];
      }
      for (int i = from; i < from + columns; i++) {
        e[i] = s * a[i] * (e[i] - dot);
      }
    }
  }

  @Override
  public double cell(List<M> gates, M memory, M targets) {
    double[] zi = data(gates.get(0));
    double[] zf = data(gates.get(1));
    double[] zo = data(gates.get(2));
    double[] zg = data(gates.get(3));
    double[] c0 = data(memory);
    double[] target = data(targets);
    double loss = 0;
    for (int k = 0; k < c0.length; k++) {
      double i = sigmoid(zi[k]);
      double f = sigmoid(zf[k]);
      double o = sigmoid(zo[k]);
      double g = Math.tanh(zg[k]);
      double t = Math.tanh(f * c0[k] + i * g);
      double e = o * t - target[k];
      double h = 2 * e / c0.length;
      double c = h * o * (1 - t * t);
      loss += e * e;
      zi[k] = c * g * i * (1 - i);
      zf[k] = c * c0[k] * f * (1 - f);
      zo[k] = h * t * o * (1 - o);
      zg[k] = c * i * (1 - g * g);
    }
    return loss / c0.length;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }
}
