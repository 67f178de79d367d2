package dev.nabla.benchmarks.peers;

import dev.nabla.benchmarks.matrix.DoubleMatrices;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** EJML in double precision. */
final class EjmlDoubles extends DoubleMatrices<DMatrixRMaj> {
  @Override
  protected double[] data(DMatrixRMaj matrix) {
    return matrix.data;
  }

  @Override
  protected int rows(DMatrixRMaj matrix) {
    return matrix.numRows;
  }

  @Override
  protected DMatrixRMaj wrap(int rows, int columns, double[] data) {
    return DMatrixRMaj.wrap(rows, columns, data);
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
  public void columnSums(DMatrixRMaj a, DMatrixRMaj row) {
    CommonOps_DDRM.sumCols(a, row);
  }
}
