package dev.nabla.codegen;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Expressions of one number u with the values and derivatives that mathematics gives them, as
 * limits where u is infinite, written without regard to ours. NaN stands where there is none.
 *
 * @param text the expression
 * @param slopeByChoice whether the derivative is found by comparing, which NaN does not survive
 * @param beyond points where it is not computed although there is a limit: it meets 0 · ∞, which is
 *     NaN, or overflows on the way
 */
record ElementaryFunctions(
    String text,
    DoubleUnaryOperator value,
    DoubleUnaryOperator slope,
    boolean slopeByChoice,
    List<Double> beyond) {
  private static final double NONE = Double.NaN;
  private static final double MUCH = Double.POSITIVE_INFINITY;

  private static ElementaryFunctions row(
      String text, DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    return new ElementaryFunctions(text, value, slope, false, List.of());
  }

  private ElementaryFunctions byChoice() {
    return new ElementaryFunctions(text, value, slope, true, beyond);
  }

  private ElementaryFunctions notAt(Double... points) {
    return new ElementaryFunctions(text, value, slope, slopeByChoice, List.of(points));
  }

  static List<ElementaryFunctions> rows() {
    return List.of(
        row("exp(u)", Math::exp, Math::exp),
        row("log(u)", Math::log, u -> 1 / u),
        row("expm1(u)", Math::expm1, Math::exp),
        row("log1p(u)", Math::log1p, u -> 1 / (1 + u)),
        row("sigmoid(u)", u -> sigmoid(u), u -> sigmoid(u) * sigmoid(-u)),
        row("softplus(u)", u -> softplus(u), u -> sigmoid(u)),
        row("tanh(u)", Math::tanh, u -> 4 * sigmoid(2 * u) * sigmoid(-2 * u)),
        row("relu(u)", u -> u > 0 ? u : zero(u), u -> u > 0 ? 1 : 0).byChoice(),
        row("relu'(u)", u -> u > 0 ? 1 : 0, u -> 0).byChoice(),
        row("leaky_relu(u)", u -> u > 0 ? u : 0.01 * u, u -> u > 0 ? 1 : 0.01).byChoice(),
        row("leaky_relu(u, 0.2)", u -> u > 0 ? u : 0.2 * u, u -> u > 0 ? 1 : 0.2).byChoice(),
        row("elu(u)", u -> u > 0 ? u : Math.expm1(u), u -> u > 0 ? 1 : Math.exp(u)).byChoice(),
        row("elu(u, 2)", u -> u > 0 ? u : 2 * Math.expm1(u), u -> u > 0 ? 1 : 2 * Math.exp(u))
            .byChoice(),
        row("selu(u)", u -> selu(u), u -> u > 0 ? SCALE : SCALE * SELU * Math.exp(u)).byChoice(),
        row("gelu(u)", u -> u * normal(u), u -> normal(u) + times(u, density(u)))
            .notAt(-MUCH, MUCH, Double.MAX_VALUE),
        row("silu(u)", u -> times(u, sigmoid(u)), u -> siluSlope(u)).notAt(-MUCH, MUCH),
        row("hard_tanh(u)", u -> clip(u), u -> u >= -1 && u <= 1 ? 1 : 0).byChoice(),
        row("clip(u, -1, 1)", u -> clip(u), u -> u >= -1 && u <= 1 ? 1 : 0).byChoice(),
        row("step(u)", u -> u >= 0 ? 1 : 0, u -> 0).byChoice(),
        row("sign(u)", Math::signum, u -> 0).byChoice(),
        row("abs(u)", Math::abs, Math::signum),
        row("erf(u)", u -> erf(u), u -> 2 / Math.sqrt(Math.PI) * Math.exp(-u * u)),
        row("sin(u)", Math::sin, Math::cos),
        row("cos(u)", Math::cos, u -> -Math.sin(u)),
        row("tan(u)", Math::tan, u -> 1 + Math.tan(u) * Math.tan(u)),
        row("asin(u)", Math::asin, u -> 1 / Math.sqrt((1 - u) * (1 + u))),
        row("acos(u)", Math::acos, u -> -1 / Math.sqrt((1 - u) * (1 + u))),
        row("atan(u)", Math::atan, u -> 1 / (1 + u * u)),
        row("sinh(u)", Math::sinh, Math::cosh),
        row("cosh(u)", Math::cosh, Math::sinh),
        row("sqrt(u)", Math::sqrt, u -> 1 / (2 * Math.sqrt(u))),
        row("square(u)", u -> u * u, u -> 2 * u),
        row("u^3", u -> u * u * u, u -> 3 * u * u),
        row("1 / u", u -> 1 / u, u -> -1 / u / u),
        row("u.^(-2)", u -> 1 / u / u, u -> -2 / u / u / u),
        row("pow(u, 2.5)", u -> Math.pow(u, 2.5), u -> 2.5 * Math.pow(u, 1.5)),
        row("pow(2, u)", u -> Math.pow(2, u), u -> Math.pow(2, u) * Math.log(2)),
        row("max(u, 0.5)", u -> Math.max(u, 0.5), u -> u >= 0.5 ? 1 : 0).byChoice(),
        row("min(u, 0.5)", u -> Math.min(u, 0.5), u -> u <= 0.5 ? 1 : 0).byChoice(),
        row("where(u > 0, u, -u)", Math::abs, u -> u > 0 ? 1 : -1).byChoice(),
        row("u < 1", u -> u < 1 ? 1 : 0, u -> 0).byChoice(),
        row("u <= 1", u -> u <= 1 ? 1 : 0, u -> 0).byChoice(),
        row("u == 1", u -> u == 1 ? 1 : 0, u -> 0).byChoice(),
        row("u != 1", u -> u != 1 ? 1 : 0, u -> 0).byChoice());
  }

  private static final double SELU = 1.6732632423543772;
  private static final double SCALE = 1.0507009873554805;

  /** 0, or NaN of NaN. */
  private static double zero(double u) {
    return Double.isNaN(u) ? NONE : 0;
  }

  private static double selu(double u) {
    return u > 0 ? SCALE * u : SCALE * SELU * Math.expm1(u);
  }

  /** A product in which 0 wins: what grows against an exponential. */
  private static double times(double u, double small) {
    return small == 0 ? 0 : u * small;
  }

  private static double sigmoid(double u) {
    return u >= 0 ? 1 / (1 + Math.exp(-u)) : Math.exp(u) / (1 + Math.exp(u));
  }

  private static double siluSlope(double u) {
    return sigmoid(u) + times(u, sigmoid(u) * sigmoid(-u));
  }

  private static double softplus(double u) {
    return u > 0 ? u + Math.log1p(Math.exp(-u)) : Math.log1p(Math.exp(u));
  }

  private static double clip(double u) {
    return Math.max(-1, Math.min(1, u));
  }

  private static double density(double u) {
    return Math.exp(-u * u / 2) / Math.sqrt(2 * Math.PI);
  }

  private static double normal(double u) {
    return (1 + erf(u / Math.sqrt(2))) / 2;
  }

  /**
   * By the alternating Taylor series near 0, by Laplace's continued fraction of 1 - erf far out.
   */
  private static double erf(double u) {
    if (Double.isNaN(u) || u == 0) {
      return u;
    }
    if (Math.abs(u) > 3) {
      double fraction = Math.abs(u);
      for (int n = 60; n > 0; n--) {
        fraction = Math.abs(u) + n / 2.0 / fraction;
      }
      return Math.signum(u) * (1 - Math.exp(-u * u) / (fraction * Math.sqrt(Math.PI)));
    }
    double term = u;
    double sum = u;
    for (int n = 1; n < 60; n++) {
      term *= -u * u / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }
}
