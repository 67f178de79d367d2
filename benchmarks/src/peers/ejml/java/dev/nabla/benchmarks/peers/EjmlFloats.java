package dev.nabla.benchmarks.peers;

import dev.nabla.benchmarks.matrix.FloatMatrices;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/** EJML in single precision. */
final class EjmlFloats extends FloatMatrices<FMatrixRMaj> {
  @Override
  protected float[] data(FMatrixRMaj matrix) {
    return matrix.data;
  }

  @Override
  protected int rows(FMatrixRMaj matrix) {
    return matrix.numRows;
  }

  @Override
  protected FMatrixRMaj wrap(int rows, int columns, float[] data) {
    return FMatrixRMaj.wrap(rows, columns, data);
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
  public void columnSums(FMatrixRMaj a, FMatrixRMaj row) {
    CommonOps_FDRM.sumCols(a, row);
  }
}
