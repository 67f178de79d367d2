package dev.nabla.benchmarks;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The function {@code step} in C for a chain of fully connected layers, as a C programmer would
 * write it.
 */
final class ChainInC {
  private static final String HEAD =
      """
      static void step(const real *restrict theta, const real *restrict x, const real *restrict y,
                       const real *restrict v, real *restrict result) {
        (void)v;
        real *restrict grad = result + 1;
      """;

  private final int[] n;
  private final int batch;
  private final int last;
  private final String activation;
  private final boolean sigmoid;
  private final int[] weights;
  private final int[] biases;
  private final StringBuilder text = new StringBuilder(HEAD);

  private ChainInC(Problem problem) {
    this.n = problem.sizes();
    this.batch = problem.of().batch();
    this.last = n.length - 1;
    this.activation = problem.of().family() == Family.DEEP_TANH ? "tanh" : "relu";
    this.sigmoid = problem.of().family() == Family.BINARY;
    this.weights = IntStream.range(0, last).map(l -> problem.offset(2 * l)).toArray();
    this.biases = IntStream.range(0, last).map(l -> problem.offset(2 * l + 1)).toArray();
  }

  /** Calls of the kernels with constant sizes: the form is chosen when they are compiled. */
  static String kernels(Problem problem) {
    return new ChainInC(problem).kernels();
  }

  /** One statement for each number, for a single sample. */
  static String straight(Problem problem) {
    return new ChainInC(problem).straight();
  }

  private void line(String format, Object... values) {
    text.append("  ").append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String value(int layer) {
    return layer == 0 ? "x" : "h" + layer;
  }

  private String kernels() {
    String storage = batch > 1 ? "static real" : "real";
    for (int l = 1; l <= last; l++) {
      line("%s h%d[%d], d%d[%d];", storage, l, batch * n[l], l, batch * n[l]);
    }
    for (int l = 1; l <= last; l++) {
      line(
          "affine(%d, %d, %d, %s, theta + %d, theta + %d, h%d);",
          batch, n[l - 1], n[l], value(l - 1), weights[l - 1], biases[l - 1], l);
      if (l < last) {
        line("%sOf(%d, h%d);", activation, batch * n[l], l);
      }
    }
    line(
        "result[0] = %s(%d, %d, h%d, y, d%d);",
        sigmoid ? "sigmoidLoss" : "softmaxLoss", batch, n[last], last, last);
    for (int l = last; l >= 1; l--) {
      line(
          "weights(%d, %d, %d, %s, d%d, grad + %d, grad + %d);",
          batch, n[l - 1], n[l], value(l - 1), l, weights[l - 1], biases[l - 1]);
      if (l > 1) {
        line(
            "productTransposed(%d, %d, %d, d%d, theta + %d, d%d, 0);",
            batch, n[l - 1], n[l], l, weights[l - 1], l - 1);
        line("%sGate(%d, h%d, d%d);", activation, batch * n[l - 1], l - 1, l - 1);
      }
    }
    return text.append("}\n").toString();
  }

  private static String element(int layer, int i) {
    return layer == 0 ? "x[" + i + "]" : "h" + layer + "_" + i;
  }

  private String straight() {
    for (int l = 1; l <= last; l++) {
      for (int j = 0; j < n[l]; j++) {
        forward(l, j);
      }
    }
    line("real z[%d], d[%d];", n[last], n[last]);
    for (int j = 0; j < n[last]; j++) {
      line("z[%d] = h%d_%d;", j, last, j);
    }
    line("result[0] = %s(1, %d, z, y, d);", sigmoid ? "sigmoidLoss" : "softmaxLoss", n[last]);
    for (int j = 0; j < n[last]; j++) {
      line("real d%d_%d = d[%d];", last, j, j);
    }
    for (int l = last; l >= 1; l--) {
      backward(l);
    }
    return text.append("}\n").toString();
  }

  private void forward(int l, int j) {
    String terms =
        IntStream.range(0, n[l - 1])
            .mapToObj(i -> element(l - 1, i) + " * theta[" + (weights[l - 1] + i * n[l] + j) + "]")
            .collect(Collectors.joining(" + "));
    String z = "theta[" + (biases[l - 1] + j) + "] + " + terms;
    if (l == last) {
      line("real h%d_%d = %s;", l, j, z);
    } else {
      line("real z%d_%d = %s;", l, j, z);
      String h = activation.equals("tanh") ? "TANH(z%1$d_%2$d)" : "z%1$d_%2$d > 0 ? z%1$d_%2$d : 0";
      line("real h%1$d_%2$d = " + h + ";", l, j);
    }
  }

  private void backward(int l) {
    for (int i = 0; i < n[l - 1]; i++) {
      for (int j = 0; j < n[l]; j++) {
        line("grad[%d] = %s * d%d_%d;", weights[l - 1] + i * n[l] + j, element(l - 1, i), l, j);
      }
    }
    for (int j = 0; j < n[l]; j++) {
      line("grad[%d] = d%d_%d;", biases[l - 1] + j, l, j);
    }
    for (int i = 0; l > 1 && i < n[l - 1]; i++) {
      int row = weights[l - 1] + i * n[l];
      String e =
          IntStream.range(0, n[l])
              .mapToObj(j -> "theta[" + (row + j) + "] * d" + l + "_" + j)
              .collect(Collectors.joining(" + "));
      String h = element(l - 1, i);
      line(
          activation.equals("tanh")
              ? "real d%d_%d = (%s) * (1 - %s * %s);"
              : "real d%d_%d = %4$s > 0 ? %3$s : 0;",
          l - 1,
          i,
          e,
          h,
          h);
    }
  }
}
