package dev.nabla.symbolic.rewrite;

import static dev.nabla.symbolic.function.ScalarFunctions.EXP;
import static dev.nabla.symbolic.function.ScalarFunctions.EXPM1;
import static dev.nabla.symbolic.function.ScalarFunctions.LOG;
import static dev.nabla.symbolic.function.ScalarFunctions.LOG1P;
import static dev.nabla.symbolic.function.ScalarFunctions.MAX;
import static dev.nabla.symbolic.function.ScalarFunctions.RELU;
import static dev.nabla.symbolic.function.ScalarFunctions.RELU_PRIME;
import static dev.nabla.symbolic.function.ScalarFunctions.SIGMOID;
import static dev.nabla.symbolic.function.ScalarFunctions.SOFTPLUS;
import static dev.nabla.symbolic.function.ScalarFunctions.TANH;

import dev.nabla.grammar.Rational;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import java.util.List;
import java.util.function.BiFunction;

/** The identities between scalar functions, one row each. */
public final class Rewrites {
  private static final Rational TWO = Rational.of(2);

  /** Always applied: the right side is simpler, or stable where the left side is not. */
  public static final List<Rewrite> ALWAYS =
      List.of(
          row("log-exp", (f, u) -> f.apply(LOG, f.apply(EXP, u)), (f, u) -> u),
          row("exp-log", (f, u) -> f.apply(EXP, f.apply(LOG, u)), (f, u) -> u, 0.1, 3),
          row("log-1", (f, u) -> f.apply(LOG, f.one()), (f, u) -> f.constant(0)),
          row("exp-0", (f, u) -> f.apply(EXP, f.constant(0)), (f, u) -> f.one()),
          row(
              "log-sigmoid",
              (f, u) -> f.apply(LOG, f.apply(SIGMOID, u)),
              (f, u) -> f.negate(f.apply(SOFTPLUS, f.negate(u)))),
          row(
              "log-one-minus-sigmoid",
              (f, u) -> f.apply(LOG, oneMinus(f, f.apply(SIGMOID, u))),
              (f, u) -> f.negate(f.apply(SOFTPLUS, u))),
          row(
              "softplus",
              (f, u) -> f.apply(LOG, onePlus(f, f.apply(EXP, u))),
              (f, u) -> f.apply(SOFTPLUS, u)),
          row(
              "softplus-log1p",
              (f, u) -> f.apply(LOG1P, f.apply(EXP, u)),
              (f, u) -> f.apply(SOFTPLUS, u)),
          row(
              "logistic",
              (f, u) -> f.reciprocal(onePlus(f, f.apply(EXP, f.negate(u)))),
              (f, u) -> f.apply(SIGMOID, u)),
          row(
              "logistic-negative",
              (f, u) -> f.reciprocal(onePlus(f, f.apply(EXP, u))),
              (f, u) -> f.apply(SIGMOID, f.negate(u))),
          row("exp-of-expm1", (f, u) -> onePlus(f, f.apply(EXPM1, u)), (f, u) -> f.apply(EXP, u)),
          row(
              "tanh-by-sigmoid",
              (f, u) -> f.sub(f.scale(TWO, f.apply(SIGMOID, f.scale(TWO, u))), f.one()),
              (f, u) -> f.apply(TANH, u)),
          row(
              "relu-gate",
              (f, u) -> f.times(f.apply(RELU, u), f.apply(RELU_PRIME, u)),
              (f, u) -> f.apply(RELU, u)),
          row("relu", (f, u) -> f.apply(MAX, u, f.constant(0)), (f, u) -> f.apply(RELU, u)),
          row(
              "relu-zero-first",
              (f, u) -> f.apply(MAX, f.constant(0), u),
              (f, u) -> f.apply(RELU, u)));

  /** Tried, and kept when the whole formula becomes shorter. */
  public static final List<Rewrite> WHEN_SHORTER =
      List.of(
          row(
              "softplus-odd",
              (f, u) -> f.apply(SOFTPLUS, f.negate(u)),
              (f, u) -> f.sub(f.apply(SOFTPLUS, u), u)),
          row(
              "sigmoid-odd",
              (f, u) -> f.apply(SIGMOID, f.negate(u)),
              (f, u) -> oneMinus(f, f.apply(SIGMOID, u))),
          row(
              "tanh-odd",
              (f, u) -> f.apply(TANH, f.negate(u)),
              (f, u) -> f.negate(f.apply(TANH, u))));

  private Rewrites() {}

  private static Expr onePlus(Exprs f, Expr e) {
    return f.add(f.one(), e);
  }

  private static Expr oneMinus(Exprs f, Expr e) {
    return f.sub(f.one(), e);
  }

  private static Rewrite row(
      String name, BiFunction<Exprs, Expr, Expr> left, BiFunction<Exprs, Expr, Expr> right) {
    return row(name, left, right, -3, 3);
  }

  private static Rewrite row(
      String name,
      BiFunction<Exprs, Expr, Expr> left,
      BiFunction<Exprs, Expr, Expr> right,
      double from,
      double to) {
    return new Rewrite(name, left, right, from, to);
  }
}
