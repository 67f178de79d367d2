package dev.nabla.benchmarks.peers;

import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.NormOps_FDRM;

/** EJML in single precision. */
final class EjmlFloats implements EjmlNumbers<FMatrixRMaj> {
  @Override
  public FMatrixRMaj matrix(int rows, int columns, double... values) {
    FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
    for (int i = 0; i < values.length; i++) {
      matrix.data[i] = (float) values[i];
    }
    return matrix;
  }

  @Override
  public double[] numbers(FMatrixRMaj matrix) {
    double[] values = new double[matrix.getNumElements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.data[i];
    }
    return values;
  }

  @Override
  public void product(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
    CommonOps_FDRM.mult(a, b, c);
  }

  @Override
  public void addProduct(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
    CommonOps_FDRM.multAdd(a, b, c);
  }

  @Override
  public void productTransA(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
    CommonOps_FDRM.multTransA(a, b, c);
  }

  @Override
  public void addProductTransA(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
    CommonOps_FDRM.multAddTransA(a, b, c);
  }

  @Override
  public void productTransB(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
    CommonOps_FDRM.multTransB(a, b, c);
  }

  @Override
  public void addProductTransB(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
    CommonOps_FDRM.multAddTransB(a, b, c);
  }

  @Override
  public void add(FMatrixRMaj a, FMatrixRMaj b) {
    CommonOps_FDRM.addEquals(a, b);
  }

  @Override
  public void subtract(FMatrixRMaj a, FMatrixRMaj b) {
    CommonOps_FDRM.subtractEquals(a, b);
  }

  @Override
  public void scale(double s, FMatrixRMaj a) {
    CommonOps_FDRM.scale((float) s, a);
  }

  @Override
  public void copy(FMatrixRMaj b, FMatrixRMaj a) {
    System.arraycopy(b.data, 0, a.data, 0, b.getNumElements());
  }

  @Override
  public double squares(FMatrixRMaj a) {
    float norm = NormOps_FDRM.fastNormF(a);
    return norm * norm;
  }

  @Override
  public void addRow(FMatrixRMaj a, FMatrixRMaj row) {
    for (int i = 0, at = 0; i < a.numRows; i++) {
      for (int j = 0; j < a.numCols; j++) {
        a.data[at++] += row.data[j];
      }
    }
  }

  @Override
  public void columnSums(FMatrixRMaj a, FMatrixRMaj row) {
    CommonOps_FDRM.sumCols(a, row);
  }

  @Override
  public void relu(FMatrixRMaj h) {
    for (int i = 0; i < h.getNumElements(); i++) {
      h.data[i] = Math.max(h.data[i], 0);
    }
  }

  @Override
  public void reluGate(FMatrixRMaj h, FMatrixRMaj e) {
    for (int i = 0; i < h.getNumElements(); i++) {
      e.data[i] = h.data[i] > 0 ? e.data[i] : 0;
    }
  }

  @Override
  public void tanh(FMatrixRMaj h) {
    for (int i = 0; i < h.getNumElements(); i++) {
      h.data[i] = (float) Math.tanh(h.data[i]);
    }
  }

  @Override
  public void tanhGate(FMatrixRMaj h, FMatrixRMaj e) {
    for (int i = 0; i < h.getNumElements(); i++) {
      e.data[i] *= 1 - h.data[i] * h.data[i];
    }
  }

  @Override
  public void secondTanhGate(FMatrixRMaj h, FMatrixRMaj th, FMatrixRMaj e, FMatrixRMaj te) {
    for (int i = 0; i < h.getNumElements(); i++) {
      te.data[i] =
          te.data[i] * (1 - h.data[i] * h.data[i]) - 2 * h.data[i] * th.data[i] * e.data[i];
    }
  }

  @Override
  public double sigmoidLoss(FMatrixRMaj z, FMatrixRMaj y, FMatrixRMaj d) {
    float loss = 0;
    for (int i = 0; i < z.getNumElements(); i++) {
      float decay = (float) Math.exp(-Math.abs(z.data[i]));
      loss += Math.max(z.data[i], 0) - y.data[i] * z.data[i] + (float) Math.log(1 + decay);
      d.data[i] = ((z.data[i] >= 0 ? 1 : decay) / (1 + decay) - y.data[i]) / z.numRows;
    }
    return loss / z.numRows;
  }

  @Override
  public double softmaxLoss(FMatrixRMaj z, FMatrixRMaj y, FMatrixRMaj d) {
    copy(z, d);
    float loss = softmaxOf(d);
    for (int i = 0; i < z.getNumElements(); i++) {
      loss -= y.data[i] * z.data[i];
      d.data[i] = (d.data[i] - y.data[i]) / z.numRows;
    }
    return loss / z.numRows;
  }

  @Override
  public void softmax(FMatrixRMaj z) {
    softmaxOf(z);
  }

  /** Returns the sum over the rows of the logarithm of the sum of exponentials. */
  private static float softmaxOf(FMatrixRMaj z) {
    float logs = 0;
    for (int from = 0; from < z.getNumElements(); from += z.numCols) {
      int to = from + z.numCols;
      float largest = z.data[from];
      for (int i = from + 1; i < to; i++) {
        largest = Math.max(largest, z.data[i]);
      }
      float sum = 0;
      for (int i = from; i < to; i++) {
        z.data[i] = (float) Math.exp(z.data[i] - largest);
        sum += z.data[i];
      }
      for (int i = from; i < to; i++) {
        z.data[i] /= sum;
      }
      logs += largest + (float) Math.log(sum);
    }
    return logs;
  }

  @Override
  public void softmaxPullback(FMatrixRMaj a, FMatrixRMaj e, double s) {
    for (int from = 0; from < a.getNumElements(); from += a.numCols) {
      float dot = 0;
      for (int i = from; i < from + a.numCols; i++) {
        dot += e.data[i] * a.data[i];
      }
      for (int i = from; i < from + a.numCols; i++) {
        e.data[i] = (float) s * a.data[i] * (e.data[i] - dot);
      }
    }
  }

  @Override
  public double cell(List<FMatrixRMaj> gates, FMatrixRMaj c0, FMatrixRMaj target) {
    int n = c0.getNumElements();
    float loss = 0;
    for (int k = 0; k < n; k++) {
      float i = sigmoid(gates.get(0).data[k]);
      float f = sigmoid(gates.get(1).data[k]);
      float o = sigmoid(gates.get(2).data[k]);
      float g = (float) Math.tanh(gates.get(3).data[k]);
      float t = (float) Math.tanh(f * c0.data[k] + i * g);
      float e = o * t - target.data[k];
      float h = 2 * e / n;
      float c = h * o * (1 - t * t);
      loss += e * e;
      gates.get(0).data[k] = c * g * i * (1 - i);
      gates.get(1).data[k] = c * c0.data[k] * f * (1 - f);
      gates.get(2).data[k] = h * t * o * (1 - o);
      gates.get(3).data[k] = c * i * (1 - g * g);
    }
    return loss / n;
  }

  private static float sigmoid(float z) {
    return 1 / (1 + (float) Math.exp(-z));
  }
}
