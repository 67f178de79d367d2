/* Y = softmax(Q K^T / sqrt(n2)) V with Q = X Wq, K = X Wk, V = X Wv; the squared error */
#define WEIGHTS (N1 * N2)

static void step(const real *restrict theta, const real *restrict x, const real *restrict t, const real *restrict v,
                 real *restrict result) {
  (void)v;
  const real scale = 1 / SQRT((real)N2);
  real *restrict grad = result + 1;
  static real q[N0 * N2], k[N0 * N2], u[N0 * N2], s[N0 * N0], a[N0 * N0], y[N0 * N2];
  static real da[N0 * N0], dq[N0 * N2], dk[N0 * N2], du[N0 * N2];
  real loss = 0;
  product(N0, N2, N1, x, N1, 1, theta, q, 0);
  product(N0, N2, N1, x, N1, 1, theta + WEIGHTS, k, 0);
  product(N0, N2, N1, x, N1, 1, theta + 2 * WEIGHTS, u, 0);
  productTransposed(N0, N0, N2, q, k, s, 0);
  for (int i = 0; i < N0 * N0; i++) {
    s[i] *= scale;
  }
  for (int i = 0; i < N0; i++) {
    softmaxOf(N0, s + i * N0, a + i * N0);
  }
  product(N0, N2, N0, a, N0, 1, u, y, 0);
  for (int i = 0; i < N0 * N2; i++) {
    real e = y[i] - t[i];
    loss += e * e;
    y[i] = 2 * e;
  }
  product(N0, N2, N0, a, 1, N0, y, du, 0);
  productTransposed(N0, N0, N2, y, u, da, 0);
  for (int i = 0; i < N0; i++) {
    real dot = 0;
    for (int j = 0; j < N0; j++) {
      dot += da[i * N0 + j] * a[i * N0 + j];
    }
    for (int j = 0; j < N0; j++) {
      da[i * N0 + j] = (da[i * N0 + j] - dot) * a[i * N0 + j] * scale;
    }
  }
  product(N0, N2, N0, da, N0, 1, k, dq, 0);
  product(N0, N2, N0, da, 1, N0, q, dk, 0);
  product(N1, N2, N0, x, 1, N1, dq, grad, 0);
  product(N1, N2, N0, x, 1, N1, dk, grad + WEIGHTS, 0);
  product(N1, N2, N0, x, 1, N1, du, grad + 2 * WEIGHTS, 0);
  result[0] = loss;
}
