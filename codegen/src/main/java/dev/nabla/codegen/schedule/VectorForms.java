package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Helper;
import dev.nabla.codegen.loop.Index;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.grammar.Rational;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which scalar expressions can be computed for many neighbouring elements at once, and how. */
public final class VectorForms {
  /**
   * The lane-wise form of functions: $1, $2 are vectors. The operators of the Vector API are within
   * 1 ulp of the exact values, as the functions of {@code Math} are.
   */
  private static final Map<ScalarFunction, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry(ScalarFunctions.EXP, "$1.lanewise(VectorOperators.EXP)"),
          Map.entry(ScalarFunctions.LOG, "$1.lanewise(VectorOperators.LOG)"),
          Map.entry(ScalarFunctions.EXPM1, "$1.lanewise(VectorOperators.EXPM1)"),
          Map.entry(ScalarFunctions.LOG1P, "$1.lanewise(VectorOperators.LOG1P)"),
          Map.entry(ScalarFunctions.TANH, "$1.lanewise(VectorOperators.TANH)"),
          Map.entry(ScalarFunctions.SIN, "$1.lanewise(VectorOperators.SIN)"),
          Map.entry(ScalarFunctions.COS, "$1.lanewise(VectorOperators.COS)"),
          Map.entry(ScalarFunctions.ABS, "$1.abs()"),
          Map.entry(ScalarFunctions.RELU, "$1.max(0)"),
          Map.entry(ScalarFunctions.MAX, "$1.max($2)"),
          Map.entry(ScalarFunctions.MIN, "$1.min($2)"));

  private static final Set<Helper> HELPERS =
      Set.of(
          Helper.GATE,
          Helper.DECAY,
          Helper.SIGMOID,
          Helper.SOFTPLUS,
          Helper.SQUARE,
          Helper.LOG_SUM_EXP);

  private static final Map<ScalarFunction, String> COMPARISONS =
      Map.of(
          ScalarFunctions.LESS, "LT",
          ScalarFunctions.LESS_EQUAL, "LE",
          ScalarFunctions.EQUAL, "EQ",
          ScalarFunctions.NOT_EQUAL, "NE");

  private static final Map<ScalarFunction, String> GATES =
      Map.of(ScalarFunctions.RELU_PRIME, "GT", ScalarFunctions.STEP, "GE");

  private static final Set<Rational> POWERS =
      Set.of(Rational.MINUS_ONE, Rational.HALF, Rational.of(2), Rational.of(-2));

  private VectorForms() {}

  /** The lane-wise form of a function, with $1, $2 for its arguments. */
  public static Optional<String> function(ScalarFunction function) {
    return Optional.ofNullable(FUNCTIONS.get(function));
  }

  /** The comparison of the Vector API that is 1 where it holds of two arguments. */
  public static Optional<String> comparison(ScalarFunction function) {
    return Optional.ofNullable(COMPARISONS.get(function));
  }

  /** The comparison with zero that makes a function 1. */
  public static Optional<String> gate(ScalarFunction function) {
    return Optional.ofNullable(GATES.get(function));
  }

  /** Whether a value can be computed for neighbours along an index at once. */
  static boolean isVector(Scalar value, Index along) {
    boolean[] fits = {true};
    value.forEach(s -> fits[0] &= fits(s, along));
    return fits[0];
  }

  private static boolean fits(Scalar s, Index along) {
    if (s instanceof Scalar.Read read) {
      Affine address = read.access().address();
      return address.coefficient(along) == 0 || address.coefficient(along) == 1;
    }
    if (s instanceof Scalar.Apply apply) {
      return FUNCTIONS.containsKey(apply.function())
          || COMPARISONS.containsKey(apply.function())
          || GATES.containsKey(apply.function())
          || apply.function().equals(ScalarFunctions.WHERE);
    }
    if (s instanceof Scalar.Call call) {
      return HELPERS.contains(call.helper());
    }
    if (s instanceof Scalar.Raise raise) {
      return POWERS.contains(raise.exponent());
    }
    return !(s instanceof Scalar.OnlyAt || s instanceof Scalar.Position);
  }
}
