package dev.nabla.symbolic.eval;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.function.ScalarFunction;

/** Double precision: what formulas mean when they are computed. */
class FloatingPoint implements Arithmetic {
  @Override
  public double add(double a, double b) {
    return a + b;
  }

  @Override
  public double multiply(double a, double b) {
    return a * b;
  }

  @Override
  public double of(Rational value) {
    return value.doubleValue();
  }

  @Override
  public double of(String name, double value) {
    return value;
  }

  @Override
  public double power(double base, Rational exponent) {
    if (exponent.equals(Rational.MINUS_ONE)) {
      return 1 / base;
    }
    if (exponent.equals(Rational.of(2))) {
      return base * base;
    }
    if (exponent.equals(Rational.HALF)) {
      return Math.sqrt(base);
    }
    if (exponent.equals(Rational.HALF.negate())) {
      return 1 / Math.sqrt(base);
    }
    return Math.pow(base, exponent.doubleValue());
  }

  @Override
  public double apply(ScalarFunction function, double... arguments) {
    return function.value(arguments);
  }

  @Override
  public double reduce(Reduce.Kind kind, double[] data, int offset, int count) {
    double best = data[offset];
    int where = 0;
    double product = 1;
    for (int k = 0; k < count; k++) {
      double value = data[offset + k];
      boolean better = kind == Reduce.Kind.MIN ? value < best : value > best;
      if (better || Double.isNaN(value) && !Double.isNaN(best)) {
        best = value;
        where = k;
      }
      product *= value;
    }
    if (kind == Reduce.Kind.PROD) {
      return product;
    }
    if (kind == Reduce.Kind.ARGMAX) {
      return where + 1;
    }
    return kind == Reduce.Kind.LOGSUMEXP ? logSumExp(data, offset, count, best) : best;
  }

  private static double logSumExp(double[] data, int offset, int count, double largest) {
    if (Double.isInfinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += Math.exp(data[offset + k] - largest);
    }
    return largest + Math.log(sum);
  }

  @Override
  public double[] matrix(MatrixFunction.Kind kind, double[] data, int n) {
    double[] a = data.clone();
    double[] inverse = identity(n);
    double det = 1;
    double logDet = 0;
    for (int column = 0; column < n; column++) {
      int pivot = pivotRow(a, n, column);
      if (pivot != column) {
        swapRows(a, n, pivot, column);
        swapRows(inverse, n, pivot, column);
        det = -det;
      }
      double p = a[column * n + column];
      det *= p;
      logDet += Math.log(Math.abs(p));
      eliminate(a, inverse, n, column, p);
    }
    return switch (kind) {
      case INVERSE -> inverse;
      case DET -> new double[] {det};
      case LOGDET -> new double[] {logDet};
    };
  }

  private static double[] identity(int n) {
    double[] identity = new double[n * n];
    for (int k = 0; k < n; k++) {
      identity[k * n + k] = 1;
    }
    return identity;
  }

  private static int pivotRow(double[] a, int n, int column) {
    int pivot = column;
    for (int row = column + 1; row < n; row++) {
      if (Math.abs(a[row * n + column]) > Math.abs(a[pivot * n + column])) {
        pivot = row;
      }
    }
    return pivot;
  }

  private static void swapRows(double[] a, int n, int i, int j) {
    for (int k = 0; k < n; k++) {
      double t = a[i * n + k];
      a[i * n + k] = a[j * n + k];
      a[j * n + k] = t;
    }
  }

  private static void eliminate(double[] a, double[] inverse, int n, int column, double pivot) {
    for (int k = 0; k < n; k++) {
      a[column * n + k] /= pivot;
      inverse[column * n + k] /= pivot;
    }
    for (int row = 0; row < n; row++) {
      double factor = a[row * n + column];
      if (row != column && factor != 0) {
        for (int k = 0; k < n; k++) {
          a[row * n + k] -= factor * a[column * n + k];
          inverse[row * n + k] -= factor * inverse[column * n + k];
        }
      }
    }
  }

  @Override
  public double[] opaque(String name, int[] derivedBy, double[] arguments, int count) {
    throw new IllegalStateException("the function " + name + " is opaque");
  }
}
