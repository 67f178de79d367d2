package dev.nabla.benchmarks.matrix;

import java.util.List;

/**
 * Matrices whose elements are a row-major Java array in single precision: all but the products is a
 * loop over that array, as users of such libraries write it.
 *
 * @param <M> the type of a matrix
 */
public abstract class FloatMatrices<M> implements Matrices<M> {
  /** The elements, row by row. */
  protected abstract float[] data(M matrix);

  /** The number of rows. */
  protected abstract int rows(M matrix);

  /** A matrix with these elements. */
  protected abstract M wrap(int rows, int columns, float[] data);

  @Override
  public final M matrix(int rows, int columns, double... values) {
    float[] data = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      data[i] = (float) values[i];
    }
    return wrap(rows, columns, data);
  }

  @Override
  public final double[] numbers(M matrix) {
    float[] data = data(matrix);
    double[] values = new double[data.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = data[i];
    }
    return values;
  }

  @Override
  public void add(M a, M b) {
    float[] to = data(a);
    float[] from = data(b);
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }

  @Override
  public void subtract(M a, M b) {
    float[] to = data(a);
    float[] from = data(b);
    for (int i = 0; i < to.length; i++) {
      to[i] -= from[i];
    }
  }

  @Override
  public void scale(double s, M a) {
    float factor = (float) s;
    float[] data = data(a);
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
    float sum = 0;
    for (float value : data(a)) {
      sum += value * value;
    }
    return sum;
  }

  @Override
  public void addRow(M a, M row) {
    float[] data = data(a);
    float[] b = data(row);
    for (int at = 0; at < data.length; at += b.length) {
      for (int j = 0; j < b.length; j++) {
        data[at + j] += b[j];
      }
    }
  }

  @Override
  public void columnSums(M a, M row) {
    float[] data = data(a);
    float[] sums = data(row);
    System.arraycopy(data, 0, sums, 0, sums.length);
    for (int at = sums.length; at < data.length; at += sums.length) {
      for (int j = 0; j < sums.length; j++) {
        sums[j] += data[at + j];
      }
    }
  }

  @Override
  public void relu(M matrix) {
    float[] h = data(matrix);
    for (int i = 0; i < h.length; i++) {
      h[i] = Math.max(h[i], 0);
    }
  }

  @Override
  public void reluGate(M value, M adjoint) {
    float[] h = data(value);
    float[] e = data(adjoint);
    for (int i = 0; i < h.length; i++) {
      e[i] = h[i] > 0 ? e[i] : 0;
    }
  }

  @Override
  public void tanh(M matrix) {
    float[] h = data(matrix);
    for (int i = 0; i < h.length; i++) {
      h[i] = (float) Math.tanh(h[i]);
    }
  }

  @Override
  public void tanhGate(M value, M adjoint) {
    float[] h = data(value);
    float[] e = data(adjoint);
    for (int i = 0; i < h.length; i++) {
      e[i] *= 1 - h[i] * h[i];
    }
  }

  @Override
  public void secondTanhGate(M value, M tangent, M adjoint, M adjointTangent) {
    float[] h = data(value);
    float[] th = data(tangent);
    float[] e = data(adjoint);
    float[] te = data(adjointTangent);
    for (int i = 0; i < h.length; i++) {
      te[i] = te[i] * (1 - h[i] * h[i]) - 2 * h[i] * th[i] * e[i];
    }
  }

  @Override
  public double sigmoidLoss(M logits, M targets, M adjoint) {
    float[] z = data(logits);
    float[] y = data(targets);
    float[] d = data(adjoint);
    int rows = rows(logits);
    float loss = 0;
    for (int i = 0; i < z.length; i++) {
      float decay = (float) Math.exp(-Math.abs(z[i]));
      loss += Math.max(z[i], 0) - y[i] * z[i] + (float) Math.log(1 + decay);
      d[i] = ((z[i] >= 0 ? 1 : decay) / (1 + decay) - y[i]) / rows;
    }
    return loss / rows;
  }

  @Override
  public double softmaxLoss(M logits, M targets, M adjoint) {
    copy(logits, adjoint);
    int rows = rows(logits);
    float loss = softmaxOf(data(adjoint), rows);
    float[] z = data(logits);
    float[] y = data(targets);
    float[] d = data(adjoint);
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
  private static float softmaxOf(float[] z, int rows) {
    float logs = 0;
    int columns = z.length / rows;
    for (int from = 0; from < z.length; from += columns) {
      int to = from + columns;
      float largest = z[from];
      for (int i = from + 1; i < to; i++) {
        largest = Math.max(largest, z[i]);
      }
      float sum = 0;
      for (int i = from; i < to; i++) {
        z[i] = (float) Math.exp(z[i] - largest);
        sum += z[i];
      }
      float inverse = 1 / sum;
      for (int i = from; i < to; i++) {
        z[i] *= inverse;
      }
      logs += largest + (float) Math.log(sum);
    }
    return logs;
  }

  @Override
  public void softmaxPullback(M value, M adjoint, double scale) {
    float s = (float) scale;
    float[] a = data(value);
    float[] e = data(adjoint);
    int columns = a.length / rows(value);
    for (int from = 0; from < a.length; from += columns) {
      float dot = 0;
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
    float[] zi = data(gates.get(0));
    float[] zf = data(gates.get(1));
    float[] zo = data(gates.get(2));
    float[] zg = data(gates.get(3));
    float[] c0 = data(memory);
    float[] target = data(targets);
    float loss = 0;
    for (int k = 0; k < c0.length; k++) {
      float i = sigmoid(zi[k]);
      float f = sigmoid(zf[k]);
      float o = sigmoid(zo[k]);
      float g = (float) Math.tanh(zg[k]);
      float t = (float) Math.tanh(f * c0[k] + i * g);
      float e = o * t - target[k];
      float h = 2 * e / c0.length;
      float c = h * o * (1 - t * t);
      loss += e * e;
      zi[k] = c * g * i * (1 - i);
      zf[k] = c * c0[k] * f * (1 - f);
      zo[k] = h * t * o * (1 - o);
      zg[k] = c * i * (1 - g * g);
    }
    return loss / c0.length;
  }

  private static float sigmoid(float z) {
    return 1 / (1 + (float) Math.exp(-z));
  }
}
