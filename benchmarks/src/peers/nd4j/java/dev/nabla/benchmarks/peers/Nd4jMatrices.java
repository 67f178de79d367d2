package dev.nabla.benchmarks.peers;

import dev.nabla.benchmarks.matrix.Matrices;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** ND4J's arrays; column-major, which its products write to directly. */
final class Nd4jMatrices implements Matrices<INDArray> {
  private final DataType type;

  Nd4jMatrices(DataType type) {
    this.type = type;
  }

  @Override
  public INDArray matrix(int rows, int columns, double... values) {
    INDArray matrix = Nd4j.create(type, new long[] {rows, columns}, 'f');
    for (int i = 0; i < values.length; i++) {
      matrix.putScalar(i / columns, i % columns, values[i]);
    }
    return matrix;
  }

  @Override
  public double[] numbers(INDArray matrix) {
    return matrix.castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }

  @Override
  public void product(INDArray a, INDArray b, INDArray c) {
    Nd4j.gemm(a, b, c, false, false, 1, 0);
  }

  @Override
  public void addProduct(INDArray a, INDArray b, INDArray c) {
    Nd4j.gemm(a, b, c, false, false, 1, 1);
  }

  @Override
  public void productTransA(INDArray a, INDArray b, INDArray c) {
    Nd4j.gemm(a, b, c, true, false, 1, 0);
  }

  @Override
  public void addProductTransA(INDArray a, INDArray b, INDArray c) {
    Nd4j.gemm(a, b, c, true, false, 1, 1);
  }

  @Override
  public void productTransB(INDArray a, INDArray b, INDArray c) {
    Nd4j.gemm(a, b, c, false, true, 1, 0);
  }

  @Override
  public void addProductTransB(INDArray a, INDArray b, INDArray c) {
    Nd4j.gemm(a, b, c, false, true, 1, 1);
  }

  @Override
  public void add(INDArray a, INDArray b) {
    a.addi(b);
  }

  @Override
  public void subtract(INDArray a, INDArray b) {
    a.subi(b);
  }

  @Override
  public void scale(double s, INDArray a) {
    a.muli(s);
  }

  @Override
  public void copy(INDArray b, INDArray a) {
    a.assign(b.rank() == a.rank() && b.rows() != a.rows() ? b.reshape('c', a.shape()) : b);
  }

  @Override
  public double squares(INDArray a) {
    double norm = a.norm2Number().doubleValue();
    return norm * norm;
  }

  @Override
  public void addRow(INDArray a, INDArray row) {
    a.addiRowVector(row);
  }

  @Override
  public void columnSums(INDArray a, INDArray row) {
    a.sum(row.reshape(row.length()), 0);
  }

  @Override
  public void relu(INDArray h) {
    Transforms.relu(h, false);
  }

  @Override
  public void reluGate(INDArray h, INDArray e) {
    e.muli(h.gt(0).castTo(type));
  }

  @Override
  public void tanh(INDArray h) {
    Transforms.tanh(h, false);
  }

  @Override
  public void tanhGate(INDArray h, INDArray e) {
    e.muli(h.mul(h).rsubi(1));
  }

  @Override
  public void secondTanhGate(INDArray h, INDArray th, INDArray e, INDArray te) {
    te.muli(h.mul(h).rsubi(1)).subi(h.mul(th).muli(e).muli(2));
  }

  @Override
  public double sigmoidLoss(INDArray z, INDArray y, INDArray d) {
    INDArray softplus =
        Transforms.log(Transforms.exp(Transforms.abs(z).negi(), false).addi(1), false);
    double loss = softplus.addi(Transforms.relu(z)).subi(z.mul(y)).sumNumber().doubleValue();
    d.assign(Transforms.sigmoid(z)).subi(y).divi(z.rows());
    return loss / z.rows();
  }

  @Override
  public double softmaxLoss(INDArray z, INDArray y, INDArray d) {
    d.assign(z);
    softmax(d);
    double loss = -Transforms.log(d, true).muli(y).sumNumber().doubleValue();
    d.subi(y).divi(z.rows());
    return loss / z.rows();
  }

  @Override
  public void softmax(INDArray z) {
    z.assign(Transforms.softmax(z));
  }

  @Override
  public void softmaxPullback(INDArray a, INDArray e, double s) {
    e.muli(a);
    e.subi(a.mulColumnVector(e.sum(true, 1))).muli(s);
  }

  @Override
  public double cell(List<INDArray> gates, INDArray c0, INDArray target) {
    throw new UnsupportedOperationException();
  }
}
