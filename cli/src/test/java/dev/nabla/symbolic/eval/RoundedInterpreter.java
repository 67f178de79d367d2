package dev.nabla.symbolic.eval;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.shape.Size;
import java.util.Random;

/**
 * An interpreter each of whose operations is off by a random relative error. How far its values are
 * from the right ones says how many digits are left by arithmetic of that precision, in whatever
 * order it adds (Monte Carlo arithmetic: Parker, 1997).
 */
public final class RoundedInterpreter {
  private RoundedInterpreter() {}

  /**
   * An interpreter.
   *
   * @param unit the largest relative error of an operation
   */
  public static Interpreter of(double unit, long seed) {
    return new Interpreter(new Rounded(unit, new Random(seed)), Size::intValue);
  }

  private static final class Rounded extends FloatingPoint {
    private final double unit;
    private final Random random;

    Rounded(double unit, Random random) {
      this.unit = unit;
      this.random = random;
    }

    private double off(double value) {
      return value * (1 + unit * (2 * random.nextDouble() - 1));
    }

    private double[] off(double[] values) {
      double[] result = new double[values.length];
      for (int k = 0; k < result.length; k++) {
        result[k] = off(values[k]);
      }
      return result;
    }

    @Override
    public double add(double a, double b) {
      return a == 0 || b == 0 ? a + b : off(a + b);
    }

    @Override
    public double multiply(double a, double b) {
      return a == 1 || b == 1 || a == -1 || b == -1 ? a * b : off(a * b);
    }

    @Override
    public double of(Rational value) {
      double exact = value.doubleValue();
      return exact == (float) exact ? exact : off(exact);
    }

    @Override
    public double of(String name, double value) {
      return off(value);
    }

    @Override
    public double power(double base, Rational exponent) {
      return off(super.power(base, exponent));
    }

    @Override
    public double apply(ScalarFunction function, double... arguments) {
      double value = super.apply(function, arguments);
      return function.isPiecewise() ? value : off(value);
    }

    @Override
    public double reduce(Reduce.Kind kind, double[] data, int offset, int count) {
      double value = super.reduce(kind, data, offset, count);
      boolean chosen =
          kind == Reduce.Kind.MAX || kind == Reduce.Kind.MIN || kind == Reduce.Kind.ARGMAX;
      return chosen ? value : off(value);
    }

    @Override
    public double[] matrix(MatrixFunction.Kind kind, double[] data, int n) {
      return off(super.matrix(kind, off(data), n));
    }
  }
}
