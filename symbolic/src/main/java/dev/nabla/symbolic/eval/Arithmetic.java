package dev.nabla.symbolic.eval;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.function.ScalarFunction;

/**
 * The numbers the {@link Interpreter} computes with: floating point for values, a finite field for
 * exact fingerprints. Elements of either fit in a {@code double}.
 */
public interface Arithmetic {
  double add(double a, double b);

  double multiply(double a, double b);

  double of(Rational value);

  /** A constant such as pi that no rational equals. */
  double of(String name, double value);

  double power(double base, Rational exponent);

  double apply(ScalarFunction function, double... arguments);

  /** A nonlinear reduction of {@code count} elements from {@code offset} on. */
  double reduce(Reduce.Kind kind, double[] data, int offset, int count);

  /** A function of the n×n matrix in row-major order; an inverse has n² elements, others one. */
  double[] matrix(MatrixFunction.Kind kind, double[] data, int n);

  /** The elements of an opaque function's derivative. */
  double[] opaque(String name, int[] derivedBy, double[] arguments, int count);
}
