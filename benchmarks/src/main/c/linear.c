/* Z = X W, dW = X^T D, dX = D W^T */
static void step(const real *restrict w, const real *restrict x, const real *restrict d, const real *restrict v,
                 real *restrict result) {
  (void)v;
  product(N0, N2, N1, x, N1, 1, w, result, 0);
  product(N1, N2, N0, x, 1, N1, d, result + N0 * N2, 0);
  productTransposed(N0, N1, N2, d, w, result + N0 * N2 + N1 * N2, 0);
}
