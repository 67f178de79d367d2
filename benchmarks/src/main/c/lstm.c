/* One step of a long short-term memory cell, the mean squared error. Gates in the order i, f, o, g. */
#define GATE (N1 * N0 + N1 * N1 + N1)

static void step(const real *restrict theta, const real *restrict x, const real *restrict t, const real *restrict v,
                 real *restrict result) {
  (void)v;
  const real *restrict h0 = x + N0, *restrict c0 = x + N0 + N1;
  real *restrict grad = result + 1;
  real a[4][N1], d[4][N1], tc[N1], loss = 0;
  for (int q = 0; q < 4; q++) {
    const real *w = theta + q * GATE;
    memcpy(a[q], w + N1 * N0 + N1 * N1, sizeof(a[q]));
    productTransposed(1, N1, N0, x, w, a[q], 1);
    productTransposed(1, N1, N1, h0, w + N1 * N0, a[q], 1);
  }
  for (int k = 0; k < N1; k++) {
    real i = sigmoid(a[0][k]), f = sigmoid(a[1][k]), o = sigmoid(a[2][k]), g = TANH(a[3][k]);
    tc[k] = TANH(f * c0[k] + i * g);
    real e = o * tc[k] - t[k], dh = 2 * e / N1, dc = dh * o * (1 - tc[k] * tc[k]);
    loss += e * e;
    d[0][k] = dc * g * i * (1 - i);
    d[1][k] = dc * c0[k] * f * (1 - f);
    d[2][k] = dh * tc[k] * o * (1 - o);
    d[3][k] = dc * i * (1 - g * g);
  }
  for (int q = 0; q < 4; q++) {
    real *w = grad + q * GATE;
    product(N1, N0, 1, d[q], 1, N1, x, w, 0);
    product(N1, N1, 1, d[q], 1, N1, h0, w + N1 * N0, 0);
    memcpy(w + N1 * N0 + N1 * N1, d[q], sizeof(d[q]));
  }
  result[0] = loss / N1;
}
