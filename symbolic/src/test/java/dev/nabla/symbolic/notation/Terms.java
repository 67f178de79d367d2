package dev.nabla.symbolic.notation;

import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.expr.Variable.Role;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The variables of the tests, and short words for making expressions of them. */
final class Terms {
  final Exprs f = new Exprs();
  final Size m = Size.fixed("m", 3);
  final Size n = Size.fixed("n", 4);
  final Size p = Size.fixed("p", 2);

  final Variable a = scalar("a");
  final Variable s = scalar("s");
  final Variable lambda = scalar("lambda");
  final Variable x = vector("x", n);
  final Variable y = vector("y", n);
  final Variable z = vector("z", n);
  final Variable b = vector("b", m);
  final Variable h = vector("h", m);
  final Variable c = vector("c", m);
  final Variable r = matrix("r", Size.ONE, n);
  final Variable A = matrix("A", n, n);
  final Variable B = matrix("B", n, n);
  final Variable W = matrix("W", m, n);
  final Variable V = matrix("V", m, n);
  final Variable X = matrix("X", m, n);
  final Variable S = f.variable("S", Role.PARAM, Shape.of(n, n), Set.of(Fact.SYMMETRIC), false);
  final Variable T = f.variable("T", Role.PARAM, Shape.of(m, n, p), Set.of(), false);
  final Variable U = f.variable("U", Role.PARAM, Shape.of(m, n, p), Set.of(), false);
  final Variable q = vector("q", p);

  Variable scalar(String name) {
    return f.variable(name, Role.PARAM, Shape.SCALAR);
  }

  Variable vector(String name, Size size) {
    return f.variable(name, Role.PARAM, Shape.of(size));
  }

  Variable matrix(String name, Size rows, Size columns) {
    return f.variable(name, Role.PARAM, Shape.of(rows, columns));
  }

  Expr number(long value) {
    return f.constant(value);
  }

  Expr half(Expr e) {
    return f.scale(Rational.HALF, e);
  }

  Expr times(Expr... factors) {
    return Arrays.stream(factors).reduce(f::times).orElseThrow();
  }

  /** The matrix product, from left to right; vectors are columns. */
  Expr mul(Expr... factors) {
    return Arrays.stream(factors).reduce(f::matmul).orElseThrow();
  }

  Expr t(Expr e) {
    return f.transpose(e);
  }

  Expr add(Expr... terms) {
    return f.add(terms);
  }

  Expr sub(Expr one, Expr other) {
    return f.sub(one, other);
  }

  Expr scale(long factor, Expr e) {
    return f.scale(Rational.of(factor), e);
  }

  Expr oneMinus(Expr e) {
    return f.sub(f.one(), e);
  }

  Expr dot(Expr one, Expr other) {
    return f.sumAll(f.times(one, other));
  }

  Expr square(Expr e) {
    return f.power(e, 2);
  }

  Expr norm(Expr e) {
    return f.power(f.sumAll(square(e)), Rational.HALF);
  }

  Expr apply(ScalarFunction function, Expr... arguments) {
    return f.apply(function, arguments);
  }

  Expr rowSums(Expr e) {
    return f.sumOver(e, Set.of(1));
  }

  Expr columnSums(Expr e) {
    return f.sumOver(e, Set.of(0));
  }

  /** A column beside every column, or a row under every row, of an m×n matrix. */
  Expr repeated(Expr e, int axis) {
    return f.broadcastAlong(Set.of(axis), List.of(m, n), e);
  }

  Expr logsumexp(Expr e) {
    return f.reduce(Reduce.Kind.LOGSUMEXP, e, Set.of(e.order() - 1));
  }

  Expr reduceAll(Reduce.Kind kind, Expr e) {
    return f.reduce(kind, e, new TreeSet<>(Exprs.range(0, e.order())));
  }

  Expr logSoftmax(Expr e) {
    Expr total = logsumexp(e);
    return f.sub(e, f.broadcastAlong(Set.of(e.order() - 1), e.axes(), total));
  }

  Expr contract(List<Integer> output, Factor... factors) {
    return f.contract(List.of(factors), output);
  }

  static Factor at(Expr e, Integer... indices) {
    return Factor.of(e, indices);
  }

  /** The text of the formula, with the indices of the left side in front. */
  String text(Expr e) {
    return text(e, Shape.ofAxes(e.axes()));
  }

  String text(Expr e, Shape shape) {
    return text(new Notation(f).of(e, shape));
  }

  static String text(Formula formula) {
    String indices =
        formula.indices().isEmpty()
            ? ""
            : "[" + String.join(",", formula.indices().stream().map(i -> i.text()).toList()) + "] ";
    return indices + Style.TEXT.expression(formula.expression());
  }
}
