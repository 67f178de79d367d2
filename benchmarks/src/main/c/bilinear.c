/* z_k = sum_ij T_ijk x_i y_j + b_k, the squared error */
static void step(const real *restrict theta, const real *restrict x, const real *restrict t, const real *restrict v,
                 real *restrict result) {
  (void)v;
  const real *restrict y = x + N0, *restrict b = theta + N0 * N1 * N2;
  real *restrict grad = result + 1;
  real xy[N0 * N1], z[N2], loss = 0;
  for (int i = 0; i < N0; i++) {
    for (int j = 0; j < N1; j++) {
      xy[i * N1 + j] = x[i] * y[j];
    }
  }
  for (int k = 0; k < N2; k++) {
    z[k] = b[k] - t[k];
  }
  product(1, N2, N0 * N1, xy, N0 * N1, 1, theta, z, 1);
  for (int k = 0; k < N2; k++) {
    loss += z[k] * z[k];
    z[k] *= 2;
    grad[N0 * N1 * N2 + k] = z[k];
  }
  product(N0 * N1, N2, 1, xy, 1, N0 * N1, z, grad, 0);
  result[0] = loss;
}
