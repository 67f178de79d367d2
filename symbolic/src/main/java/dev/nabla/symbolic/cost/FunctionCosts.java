package dev.nabla.symbolic.cost;

import static dev.nabla.symbolic.cost.Operations.Kind.ADDITIONS;
import static dev.nabla.symbolic.cost.Operations.Kind.COMPARISONS;
import static dev.nabla.symbolic.cost.Operations.Kind.DIVISIONS;
import static dev.nabla.symbolic.cost.Operations.Kind.FUNCTIONS;
import static dev.nabla.symbolic.cost.Operations.Kind.MULTIPLICATIONS;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.cost.Operations.Kind;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.function.ScalarFunction;
import java.util.Map;

/** What functions cost, as data. */
final class FunctionCosts {
  /** The coefficients of {@code n^3, n^2, n} for a matrix of n rows, by Gaussian elimination. */
  private static final Map<Kind, Rational[]> ELIMINATION =
      Map.of(
          MULTIPLICATIONS,
              new Rational[] {Rational.of(1, 3), Rational.of(-1, 2), Rational.of(7, 6)},
          ADDITIONS, new Rational[] {Rational.of(1, 3), Rational.of(-1, 2), Rational.of(1, 6)},
          DIVISIONS, new Rational[] {Rational.ZERO, Rational.HALF, Rational.of(-1, 2)});

  private static final Map<Kind, Rational[]> INVERSION =
      Map.of(
          MULTIPLICATIONS, new Rational[] {Rational.ONE, Rational.of(-1), Rational.ZERO},
          ADDITIONS, new Rational[] {Rational.ONE, Rational.of(-2), Rational.ONE},
          DIVISIONS, new Rational[] {Rational.ZERO, Rational.ONE, Rational.ZERO});

  private FunctionCosts() {}

  /** One value of a scalar function. */
  static Operations of(ScalarFunction function) {
    return Operations.of(function.selects() ? COMPARISONS : FUNCTIONS, 1);
  }

  /** One power. */
  static Operations ofPower(Rational exponent) {
    Rational positive = exponent.abs();
    Operations power =
        positive.isInteger()
            ? Operations.of(MULTIPLICATIONS, multiplications(positive.numerator().longValue()))
            : Operations.of(FUNCTIONS, 1);
    return exponent.signum() < 0 ? power.plus(Operations.of(DIVISIONS, 1)) : power;
  }

  /** By repeated squaring. */
  private static long multiplications(long exponent) {
    return 63L - Long.numberOfLeadingZeros(exponent) + Long.bitCount(exponent) - 1;
  }

  /** A function of a square matrix. */
  static Operations of(MatrixFunction.Kind kind, Polynomial n) {
    Operations total = Operations.NONE;
    Map<Kind, Rational[]> table = kind == MatrixFunction.Kind.INVERSE ? INVERSION : ELIMINATION;
    for (Map.Entry<Kind, Rational[]> row : table.entrySet()) {
      Polynomial count = Polynomial.ZERO;
      for (Rational coefficient : row.getValue()) {
        count = count.plus(Polynomial.of(coefficient)).times(n);
      }
      total = total.plus(Operations.of(row.getKey(), count));
    }
    return kind == MatrixFunction.Kind.LOGDET ? total.plus(Operations.of(FUNCTIONS, 1)) : total;
  }
}
