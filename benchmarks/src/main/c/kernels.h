/* The parts of a layer. Everything is inlined, so that all sizes are constants.
   FORM 0: plain loops. FORM 1: four rows of the weights at a time, sums in parallel. FORM 2: register tiles. */
#include <math.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

#ifdef SINGLE
#define EXP expf
#define LOG logf
#define TANH tanhf
#define SQRT sqrtf
#else
#define EXP exp
#define LOG log
#define TANH tanh
#define SQRT sqrt
#endif

#define LANES (64 / (int)sizeof(real))

/* c (rows x columns) = a b, plus c where add is 1; a[i, k] is a[i ra + k ka], b is (depth x columns). */
INLINE void tile(int rows, int columns, int depth, int stride, const real *restrict a, int ra, int ka,
                 const real *restrict b, real *restrict c, int add) {
  real sum[rows][columns];
  for (int i = 0; i < rows; i++) {
    for (int j = 0; j < columns; j++) {
      sum[i][j] = add ? c[i * stride + j] : 0;
    }
  }
  for (int k = 0; k < depth; k++) {
#pragma GCC unroll 4
    for (int i = 0; i < rows; i++) {
#pragma GCC unroll 1
      for (int j = 0; j < columns; j++) {
        sum[i][j] += a[i * ra + k * ka] * b[k * stride + j];
      }
    }
  }
  for (int i = 0; i < rows; i++) {
    for (int j = 0; j < columns; j++) {
      c[i * stride + j] = sum[i][j];
    }
  }
}

INLINE void tiled(int m, int n, int depth, const real *restrict a, int ra, int ka, const real *restrict b,
                  real *restrict c, int add) {
  const int w = 2 * LANES;
  int j = 0;
  for (; j + w <= n; j += w) {
    int i = 0;
    for (; i + 4 <= m; i += 4) {
      tile(4, w, depth, n, a + i * ra, ra, ka, b + j, c + i * n + j, add);
    }
    for (; i < m; i++) {
      tile(1, w, depth, n, a + i * ra, ra, ka, b + j, c + i * n + j, add);
    }
  }
  if (n % w) {
    int i = 0;
    for (; i + 4 <= m; i += 4) {
      tile(4, n % w, depth, n, a + i * ra, ra, ka, b + j, c + i * n + j, add);
    }
    for (; i < m; i++) {
      tile(1, n % w, depth, n, a + i * ra, ra, ka, b + j, c + i * n + j, add);
    }
  }
}

/* c (m x n) = a b, plus c where add is 1; a[i, k] is a[i ra + k ka], b is (depth x n). */
INLINE void product(int m, int n, int depth, const real *restrict a, int ra, int ka, const real *restrict b,
                    real *restrict c, int add) {
#if FORM == 2
  tiled(m, n, depth, a, ra, ka, b, c, add);
#else
  for (int i = 0; i < m; i++) {
    real *restrict ci = c + i * n;
    int k = 0;
    if (!add) {
      for (int j = 0; j < n; j++) {
        ci[j] = a[i * ra] * b[j];
      }
      k = 1;
    }
#if FORM == 1
    for (; k + 4 <= depth; k += 4) {
      const real a0 = a[i * ra + k * ka], a1 = a[i * ra + (k + 1) * ka];
      const real a2 = a[i * ra + (k + 2) * ka], a3 = a[i * ra + (k + 3) * ka];
      for (int j = 0; j < n; j++) {
        ci[j] += a0 * b[k * n + j] + a1 * b[(k + 1) * n + j] + a2 * b[(k + 2) * n + j] + a3 * b[(k + 3) * n + j];
      }
    }
#endif
    for (; k < depth; k++) {
      for (int j = 0; j < n; j++) {
        ci[j] += a[i * ra + k * ka] * b[k * n + j];
      }
    }
  }
#endif
}

/* c (m x n) = a b^T, plus c where add is 1; b is (n x depth). */
INLINE void productTransposed(int m, int n, int depth, const real *restrict a, const real *restrict b,
                              real *restrict c, int add) {
#if FORM == 2
  if (m >= 4) {
    static real t[1 << 18];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < depth; k++) {
        t[k * n + i] = b[i * depth + k];
      }
    }
    tiled(m, n, depth, a, depth, 1, t, c, add);
    return;
  }
#endif
  for (int i = 0; i < m; i++) {
    for (int j = 0; j < n; j++) {
      real s = add ? c[i * n + j] : 0;
#if FORM != 0
#pragma omp simd reduction(+ : s)
#endif
      for (int k = 0; k < depth; k++) {
        s += a[i * depth + k] * b[j * depth + k];
      }
      c[i * n + j] = s;
    }
  }
}

/* z = x w + b, a sample a row */
INLINE void affine(int batch, int n, int m, const real *restrict x, const real *restrict w, const real *restrict b,
                   real *restrict z) {
  for (int s = 0; s < batch; s++) {
    for (int j = 0; j < m; j++) {
      z[s * m + j] = b[j];
    }
  }
  product(batch, m, n, x, n, 1, w, z, 1);
}

/* gw = x^T d, gb the sums of the columns of d */
INLINE void weights(int batch, int n, int m, const real *restrict x, const real *restrict d, real *restrict gw,
                    real *restrict gb) {
  product(n, m, batch, x, 1, n, d, gw, 0);
  for (int j = 0; j < m; j++) {
    gb[j] = d[j];
  }
  for (int s = 1; s < batch; s++) {
    for (int j = 0; j < m; j++) {
      gb[j] += d[s * m + j];
    }
  }
}

INLINE void reluOf(int n, real *restrict h) {
  for (int i = 0; i < n; i++) {
    h[i] = h[i] > 0 ? h[i] : 0;
  }
}

INLINE void reluGate(int n, const real *restrict h, real *restrict e) {
  for (int i = 0; i < n; i++) {
    e[i] = h[i] > 0 ? e[i] : 0;
  }
}

INLINE void tanhOf(int n, real *restrict h) {
  for (int i = 0; i < n; i++) {
    h[i] = TANH(h[i]);
  }
}

INLINE void tanhGate(int n, const real *restrict h, real *restrict e) {
  for (int i = 0; i < n; i++) {
    e[i] *= 1 - h[i] * h[i];
  }
}

INLINE real sigmoid(real z) {
  return 1 / (1 + EXP(-z));
}

/* d = (sigmoid(z) - y) / batch; returns the mean of the binary cross entropy */
INLINE real sigmoidLoss(int batch, int m, const real *restrict z, const real *restrict y, real *restrict d) {
  real loss = 0;
  for (int i = 0; i < batch * m; i++) {
    real decay = EXP(-(z[i] < 0 ? -z[i] : z[i]));
    loss += (z[i] > 0 ? z[i] : 0) - y[i] * z[i] + LOG(1 + decay);
    d[i] = ((z[i] >= 0 ? 1 : decay) / (1 + decay) - y[i]) / batch;
  }
  return loss / batch;
}

/* p = softmax(z); returns the logarithm of the sum of exponentials */
INLINE real softmaxOf(int m, const real *restrict z, real *restrict p) {
  real largest = z[0];
  for (int j = 1; j < m; j++) {
    largest = z[j] > largest ? z[j] : largest;
  }
  real sum = 0;
  for (int j = 0; j < m; j++) {
    p[j] = EXP(z[j] - largest);
    sum += p[j];
  }
  for (int j = 0; j < m; j++) {
    p[j] *= 1 / sum;
  }
  return largest + LOG(sum);
}

/* d = (softmax(z) - y) / batch; returns the mean of the cross entropy */
INLINE real softmaxLoss(int batch, int m, const real *restrict z, const real *restrict y, real *restrict d) {
  real loss = 0;
  for (int s = 0; s < batch; s++) {
    loss += softmaxOf(m, z + s * m, d + s * m);
    for (int j = 0; j < m; j++) {
      loss -= y[s * m + j] * z[s * m + j];
      d[s * m + j] = (d[s * m + j] - y[s * m + j]) / batch;
    }
  }
  return loss / batch;
}
