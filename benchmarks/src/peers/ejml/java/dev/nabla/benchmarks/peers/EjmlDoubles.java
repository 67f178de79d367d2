package dev.nabla.benchmarks.peers;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

/** EJML in double precision. */
final class EjmlDoubles implements EjmlNumbers<DMatrixRMaj> {
  @Override
  public DMatrixRMaj matrix(int rows, int columns, double... values) {
    DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
    for (int i = 0; i < values.length; i++) {
      matrix.data[i] = values[i];
    }
    return matrix;
  }

  @Override
  public double[] numbers(DMatrixRMaj matrix) {
    double[] values = new double[matrix.getNumElements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.data[i];
    }
    return values;
  }

  @Override
  public void product(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    CommonOps_DDRM.mult(a, b, c);
  }

  @Override
  public void addProduct(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    CommonOps_DDRM.multAdd(a, b, c);
  }

  @Override
  public void productTransA(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    CommonOps_DDRM.multTransA(a, b, c);
  }

  @Override
  public void addProductTransA(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    CommonOps_DDRM.multAddTransA(a, b, c);
  }

  @Override
  public void productTransB(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    CommonOps_DDRM.multTransB(a, b, c);
  }

  @Override
  public void addProductTransB(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    CommonOps_DDRM.multAddTransB(a, b, c);
  }

  @Override
  public void add(DMatrixRMaj a, DMatrixRMaj b) {
    CommonOps_DDRM.addEquals(a, b);
  }

  @Override
  public void subtract(DMatrixRMaj a, DMatrixRMaj b) {
    CommonOps_DDRM.subtractEquals(a, b);
  }

  @Override
  public void scale(double s, DMatrixRMaj a) {
    CommonOps_DDRM.scale(s, a);
  }

  @Override
  public void copy(DMatrixRMaj b, DMatrixRMaj a) {
    System.arraycopy(b.data, 0, a.data, 0, b.getNumElements());
  }

  @Override
  public double squares(DMatrixRMaj a) {
    double norm = NormOps_DDRM.fastNormF(a);
    return norm * norm;
  }

  @Override
  public void addRow(DMatrixRMaj a, DMatrixRMaj row) {
    for (int i = 0, at = 0; i < a.numRows; i++) {
      for (int j = 0; j < a.numCols; j++) {
        a.data[at++] += row.data[j];
      }
    }
  }

  @Override
  public void columnSums(DMatrixRMaj a, DMatrixRMaj row) {
    CommonOps_DDRM.sumCols(a, row);
  }

  @Override
  public void relu(DMatrixRMaj h) {
    for (int i = 0; i < h.getNumElements(); i++) {
      h.data[i] = Math.max(h.data[i], 0);
    }
  }

  @Override
  public void reluGate(DMatrixRMaj h, DMatrixRMaj e) {
    for (int i = 0; i < h.getNumElements(); i++) {
      e.data[i] = h.data[i] > 0 ? e.data[i] : 0;
    }
  }

  @Override
  public void tanh(DMatrixRMaj h) {
    for (int i = 0; i < h.getNumElements(); i++) {
      h.data[i] = Math.tanh(h.data[i]);
    }
  }

  @Override
  public void tanhGate(DMatrixRMaj h, DMatrixRMaj e) {
    for (int i = 0; i < h.getNumElements(); i++) {
      e.data[i] *= 1 - h.data[i] * h.data[i];
    }
  }

  @Override
  public void secondTanhGate(DMatrixRMaj h, DMatrixRMaj th, DMatrixRMaj e, DMatrixRMaj te) {
    for (int i = 0; i < h.getNumElements(); i++) {
      te.data[i] =
          te.data[i] * (1 - h.data[i] * h.data[i]) - 2 * h.data[i] * th.data[i] * e.data[i];
    }
  }

  @Override
  public double sigmoidLoss(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj d) {
    double loss = 0;
    for (int i = 0; i < z.getNumElements(); i++) {
      double decay = Math.exp(-Math.abs(z.data[i]));
      loss += Math.max(z.data[i], 0) - y.data[i] * z.data[i] + Math.log(1 + decay);
      d.data[i] = ((z.data[i] >= 0 ? 1 : decay) / (1 + decay) - y.data[i]) / z.numRows;
    }
    return loss / z.numRows;
  }

  @Override
  public double softmaxLoss(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj d) {
    copy(z, d);
    double loss = softmaxOf(d);
    for (int i = 0; i < z.getNumElements(); i++) {
      loss -= y.data[i] * z.data[i];
      d.data[i] = (d.data[i] - y.data[i]) / z.numRows;
    }
    return loss / z.numRows;
  }

  @Override
  public void softmax(DMatrixRMaj z) {
    softmaxOf(z);
  }

  /** Returns the sum over the rows of the logarithm of the sum of exponentials. */
  private static double softmaxOf(DMatrixRMaj z) {
    double logs = 0;
    for (int from = 0; from < z.getNumElements(); from += z.numCols) {
      int to = from + z.numCols;
      double largest = z.data[from];
      for (int i = from + 1; i < to; i++) {
        largest = Math.max(largest, z.data[i]);
      }
      double sum = 0;
      for (int i = from; i < to; i++) {
        z.data[i] = Math.exp(z.data[i] - largest);
        sum += z.data[i];
      }
      for (int i = from; i < to; i++) {
        z.data[i] /= sum;
      }
      logs += largest + Math.log(sum);
    }
    return logs;
  }

  @Override
  public void softmaxPullback(DMatrixRMaj a, DMatrixRMaj e, double s) {
    for (int from = 0; from < a.getNumElements(); from += a.numCols) {
      double dot = 0;
      for (int i = from; i < from + a.numCols; i++) {
        dot += e.data[i] * a.data[i];
      }
      for (int i = from; i < from + a.numCols; i++) {
        e.data[i] = s * a.data[i] * (e.data[i] - dot);
      }
    }
  }

  @Override
  public double cell(List<DMatrixRMaj> gates, DMatrixRMaj c0, DMatrixRMaj target) {
    int n = c0.getNumElements();
    double loss = 0;
    for (int k = 0; k < n; k++) {
      double i = sigmoid(gates.get(0).data[k]);
      double f = sigmoid(gates.get(1).data[k]);
      double o = sigmoid(gates.get(2).data[k]);
      double g = Math.tanh(gates.get(3).data[k]);
      double t = Math.tanh(f * c0.data[k] + i * g);
      double e = o * t - target.data[k];
      double h = 2 * e / n;
      double c = h * o * (1 - t * t);
      loss += e * e;
      gates.get(0).data[k] = c * g * i * (1 - i);
      gates.get(1).data[k] = c * c0.data[k] * f * (1 - f);
      gates.get(2).data[k] = h * t * o * (1 - o);
      gates.get(3).data[k] = c * i * (1 - g * g);
    }
    return loss / n;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }
}
