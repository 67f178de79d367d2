package dev.nabla.symbolic.notation;

import static dev.nabla.symbolic.function.ScalarFunctions.*;
import static dev.nabla.symbolic.notation.Terms.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What expressions of the core look like: one row for each form. */
class NotationTest {
  private record Row(String expected, Function<Terms, Expr> expression) {}

  private final List<Row> rows = new ArrayList<>();

  private void row(String expected, Function<Terms, Expr> expression) {
    rows.add(new Row(expected, expression));
  }

  private Stream<DynamicTest> tests() {
    return rows.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.expected(),
                    () -> {
                      Terms t = new Terms();
                      Expr e = row.expression().apply(t);
                      assertThat(t.text(e)).isEqualTo(row.expected());
                      if (RoundTrip.isPossible(e)) {
                        new RoundTrip(t).check(e, Shape.ofAxes(e.axes()));
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> products() {
    row("A x", t -> t.mul(t.A, t.x));
    row("A^T x", t -> t.mul(t.t(t.A), t.x));
    row("A B", t -> t.mul(t.A, t.B));
    row("A^T B^T", t -> t.t(t.mul(t.B, t.A)));
    row("A B x", t -> t.mul(t.A, t.B, t.x));
    row("x y^T", t -> t.f.outer(t.x, t.y));
    row("x^T y", t -> t.dot(t.x, t.y));
    row("x^T x", t -> t.f.sumAll(t.square(t.x)));
    row("x^T A x", t -> t.dot(t.x, t.mul(t.A, t.x)));
    row("y^T A x", t -> t.dot(t.y, t.mul(t.A, t.x)));
    row("x ⊙ y", t -> t.times(t.x, t.y));
    row("x ⊙ y ⊙ z", t -> t.times(t.x, t.y, t.z));
    row("W ⊙ V", t -> t.times(t.W, t.V));
    row("x ⊙ x", t -> t.square(t.x));
    row("x.^3", t -> t.f.power(t.x, 3));
    row("a^2", t -> t.square(t.a));
    row("2 A x", t -> t.scale(2, t.mul(t.A, t.x)));
    row("1/2 x", t -> t.half(t.x));
    row("0.01 x", t -> t.f.scale(Rational.of(1, 100), t.x));
    row("a x", t -> t.times(t.a, t.x));
    row("2 a A x", t -> t.scale(2, t.times(t.a, t.mul(t.A, t.x))));
    row("-2 x", t -> t.scale(-2, t.x));
    row("y (x^T A x)", t -> t.times(t.dot(t.x, t.mul(t.A, t.x)), t.y));
    row("2 (x^T A x) y", t -> t.scale(2, t.times(t.dot(t.x, t.mul(t.A, t.x)), t.y)));
    row("diag(h) W", t -> t.mul(t.f.diagonal(t.h), t.W));
    row("W diag(x)", t -> t.mul(t.W, t.f.diagonal(t.x)));
    row("W diag(x) V^T", t -> t.mul(t.W, t.f.diagonal(t.x), t.t(t.V)));
    row("diag(x)", t -> t.f.diagonal(t.x));
    row("diag(x ⊙ y)", t -> t.f.diagonal(t.times(t.x, t.y)));
    row("diag(h) W diag(x)", t -> t.mul(t.f.diagonal(t.h), t.W, t.f.diagonal(t.x)));
    row("tr(A)", t -> t.contract(List.of(), at(t.A, 0, 0)));
    row("diag(A)", t -> t.contract(List.of(0), at(t.A, 0, 0)));
    row("tr(A B)", t -> t.contract(List.of(), at(t.A, 0, 1), at(t.B, 1, 0)));
    row("sum(A ⊙ B)", t -> t.f.sumAll(t.times(t.A, t.B)));
    row("tr(A B A)", t -> t.contract(List.of(), at(t.A, 0, 1), at(t.B, 1, 2), at(t.A, 2, 0)));
    row("tr(A W^T V)", t -> t.contract(List.of(), at(t.W, 2, 0), at(t.V, 2, 1), at(t.A, 1, 0)));
    row("‖W‖^2", t -> t.f.sumAll(t.square(t.W)));
    row("sum(x)", t -> t.f.sumAll(t.x));
    row("sum(W)", t -> t.f.sumAll(t.W));
    row("sum(W x)", t -> t.f.sumAll(t.mul(t.W, t.x)));
    row("rowsum(W)", t -> t.rowSums(t.W));
    row("colsum(W)^T", t -> t.columnSums(t.W));
    row("rowsum(W ⊙ V)", t -> t.rowSums(t.times(t.W, t.V)));
    row("(W ⊙ V) x", t -> t.mul(t.times(t.W, t.V), t.x));
    row("b ones(n)^T", t -> t.repeated(t.b, 1));
    row("ones(m) x^T", t -> t.repeated(t.x, 0));
    row("a ones(n)", t -> t.times(t.a, t.f.ones(t.n)));
    row("2 ones(m) ones(n)^T", t -> t.scale(2, t.f.ones(List.of(t.m, t.n))));
    row("identity(n)", t -> t.f.delta(t.n));
    row("2 identity(n)", t -> t.scale(2, t.f.delta(t.n)));
    row("S x", t -> t.mul(t.t(t.S), t.x));
    row("x^T (y ⊙ z)", t -> t.f.sumAll(t.times(t.x, t.y, t.z)));
    row("y^T (x ⊙ x)", t -> t.f.sumAll(t.times(t.x, t.x, t.y)));
    row("W (x ⊙ y)", t -> t.mul(t.W, t.times(t.x, t.y)));
    row("W A x c^T", t -> t.f.outer(t.mul(t.W, t.A, t.x), t.c));
    row("A ⊙ B^T", t -> t.times(t.A, t.t(t.B)));
    row("n x", t -> t.times(t.f.extent(t.n), t.x));
    row("x^T (y ⊙ y)", t -> t.f.sumAll(t.times(t.x, t.y, t.y)));
    row("y^T log(x)", t -> t.f.sumAll(t.times(t.y, t.apply(LOG, t.x))));
    row("exp(y)^T log(x)", t -> t.f.sumAll(t.times(t.apply(EXP, t.y), t.apply(LOG, t.x))));
    row("sum(y.^3)", t -> t.f.sumAll(t.times(t.y, t.y, t.y)));
    row("x^T (x ⊙ y ⊙ y)", t -> t.f.sumAll(t.times(t.square(t.x), t.square(t.y))));
    row("(y ⊙ z)^T A x", t -> t.f.sumAll(t.times(t.mul(t.A, t.x), t.y, t.z)));
    row("((B y) ⊙ z)^T A x", t -> t.f.sumAll(t.times(t.mul(t.A, t.x), t.mul(t.B, t.y), t.z)));
    row("A x (x^T y)", t -> t.times(t.dot(t.x, t.y), t.mul(t.A, t.x)));
    row("x (x^T y) (y^T z)", t -> t.times(t.dot(t.x, t.y), t.dot(t.y, t.z), t.x));
    row("a (x^T y) A x", t -> t.times(t.a, t.dot(t.x, t.y), t.mul(t.A, t.x)));
    row("3 a (x^T A y)", t -> t.scale(3, t.times(t.a, t.dot(t.x, t.mul(t.A, t.y)))));
    row("(A x) ⊙ (B y) ⊙ z", t -> t.times(t.mul(t.A, t.x), t.mul(t.B, t.y), t.z));
    row("(2 A x) ⊙ (B y)", t -> t.scale(2, t.times(t.mul(t.A, t.x), t.mul(t.B, t.y))));
    row("x^T y (x ⊙ z)", t -> t.times(t.dot(t.x, t.y), t.times(t.x, t.z)));
    row("(W ⊙ W)^T", t -> t.t(t.square(t.W)));
    row("(W ⊙ V)^T b", t -> t.mul(t.t(t.times(t.W, t.V)), t.b));
    row("(W + V)^T b", t -> t.mul(t.t(t.add(t.W, t.V)), t.b));
    row("A ((B y) ⊙ x)", t -> t.mul(t.A, t.f.diagonal(t.x), t.B, t.y));
    row("sum(A ⊙ B ⊙ S)", t -> t.contract(List.of(), at(t.A, 0, 1), at(t.B, 0, 1), at(t.S, 0, 1)));
    row("rowsum(A ⊙ B^T)", t -> t.contract(List.of(0), at(t.A, 0, 1), at(t.B, 1, 0)));
    row("x ⊙ diag(A)", t -> t.contract(List.of(0), at(t.A, 0, 0), at(t.x, 0)));
    row("x^T diag(A)", t -> t.contract(List.of(), at(t.A, 0, 0), at(t.x, 0)));
    row("tr(A B) B", t -> t.times(t.contract(List.of(), at(t.A, 0, 1), at(t.B, 1, 0)), t.B));
    row(
        "tr(A B S diag(x))",
        t -> t.contract(List.of(), at(t.A, 0, 1), at(t.B, 1, 2), at(t.S, 2, 0), at(t.x, 0)));
    row("sum((W ⊙ V) x)", t -> t.contract(List.of(), at(t.W, 0, 1), at(t.x, 1), at(t.V, 0, 1)));
    row(
        "b^T (W ⊙ V) x",
        t -> t.contract(List.of(), at(t.W, 0, 1), at(t.x, 1), at(t.b, 0), at(t.V, 0, 1)));
    row(
        "diag(b) (W ⊙ V) diag(x)",
        t -> t.contract(List.of(0, 1), at(t.W, 0, 1), at(t.x, 1), at(t.b, 0), at(t.V, 0, 1)));
    row(
        "(W ⊙ V) (x ⊙ y)",
        t -> t.contract(List.of(0), at(t.W, 0, 1), at(t.x, 1), at(t.V, 0, 1), at(t.y, 1)));
    row(
        "rowsum((W A) ⊙ V)",
        t -> t.contract(List.of(0), at(t.W, 0, 1), at(t.V, 0, 2), at(t.A, 1, 2)));
    row(
        "diag(b) W diag(x) V^T",
        t -> t.contract(List.of(0, 3), at(t.W, 0, 1), at(t.V, 3, 1), at(t.x, 1), at(t.b, 0)));
    row("(a x) ⊙ exp(y)", t -> t.times(t.a, t.x, t.apply(EXP, t.y)));
    row("(a + s) (x + y)", t -> t.times(t.add(t.a, t.s), t.add(t.x, t.y)));
    row("(a + s) A x", t -> t.times(t.add(t.a, t.s), t.mul(t.A, t.x)));
    row("-y ⊙ relu(x)", t -> t.times(t.number(-1), t.apply(RELU, t.x), t.y));
    return tests();
  }

  @TestFactory
  Stream<DynamicTest> quotients() {
    row("x / a", t -> t.f.divide(t.x, t.a));
    row("x / norm(x)", t -> t.f.divide(t.x, t.norm(t.x)));
    row("x / norm(x)^3", t -> t.f.divide(t.x, t.f.power(t.norm(t.x), 3)));
    row("x / (x^T x)", t -> t.f.divide(t.x, t.f.sumAll(t.square(t.x))));
    row("x / y", t -> t.f.divide(t.x, t.y));
    row("1 / x", t -> t.f.reciprocal(t.x));
    row("1 / a", t -> t.f.reciprocal(t.a));
    row("x / (2 a)", t -> t.half(t.f.divide(t.x, t.a)));
    row("2 x / a", t -> t.scale(2, t.f.divide(t.x, t.a)));
    row("x / (a y)", t -> t.f.divide(t.x, t.times(t.a, t.y)));
    row("x / (y ⊙ z)", t -> t.f.divide(t.x, t.times(t.y, t.z)));
    row("(y - x) / (y ⊙ (1 - y))", t -> t.f.divide(t.sub(t.y, t.x), t.times(t.y, t.oneMinus(t.y))));
    row("sum(x) / n", t -> t.f.divide(t.f.sumAll(t.x), t.f.extent(t.n)));
    row("sqrt(a)", t -> t.f.power(t.a, Rational.HALF));
    row("sqrt(x)", t -> t.f.power(t.x, Rational.HALF));
    row("1 / sqrt(x)", t -> t.f.power(t.x, Rational.of(-1, 2)));
    row("a^(1/3)", t -> t.f.power(t.a, Rational.of(1, 3)));
    row("x.^(1/3)", t -> t.f.power(t.x, Rational.of(1, 3)));
    row("norm(W)", t -> t.norm(t.W));
    row("‖A x - y‖^2", t -> t.f.sumAll(t.square(t.sub(t.mul(t.A, t.x), t.y))));
    row("norm(A x - y)", t -> t.norm(t.sub(t.mul(t.A, t.x), t.y)));
    row("W / b", t -> t.f.divide(t.W, t.repeated(t.b, 1)));
    row("W / x^T", t -> t.f.divide(t.W, t.repeated(t.x, 0)));
    row("sum(x / y)", t -> t.f.sumAll(t.f.divide(t.x, t.y)));
    row("A (x / y)", t -> t.mul(t.A, t.f.divide(t.x, t.y)));
    row(
        "exp(W) / rowsum(exp(W))",
        t -> t.f.divide(t.apply(EXP, t.W), t.repeated(t.rowSums(t.apply(EXP, t.W)), 1)));
    row("W / (b x^T)", t -> t.f.divide(t.W, t.f.outer(t.b, t.x)));
    row("W / (V ⊙ b)", t -> t.f.divide(t.W, t.times(t.V, t.repeated(t.b, 1))));
    row("W / (V ⊙ x^T)", t -> t.f.divide(t.W, t.times(t.V, t.repeated(t.x, 0))));
    row("W / (V ⊙ (b x^T))", t -> t.f.divide(t.W, t.times(t.V, t.f.outer(t.b, t.x))));
    row("W / (a (b x^T))", t -> t.f.divide(t.W, t.times(t.a, t.f.outer(t.b, t.x))));
    row("W^T / (x b^T)", t -> t.f.divide(t.t(t.W), t.f.outer(t.x, t.b)));
    row("W / ((b ⊙ h) x^T)", t -> t.f.divide(t.W, t.f.outer(t.times(t.b, t.h), t.x)));
    row(
        "W / ((b ⊙ b) (x^T).^3)",
        t -> t.f.divide(t.W, t.f.outer(t.square(t.b), t.f.power(t.x, 3))));
    row("(W ⊙ V) / (b x^T)", t -> t.f.divide(t.times(t.W, t.V), t.f.outer(t.b, t.x)));
    row("W A / (b x^T)", t -> t.f.divide(t.mul(t.W, t.A), t.f.outer(t.b, t.x)));
    row("1 / (V ⊙ (b x^T))", t -> t.f.divide(t.number(1), t.times(t.V, t.f.outer(t.b, t.x))));
    row("1/b (1 / x^T)", t -> t.f.divide(t.number(1), t.f.outer(t.b, t.x)));
    row("W / (V x y^T A^T)", t -> t.f.divide(t.W, t.f.outer(t.mul(t.V, t.x), t.mul(t.A, t.y))));
    row("W (y / x) / b", t -> t.mul(t.f.divide(t.W, t.f.outer(t.b, t.x)), t.y));
    row("sum(W^T (1 / b) / x)", t -> t.f.sumAll(t.f.divide(t.W, t.f.outer(t.b, t.x))));
    row("(b ⊙ h) (x / y)^T", t -> t.f.outer(t.times(t.b, t.h), t.f.divide(t.x, t.y)));
    row("diag(b) (1 / W) diag(x)", t -> t.f.divide(t.f.outer(t.b, t.x), t.W));
    row("(W ⊙ V) / (X ⊙ X)", t -> t.f.divide(t.times(t.W, t.V), t.times(t.X, t.X)));
    row("a W / s", t -> t.f.divide(t.times(t.a, t.W), t.s));
    row("a s / lambda", t -> t.f.divide(t.times(t.a, t.s), t.lambda));
    row("2 a / (3 s)", t -> t.f.scale(Rational.of(2, 3), t.f.divide(t.a, t.s)));
    row("2 x / (3 y)", t -> t.f.scale(Rational.of(2, 3), t.f.divide(t.x, t.y)));
    row("0.1 x / y", t -> t.f.scale(Rational.of(1, 10), t.f.divide(t.x, t.y)));
    row("-7 A x / (3 s)", t -> t.f.scale(Rational.of(-7, 3), t.f.divide(t.mul(t.A, t.x), t.s)));
    row("1 / det(A)", t -> t.f.reciprocal(t.f.determinant(MatrixFunction.Kind.DET, t.A)));
    row("(A x).^2", t -> t.square(t.mul(t.A, t.x)));
    row("1 / a^2", t -> t.f.power(t.a, -2));
    row("1 / (x ⊙ x)", t -> t.f.power(t.x, -2));
    row("1 / a^(3/2)", t -> t.f.power(t.a, Rational.of(-3, 2)));
    row("1 / (a + s)", t -> t.f.reciprocal(t.add(t.a, t.s)));
    row("(x - y) / (a + s)", t -> t.f.divide(t.sub(t.x, t.y), t.add(t.a, t.s)));
    row("A x / (B x)", t -> t.f.divide(t.mul(t.A, t.x), t.mul(t.B, t.x)));
    row("((A z) ⊙ x) / y", t -> t.times(t.f.divide(t.x, t.y), t.mul(t.A, t.z)));
    row(
        "sum(W) / (n m)",
        t -> t.f.divide(t.f.sumAll(t.W), t.times(t.f.extent(t.n), t.f.extent(t.m))));
    return tests();
  }

  @TestFactory
  Stream<DynamicTest> sums() {
    row("y - x", t -> t.sub(t.y, t.x));
    row("x - y", t -> t.sub(t.x, t.y));
    row("2 (y - x)", t -> t.scale(-2, t.sub(t.x, t.y)));
    row("-x - y", t -> t.scale(-1, t.add(t.x, t.y)));
    row("-2 (x + y)", t -> t.scale(-2, t.add(t.x, t.y)));
    row("1 - h", t -> t.oneMinus(t.h));
    row("h - 1", t -> t.sub(t.h, t.number(1)));
    row("1 - h ⊙ h", t -> t.oneMinus(t.square(t.h)));
    row("W x + b", t -> t.add(t.b, t.mul(t.W, t.x)));
    row("(A + A^T) x", t -> t.mul(t.add(t.A, t.t(t.A)), t.x));
    row("2 A^T (A x - y)", t -> t.scale(2, t.mul(t.t(t.A), t.sub(t.mul(t.A, t.x), t.y))));
    row("2 A^T (y - A x)", t -> t.scale(-2, t.mul(t.t(t.A), t.sub(t.mul(t.A, t.x), t.y))));
    row("W A^T + x^T", t -> t.add(t.mul(t.W, t.t(t.A)), t.repeated(t.x, 0)));
    row("W + b", t -> t.add(t.W, t.repeated(t.b, 1)));
    row("W + b + x^T", t -> t.add(t.repeated(t.b, 1), t.repeated(t.x, 0), t.W));
    row("b ones(n)^T + x^T", t -> t.add(t.repeated(t.b, 1), t.repeated(t.x, 0)));
    row("W - b", t -> t.sub(t.W, t.repeated(t.b, 1)));
    row("x + a", t -> t.add(t.x, t.a));
    row("diag(x) - x x^T", t -> t.sub(t.f.diagonal(t.x), t.f.outer(t.x, t.x)));
    row(
        "identity(n) - x x^T / (x^T x)",
        t -> t.sub(t.f.delta(t.n), t.f.divide(t.f.outer(t.x, t.x), t.f.sumAll(t.square(t.x)))));
    row(
        "W ⊙ (V - rowsum(W ⊙ V))",
        t -> t.times(t.W, t.sub(t.V, t.repeated(t.rowSums(t.times(t.W, t.V)), 1))));
    row("zeros(n)", t -> t.f.zero(List.of(t.n)));
    row("zeros(m, n)", t -> t.f.zero(List.of(t.m, t.n)));
    row("0", t -> t.number(0));
    row("x^T A x + a", t -> t.add(t.dot(t.x, t.mul(t.A, t.x)), t.a));
    row("b - W", t -> t.sub(t.repeated(t.b, 1), t.W));
    row("-2 x - 3 y", t -> t.add(t.scale(-2, t.x), t.scale(-3, t.y)));
    row("3 y - 2 x - z", t -> t.add(t.scale(-2, t.x), t.scale(3, t.y), t.scale(-1, t.z)));
    row(
        "2 x + z - 3 y",
        t -> t.scale(-1, t.add(t.scale(-2, t.x), t.scale(3, t.y), t.scale(-1, t.z))));
    row("A^T - A", t -> t.sub(t.t(t.A), t.A));
    row("W + b x^T", t -> t.add(t.f.outer(t.b, t.x), t.W));
    row("ones(m) (1 + x)^T", t -> t.add(t.repeated(t.x, 0), t.number(1)));
    row("a - x^T y", t -> t.add(t.scale(-1, t.dot(t.x, t.y)), t.a));
    row("n + a", t -> t.add(t.f.extent(t.n), t.a));
    return tests();
  }

  @TestFactory
  Stream<DynamicTest> functions() {
    row("relu(W x + b)", t -> t.apply(RELU, t.add(t.mul(t.W, t.x), t.b)));
    row("relu'(x)", t -> t.apply(RELU_PRIME, t.x));
    row("g''(x)", t -> t.apply(ScalarFunction.opaque("g", 2), t.x));
    row("x < y", t -> t.apply(LESS, t.x, t.y));
    row("max(x, 1)", t -> t.apply(MAX, t.x, t.number(1)));
    row(
        "where(x < y, 1, 0)",
        t -> t.apply(WHERE, t.apply(LESS, t.x, t.y), t.number(1), t.number(0)));
    row("softmax(x)", t -> t.apply(EXP, t.logSoftmax(t.x)));
    row("log_softmax(x)", t -> t.logSoftmax(t.x));
    row("softmax(W x + b)", t -> t.apply(EXP, t.logSoftmax(t.add(t.mul(t.W, t.x), t.b))));
    row("softmax(W)", t -> t.apply(EXP, t.logSoftmax(t.W)));
    row("softmax(W^T)^T", t -> t.t(t.apply(EXP, t.logSoftmax(t.t(t.W)))));
    row("logsumexp(x)", t -> t.logsumexp(t.x));
    row("logsumexp(W)", t -> t.logsumexp(t.W));
    row("max(W)", t -> t.reduceAll(Reduce.Kind.MAX, t.W));
    row("prod(x)", t -> t.reduceAll(Reduce.Kind.PROD, t.x));
    row("argmax(x)", t -> t.reduceAll(Reduce.Kind.ARGMAX, t.x));
    row("inv(A) x", t -> t.mul(t.f.inverse(t.A), t.x));
    row("inv(A)^T", t -> t.t(t.f.inverse(t.A)));
    row("logdet(A)", t -> t.f.determinant(MatrixFunction.Kind.LOGDET, t.A));
    row(
        "det(A) inv(A)^T",
        t -> t.times(t.f.determinant(MatrixFunction.Kind.DET, t.A), t.t(t.f.inverse(t.A))));
    row("E(x, y)", t -> t.f.opaqueCall("E", List.of(t.x, t.y), List.of()));
    row("E'(x)", t -> t.f.opaqueCall("E", List.of(t.x), List.of(0)));
    row("E_y'(x, y)", t -> t.f.opaqueCall("E", List.of(t.x, t.y), List.of(1)));
    row("log(2 pi)", t -> t.apply(LOG, t.scale(2, t.f.pi())));
    row("max(b ones(n)^T, ones(m) x^T)", t -> t.apply(MAX, t.repeated(t.b, 1), t.repeated(t.x, 0)));
    row("max(W, b)", t -> t.apply(MAX, t.W, t.repeated(t.b, 1)));
    row("max(W, x^T)", t -> t.apply(MAX, t.W, t.repeated(t.x, 0)));
    row(
        "where(W < x^T, b, V)",
        t -> t.apply(WHERE, t.apply(LESS, t.W, t.repeated(t.x, 0)), t.repeated(t.b, 1), t.V));
    row("pow(x^T, W)", t -> t.apply(POW, t.repeated(t.x, 0), t.W));
    row("ones(m) exp(x)^T", t -> t.apply(EXP, t.repeated(t.x, 0)));
    row("exp(2 log_softmax(x))", t -> t.apply(EXP, t.scale(2, t.logSoftmax(t.x))));
    row("2 log_softmax(x)", t -> t.scale(2, t.logSoftmax(t.x)));
    row("exp(-log_softmax(x))", t -> t.apply(EXP, t.scale(-1, t.logSoftmax(t.x))));
    row("softmax(2 (x - y))", t -> t.apply(EXP, t.logSoftmax(t.scale(2, t.sub(t.x, t.y)))));
    row("softmax(-x)", t -> t.apply(EXP, t.logSoftmax(t.scale(-1, t.x))));
    row("x - max(x)", t -> t.sub(t.x, t.reduceAll(Reduce.Kind.MAX, t.x)));
    row("y - logsumexp(x)", t -> t.sub(t.y, t.logsumexp(t.x)));
    row("x - logsumexp(x) x", t -> t.sub(t.x, t.times(t.x, t.logsumexp(t.x))));
    row("log(x) - logsumexp(x)", t -> t.sub(t.apply(LOG, t.x), t.logsumexp(t.x)));
    row("E_1'(A x, y)", t -> t.f.opaqueCall("E", List.of(t.mul(t.A, t.x), t.y), List.of(0)));
    row("E_1_y''(A x, y)", t -> t.f.opaqueCall("E", List.of(t.mul(t.A, t.x), t.y), List.of(0, 1)));
    row("E''(x)", t -> t.f.opaqueCall("E", List.of(t.x), List.of(0, 0)));
    row("det(A B)", t -> t.f.determinant(MatrixFunction.Kind.DET, t.mul(t.A, t.B)));
    row("inv(A + B)^T", t -> t.t(t.f.inverse(t.add(t.A, t.B))));
    row("relu(W)^T", t -> t.t(t.apply(RELU, t.W)));
    row("sigmoid(a) ones(n)", t -> t.apply(SIGMOID, t.times(t.a, t.f.ones(t.n))));
    return tests();
  }

  @TestFactory
  Stream<DynamicTest> elements() {
    row("x[2]", t -> t.dot(t.x, t.f.basis(t.n, 2)));
    row(
        "W[1,3]",
        t ->
            t.contract(
                List.of(), at(t.W, 0, 1), at(t.f.basis(t.m, 1), 0), at(t.f.basis(t.n, 3), 1)));
    row("x[2] y[2]", t -> t.dot(t.times(t.x, t.y), t.f.basis(t.n, 2)));
    row("(A x)[2]", t -> t.dot(t.mul(t.A, t.x), t.f.basis(t.n, 2)));
    row(
        "[a, s]",
        t -> {
          Size two = Size.of(2);
          return t.add(t.times(t.a, t.f.basis(two, 1)), t.times(t.s, t.f.basis(two, 2)));
        });
    row(
        "[1, a; 2 s, 0]",
        t -> {
          Size two = Size.of(2);
          Expr e1 = t.f.basis(two, 1);
          Expr e2 = t.f.basis(two, 2);
          return t.add(
              t.f.outer(e1, e1),
              t.times(t.a, t.f.outer(e1, e2)),
              t.scale(2, t.times(t.s, t.f.outer(e2, e1))));
        });
    row("[0, 2 a, 0]", t -> t.scale(2, t.times(t.a, t.f.basis(Size.of(3), 2))));
    row("[2, 0, -1]", t -> t.sub(t.scale(2, t.f.basis(Size.of(3), 1)), t.f.basis(Size.of(3), 3)));
    row("[0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]", t -> t.f.basis(Size.of(12), 3));
    row("[i] identity(13)[i,3]", t -> t.f.basis(Size.of(13), 3));
    row("[1, 0] x^T", t -> t.f.outer(t.f.basis(Size.of(2), 1), t.x));
    row("x [1, 0]^T", t -> t.f.outer(t.x, t.f.basis(Size.of(2), 1)));
    row("x[2] y", t -> t.times(t.dot(t.x, t.f.basis(t.n, 2)), t.y));
    row("(x - y)[1]", t -> t.dot(t.sub(t.x, t.y), t.f.basis(t.n, 1)));
    row("exp(x)[1]", t -> t.dot(t.apply(EXP, t.x), t.f.basis(t.n, 1)));
    return tests();
  }

  @TestFactory
  Stream<DynamicTest> indexForm() {
    row("[i,j] sum[k] T[i,j,k] q[k]", t -> t.contract(List.of(0, 1), at(t.T, 0, 1, 2), at(t.q, 2)));
    row("T ⊙ relu'(U)", t -> t.times(t.T, t.apply(RELU_PRIME, t.U)));
    row("T - 2 U", t -> t.sub(t.T, t.scale(2, t.U)));
    row("sum(T ⊙ U)", t -> t.f.sumAll(t.times(t.T, t.U)));
    row("‖T - U‖^2", t -> t.f.sumAll(t.square(t.sub(t.T, t.U))));
    row("[i,j,k] identity(m)[i,j] x[k]", t -> t.f.outer(t.f.delta(t.m), t.x));
    row("[i] max[j] W[i,j]", t -> t.f.reduce(Reduce.Kind.MAX, t.W, Set.of(1)));
    row("[i] W[i,2]", t -> t.contract(List.of(0), at(t.W, 0, 1), at(t.f.basis(t.n, 2), 1)));
    row("[i] W[2,i]", t -> t.contract(List.of(1), at(t.W, 0, 1), at(t.f.basis(t.m, 2), 0)));
    row(
        "[i,j] T[i,j,1]",
        t -> t.contract(List.of(0, 1), at(t.T, 0, 1, 2), at(t.f.basis(t.p, 1), 2)));
    row(
        "[i] sum[j,k] T[i,j,k] x[j] q[k]",
        t -> t.contract(List.of(0), at(t.T, 0, 1, 2), at(t.x, 1), at(t.q, 2)));
    row("[i,j] sum[k] T[i,k,j] x[k]", t -> t.contract(List.of(0, 2), at(t.T, 0, 1, 2), at(t.x, 1)));
    row("[i,j,k] T[k,j,i]", t -> t.contract(List.of(2, 1, 0), at(t.T, 0, 1, 2)));
    row("[i] max[j,k] T[j,i,k]", t -> t.f.reduce(Reduce.Kind.MAX, t.T, Set.of(0, 2)));
    row("[i] prod[j] W[j,i]", t -> t.f.reduce(Reduce.Kind.PROD, t.W, Set.of(0)));
    row("[i,j,k] exp(W[i,j] q[k])", t -> t.apply(EXP, t.f.outer(t.W, t.q)));
    row(
        "[i,j,k] max(T[i,j,k], q[k])",
        t -> t.apply(MAX, t.T, t.f.broadcastAlong(Set.of(0, 1), t.T.axes(), t.q)));
    row(
        "[i,j,k] T[i,j,k] + q[k]",
        t -> t.add(t.T, t.f.broadcastAlong(Set.of(0, 1), t.T.axes(), t.q)));
    row(
        "[i,j] W[i,j] - max[k] W[i,k]",
        t -> t.sub(t.W, t.repeated(t.f.reduce(Reduce.Kind.MAX, t.W, Set.of(1)), 1)));
    row(
        "[i,j,k] T[i,j,k] - logsumexp[l] T[i,j,l]",
        t -> t.sub(t.T, t.f.broadcastAlong(Set.of(2), t.T.axes(), t.logsumexp(t.T))));
    row("T / U", t -> t.f.divide(t.T, t.U));
    row("sqrt(T)", t -> t.f.power(t.T, Rational.HALF));
    row("[i,j,k] x[j] b[i] q[k]", t -> t.f.outer(t.f.outer(t.b, t.x), t.q));
    row("[i,j,k] identity(n)[i,j] x[i] q[k]", t -> t.f.outer(t.f.diagonal(t.x), t.q));
    return tests();
  }

  @TestFactory
  Stream<DynamicTest> systems() {
    row("b (h - c)^T", t -> t.f.outer(t.b, t.sub(t.h, t.c)));
    row("(W x) ⊙ relu'(h)", t -> t.times(t.apply(RELU_PRIME, t.h), t.mul(t.W, t.x)));
    row(
        "(W (x - y)) ⊙ relu'(h)",
        t -> t.times(t.apply(RELU_PRIME, t.h), t.mul(t.W, t.sub(t.x, t.y))));
    row("sigmoid(x) - y", t -> t.sub(t.apply(SIGMOID, t.x), t.y));
    row("X^T (sigmoid(h) - b)", t -> t.mul(t.t(t.X), t.sub(t.apply(SIGMOID, t.h), t.b)));
    row(
        "X^T diag(b ⊙ (1 - b)) X",
        t -> t.mul(t.t(t.X), t.f.diagonal(t.times(t.b, t.oneMinus(t.b))), t.X));
    row("diag(1 - h ⊙ h) W", t -> t.mul(t.f.diagonal(t.oneMinus(t.square(t.h))), t.W));
    row("2 (h - b) x^T", t -> t.f.outer(t.scale(-2, t.sub(t.b, t.h)), t.x));
    row("2 W^T (h - b)", t -> t.scale(-2, t.mul(t.t(t.W), t.sub(t.b, t.h))));
    row(
        "-y^T log(x) - (1 - y)^T log(1 - x)",
        t ->
            t.scale(
                -1,
                t.add(
                    t.dot(t.y, t.apply(LOG, t.x)),
                    t.dot(t.oneMinus(t.y), t.apply(LOG, t.oneMinus(t.x))))));
    return tests();
  }

  @TestFactory
  Stream<DynamicTest> shapes() {
    return Stream.of(
            new Object[] {"r", (Function<Terms, Expr>) t -> t.r},
            new Object[] {"r W^T", (Function<Terms, Expr>) t -> t.mul(t.W, t.r)},
            new Object[] {"(x - y)^T", (Function<Terms, Expr>) t -> t.sub(t.x, t.y)},
            new Object[] {"x^T", (Function<Terms, Expr>) t -> t.x},
            new Object[] {"(2 x + y)^T", (Function<Terms, Expr>) t -> t.add(t.scale(2, t.x), t.y)},
            new Object[] {"colsum(W)", (Function<Terms, Expr>) t -> t.columnSums(t.W)},
            new Object[] {
              "r ⊙ relu(r)", (Function<Terms, Expr>) t -> t.times(t.r, t.apply(RELU, t.r))
            })
        .map(
            pair -> {
              String expected = (String) pair[0];
              @SuppressWarnings("unchecked")
              Function<Terms, Expr> make = (Function<Terms, Expr>) pair[1];
              return DynamicTest.dynamicTest(
                  expected,
                  () -> {
                    Terms t = new Terms();
                    Expr e = make.apply(t);
                    Shape row = Shape.of(Size.ONE, e.axes().get(0));
                    assertThat(t.text(e, row)).isEqualTo(expected);
                    new RoundTrip(t).check(e, row);
                  });
            });
  }
}
