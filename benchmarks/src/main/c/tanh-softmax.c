/* The Hessian of the loss of a tanh layer and softmax times v: the tangent of back propagation. */
#define W1 0
#define B1 (N0 * N1)
#define W2 (B1 + N1)
#define B2 (W2 + N1 * N2)

static void step(const real *restrict theta, const real *restrict x, const real *restrict y, const real *restrict v,
                 real *restrict hv) {
  real h[N1], th[N1], z[N2], p[N2], tp[N2], e[N1], te[N1], dot = 0;
  affine(1, N0, N1, x, theta + W1, theta + B1, h);
  tanhOf(N1, h);
  affine(1, N0, N1, x, v + W1, v + B1, th);
  tanhGate(N1, h, th);
  affine(1, N1, N2, h, theta + W2, theta + B2, z);
  affine(1, N1, N2, h, v + W2, v + B2, tp);
  product(1, N2, N1, th, N1, 1, theta + W2, tp, 1);
  softmaxOf(N2, z, p);
  for (int k = 0; k < N2; k++) {
    dot += p[k] * tp[k];
  }
  for (int k = 0; k < N2; k++) {
    tp[k] = p[k] * (tp[k] - dot);
    p[k] -= y[k];
    hv[B2 + k] = tp[k];
  }
  productTransposed(1, N1, N2, p, theta + W2, e, 0);
  productTransposed(1, N1, N2, p, v + W2, te, 0);
  productTransposed(1, N1, N2, tp, theta + W2, te, 1);
  for (int j = 0; j < N1; j++) {
    te[j] = te[j] * (1 - h[j] * h[j]) - 2 * h[j] * th[j] * e[j];
    hv[B1 + j] = te[j];
    for (int k = 0; k < N2; k++) {
      hv[W2 + j * N2 + k] = th[j] * p[k] + h[j] * tp[k];
    }
  }
  product(N0, N1, 1, x, 1, N0, te, hv + W1, 0);
}
