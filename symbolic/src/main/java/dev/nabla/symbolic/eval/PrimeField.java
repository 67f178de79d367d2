package dev.nabla.symbolic.eval;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.function.ScalarFunction;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Arithmetic modulo a prime. Two expressions that are equal as algebra have equal values at every
 * point; different ones differ at a random point with a probability of about {@code 1 -
 * degree/prime} (Schwartz and Zippel). Functions that are no algebra are random but consistent:
 * equal arguments give equal values.
 */
final class PrimeField implements Arithmetic {
  /** The largest prime below 2^25: products of two elements are exact in a double. */
  static final long PRIME = 33_554_393;

  private final long salt;

  PrimeField(long salt) {
    this.salt = salt;
  }

  private static double reduce(long value) {
    return Math.floorMod(value, PRIME);
  }

  @Override
  public double add(double a, double b) {
    return reduce((long) a + (long) b);
  }

  @Override
  public double multiply(double a, double b) {
    return reduce((long) a * (long) b);
  }

  @Override
  public double of(Rational value) {
    BigInteger prime = BigInteger.valueOf(PRIME);
    BigInteger n = value.numerator().mod(prime);
    return n.multiply(inverse(value.denominator().mod(prime).longValue())).mod(prime).longValue();
  }

  @Override
  public double of(String name, double value) {
    return hash(name.hashCode());
  }

  /**
   * The inverse of a nonzero element.
   *
   * @throws ArithmeticException for zero: the point was unlucky, or the formula divides by zero
   */
  private static BigInteger inverse(long value) {
    return BigInteger.valueOf(value).modInverse(BigInteger.valueOf(PRIME));
  }

  @Override
  public double power(double base, Rational exponent) {
    double root = base;
    if (!exponent.isInteger()) {
      root = hash(mix(exponent.denominator().longValue() + 77, (long) base));
    }
    return BigInteger.valueOf((long) root)
        .modPow(exponent.numerator(), BigInteger.valueOf(PRIME))
        .longValue();
  }

  @Override
  public double apply(ScalarFunction function, double... arguments) {
    return hash(mixAll(function.name().hashCode(), arguments, 0, arguments.length));
  }

  @Override
  public double reduce(Reduce.Kind kind, double[] data, int offset, int count) {
    if (kind == Reduce.Kind.PROD) {
      double product = 1;
      for (int k = 0; k < count; k++) {
        product = multiply(product, data[offset + k]);
      }
      return product;
    }
    return hash(mixAll(kind.name().hashCode(), data, offset, count));
  }

  @Override
  public double[] matrix(MatrixFunction.Kind kind, double[] data, int n) {
    double[] a = data.clone();
    double[] inverse = new double[n * n];
    double det = 1;
    for (int k = 0; k < n; k++) {
      inverse[k * n + k] = 1;
    }
    for (int column = 0; column < n; column++) {
      int pivot = column;
      while (pivot < n && a[pivot * n + column] == 0) {
        pivot++;
      }
      if (pivot == n) {
        throw new ArithmeticException("a singular matrix");
      }
      if (pivot != column) {
        addRow(a, n, column, pivot, 1);
        addRow(inverse, n, column, pivot, 1);
        addRow(a, n, pivot, column, PRIME - 1);
        addRow(inverse, n, pivot, column, PRIME - 1);
      }
      double p = a[column * n + column];
      det = multiply(det, p);
      double factor = inverse((long) p).longValue();
      for (int k = 0; k < n; k++) {
        a[column * n + k] = multiply(a[column * n + k], factor);
        inverse[column * n + k] = multiply(inverse[column * n + k], factor);
      }
      for (int row = 0; row < n; row++) {
        if (row != column) {
          double f = reduce(-(long) a[row * n + column]);
          addRow(a, n, row, column, f);
          addRow(inverse, n, row, column, f);
        }
      }
    }
    return switch (kind) {
      case INVERSE -> inverse;
      case DET -> new double[] {det};
      case LOGDET -> new double[] {hash(mix(kind.name().hashCode(), (long) det))};
    };
  }

  /** Adds a multiple of one row to another; the determinant stays. */
  private void addRow(double[] a, int n, int to, int from, double factor) {
    for (int k = 0; k < n; k++) {
      a[to * n + k] = add(a[to * n + k], multiply(a[from * n + k], factor));
    }
  }

  @Override
  public double[] opaque(String name, int[] derivedBy, double[] arguments, int count) {
    long seed =
        mixAll(mix(name.hashCode(), Arrays.hashCode(derivedBy)), arguments, 0, arguments.length);
    double[] values = new double[count];
    for (int k = 0; k < count; k++) {
      values[k] = hash(mix(seed, k));
    }
    return values;
  }

  /** A random element, the same for the same argument. */
  double hash(long value) {
    long h = mix(value, salt);
    return Math.floorMod(h ^ (h >>> 29), PRIME);
  }

  private static long mixAll(long seed, double[] data, int offset, int count) {
    long h = seed;
    for (int k = 0; k < count; k++) {
      h = mix(h, (long) data[offset + k]);
    }
    return h;
  }

  private static long mix(long a, long b) {
    long h = (a * 0xBF58476D1CE4E5B9L) ^ (b + 0x9E3779B97F4A7C15L + (a << 6) + (a >>> 2));
    h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
    h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
    return h ^ (h >>> 31);
  }
}
