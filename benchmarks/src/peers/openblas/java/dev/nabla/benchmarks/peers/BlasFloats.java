package dev.nabla.benchmarks.peers;

import dev.ludovic.netlib.blas.BLAS;
import dev.nabla.benchmarks.matrix.FloatMatrices;

/**
 * Products by BLAS in single precision, on row-major arrays: what BLAS takes for their transposes.
 */
final class BlasFloats extends FloatMatrices<BlasFloats.Rows> {
  private final BLAS blas;

  BlasFloats(BLAS blas) {
    this.blas = blas;
  }

  /** A row-major matrix. */
  record Rows(float[] data, int rows, int columns) {}

  @Override
  protected float[] data(Rows matrix) {
    return matrix.data;
  }

  @Override
  protected int rows(Rows matrix) {
    return matrix.rows;
  }

  @Override
  protected Rows wrap(int rows, int columns, float[] data) {
    return new Rows(data, rows, columns);
  }

  /** c = a b + beta c with a and b transposed or not: in columns, c^T = b^T a^T + beta c^T. */
  private void gemm(String ta, String tb, Rows a, Rows b, float beta, Rows c) {
    int depth = ta.equals("N") ? a.columns : a.rows;
    blas.sgemm(
        tb, ta, c.columns, c.rows, depth, 1, b.data, b.columns, a.data, a.columns, beta, c.data,
        c.columns);
  }

  @Override
  public void product(Rows a, Rows b, Rows c) {
    gemm("N", "N", a, b, 0, c);
  }

  @Override
  public void addProduct(Rows a, Rows b, Rows c) {
    gemm("N", "N", a, b, 1, c);
  }

  @Override
  public void productTransA(Rows a, Rows b, Rows c) {
    gemm("T", "N", a, b, 0, c);
  }

  @Override
  public void addProductTransA(Rows a, Rows b, Rows c) {
    gemm("T", "N", a, b, 1, c);
  }

  @Override
  public void productTransB(Rows a, Rows b, Rows c) {
    gemm("N", "T", a, b, 0, c);
  }

  @Override
  public void addProductTransB(Rows a, Rows b, Rows c) {
    gemm("N", "T", a, b, 1, c);
  }
}
