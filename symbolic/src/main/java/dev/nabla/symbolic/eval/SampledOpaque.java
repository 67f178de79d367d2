package dev.nabla.symbolic.eval;

import dev.nabla.symbolic.function.ScalarFunction;

/**
 * Floating point in which opaque functions have values: each is a smooth function of its arguments
 * that its name and primes choose. What holds whatever the functions are holds for these.
 */
final class SampledOpaque extends WellConditioned {
  @Override
  public double apply(ScalarFunction function, double... arguments) {
    return function.isOpaque()
        ? sample(function.name().hashCode(), arguments)
        : super.apply(function, arguments);
  }

  @Override
  public double[] opaque(String name, int[] derivedBy, double[] arguments, int count) {
    int seed = 31 * name.hashCode() + java.util.Arrays.hashCode(derivedBy);
    double[] values = new double[count];
    for (int k = 0; k < count; k++) {
      values[k] = sample(31 * seed + k, arguments);
    }
    return values;
  }

  private static double sample(int seed, double[] arguments) {
    double phase = seed % 1000 / 300.0;
    for (int k = 0; k < arguments.length; k++) {
      phase += arguments[k] * (1 + Math.sin(seed % 1000 + k) / 2);
    }
    return 0.6 + 0.3 * Math.sin(phase);
  }
}
