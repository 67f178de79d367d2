package dev.nabla.symbolic.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Variable.Role;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is known of each kind of expression, and into what each is made. */
class ExpressionsTest {
  private final Exprs f = new Exprs();
  private final Size n = Size.open("n");
  private final Variable s = f.variable("s", Role.INPUT, Shape.SCALAR);
  private final Variable t = f.variable("t", Role.INPUT, Shape.SCALAR);
  private final Variable a = f.variable("a", Role.INPUT, Shape.of(n));
  private final Variable b = f.variable("b", Role.INPUT, Shape.of(n));
  private final Variable A = f.variable("A", Role.INPUT, Shape.of(n, n));
  private final Variable p = with("p", Shape.of(n), Fact.POSITIVE);
  private final Variable q = with("q", Shape.of(n), Fact.POSITIVE);
  private final Variable h = with("h", Shape.of(n), Fact.ONEHOT);
  private final Variable S = with("S", Shape.of(n, n), Fact.SYMMETRIC);
  private final Variable D = with("D", Shape.of(n, n), Fact.DIAGONAL);
  private final Variable k = f.variable("k", Role.VALUE, Shape.of(n), Set.of(), true);

  private Variable with(String name, Shape shape, Fact fact) {
    return f.variable(name, Role.INPUT, shape, Set.of(fact), false);
  }

  private Expr apply(String function, Expr... operands) {
    return f.apply(ScalarFunctions.named(function).orElseThrow(), operands);
  }

  private Expr max(Expr e) {
    return f.reduce(Reduce.Kind.MAX, e, Set.of(0));
  }

  // ---------------------------------------------------------------- what is known

  /** What may be zero on more than a null set must not be cancelled. */
  @Test
  void whatIsMadeOfPiecesIsPiecewise() {
    for (Expr e :
        List.of(
            k,
            h,
            apply("relu", a),
            apply("abs", a),
            f.times(a, apply("relu", b)),
            f.power(apply("relu", a), 2),
            f.add(apply("relu", a), f.onesLike(a)),
            f.sub(apply("relu", a), apply("step", b)),
            max(a),
            f.reduce(Reduce.Kind.MIN, a, Set.of(0)),
            f.reduce(Reduce.Kind.PROD, k, Set.of(0)),
            apply("tanh", k))) {
      assertThat(e.isPiecewise()).as(e.toString()).isTrue();
    }
    for (Expr e :
        List.of(
            a,
            f.delta(n),
            f.times(a, b),
            f.add(a, apply("relu", a)),
            f.add(a, f.onesLike(a)),
            f.reduce(Reduce.Kind.LOGSUMEXP, a, Set.of(0)),
            f.reduce(Reduce.Kind.PROD, a, Set.of(0)),
            apply("exp", a),
            apply("exp", k),
            f.power(a, 2))) {
      assertThat(e.isPiecewise()).as(e.toString()).isFalse();
    }
    assertThat(f.divide(a, a)).isSameAs(f.onesLike(a));
    assertThat(f.divide(k, k)).isNotSameAs(f.onesLike(k));
    assertThat(f.divide(f.power(k, 2), k)).isNotSameAs(k);
  }

  @Test
  void whatIsPositiveIsKnown() {
    for (Expr e :
        List.of(
            p,
            apply("exp", a),
            apply("sigmoid", a),
            apply("softplus", a),
            f.power(p, Rational.of(-1, 3)),
            f.add(p, apply("exp", a)),
            f.scale(Rational.of(2), p),
            f.times(p, q),
            f.sumAll(p),
            f.extent(n),
            f.onesLike(a),
            f.pi(),
            f.one(),
            f.constant(3))) {
      assertThat(Facts.isPositive(e)).as(e.toString()).isTrue();
    }
    for (Expr e :
        List.of(
            a,
            apply("relu", a),
            apply("tanh", p),
            f.power(a, 2),
            f.sub(p, q),
            f.negate(p),
            f.add(p, a),
            f.times(p, a),
            f.zeroLike(a),
            f.constant(-3),
            max(p))) {
      assertThat(Facts.isPositive(e)).as(e.toString()).isFalse();
    }
  }

  @Test
  void symmetryIsKnown() {
    for (Expr e :
        List.of(
            S,
            D,
            f.delta(n),
            f.inverse(S),
            f.power(S, 2),
            apply("exp", S),
            apply("max", S, D),
            f.add(A, f.transpose(A)),
            f.add(S, f.delta(n)),
            f.matmul(f.transpose(A), A),
            f.matmul(f.transpose(A), f.matmul(S, A)),
            f.outer(a, a),
            f.diagonal(a),
            f.times(S, S))) {
      assertThat(f.isSymmetric(e)).as(e.toString()).isTrue();
      assertThat(f.transpose(e)).as(e.toString()).isSameAs(e);
    }
    Variable wide = f.variable("wide", Role.INPUT, Shape.of(n, Size.open("m")));
    for (Expr e :
        List.of(
            A,
            a,
            s,
            wide,
            f.inverse(A),
            apply("exp", A),
            apply("max", S, A),
            f.sub(A, f.transpose(A)),
            f.add(A, f.scale(Rational.of(2), f.transpose(A))),
            f.matmul(A, S),
            f.outer(a, b))) {
      assertThat(f.isSymmetric(e)).as(e.toString()).isFalse();
    }
  }

  @Test
  void theWeightIsThatOfTheTree() {
    assertThat(a.weight()).isEqualTo(1);
    assertThat(f.one().weight()).isEqualTo(1);
    assertThat(f.constant(3).weight()).isEqualTo(1);
    assertThat(f.scale(Rational.of(3), a).weight()).isEqualTo(2);
    assertThat(f.negate(a).weight()).isEqualTo(1);
    assertThat(f.add(a, b).weight()).isEqualTo(3);
    assertThat(f.sub(f.constant(3), s).weight()).isEqualTo(3);
    assertThat(f.times(a, b).weight()).isEqualTo(3);
    assertThat(f.matmul(A, a).weight()).isEqualTo(3);
    assertThat(f.transpose(A).weight()).isEqualTo(1);
    assertThat(f.power(a, 3).weight()).isGreaterThan(a.weight());
    assertThat(apply("exp", a).weight()).isEqualTo(2);
    assertThat(max(a).weight()).isEqualTo(2);
    Expr doubled = a;
    for (int times = 0; times < 100; times++) {
      doubled = apply("max", doubled, f.negate(doubled));
    }
    assertThat(doubled.weight()).isBetween(Long.MAX_VALUE / 8, Long.MAX_VALUE / 2);
  }

  @Test
  void whatDoesNotChangeAlongAnAxisIsFree() {
    Expr rows = f.outer(a, f.ones(n));
    assertThat(Facts.freeAxes(rows)).containsExactly(1);
    assertThat(Facts.freeAxes(f.transpose(rows))).containsExactly(0);
    assertThat(Facts.freeAxes(f.zeroLike(A))).containsExactly(0, 1);
    assertThat(Facts.freeAxes(f.ones(n))).containsExactly(0);
    assertThat(Facts.freeAxes(A)).isEmpty();
    assertThat(f.dropAxes(rows, Set.of(1))).isSameAs(a);
    assertThat(f.dropAxes(rows, Set.of())).isSameAs(rows);
    assertThat(f.dropAxes(f.ones(n), Set.of(0))).isSameAs(f.one());
    assertThat(f.dropAxes(f.scale(Rational.HALF, rows), Set.of(1)))
        .isSameAs(f.scale(Rational.HALF, a));
    assertThat(f.add(rows, f.outer(b, f.ones(n)))).isSameAs(f.outer(f.add(a, b), f.ones(n)));
    assertThat(apply("exp", rows)).isSameAs(f.outer(apply("exp", a), f.ones(n)));
    assertThat(f.power(rows, 3)).isSameAs(f.outer(f.power(a, 3), f.ones(n)));
    assertThat(Facts.freeAxes(f.add(rows, f.transpose(rows)))).isEmpty();
  }

  @Test
  void onesAreKnown() {
    assertThat(Facts.isOnes(f.one())).isTrue();
    assertThat(Facts.isOnes(f.ones(n))).isTrue();
    assertThat(Facts.isOnes(f.onesLike(A))).isTrue();
    assertThat(Facts.isOnes(f.delta(n))).isFalse();
    assertThat(Facts.isOnes(f.constant(2))).isFalse();
    assertThat(Facts.isOnes(f.outer(a, f.ones(n)))).isFalse();
    assertThat(((Wire) f.ones(n)).size()).isEqualTo(n);
  }

  // ---------------------------------------------------------------- powers

  @Test
  void rootsOfNumbersAreWorkedOutWhereTheyAreRational() {
    Expr four = f.constant(4);
    assertThat(f.power(four, Rational.HALF)).isSameAs(f.constant(2));
    assertThat(f.power(four, Rational.HALF.negate())).isSameAs(f.constant(Rational.HALF));
    assertThat(f.power(f.constant(Rational.of(9, 16)), Rational.HALF))
        .isSameAs(f.constant(Rational.of(3, 4)));
    assertThat(f.power(f.constant(-2), 3)).isSameAs(f.constant(-8));
    assertThat(f.power(f.constant(-2), -3)).isSameAs(f.constant(Rational.of(-1, 8)));
    for (Expr base :
        List.of(
            f.constant(2),
            f.constant(-4),
            f.constant(Rational.of(4, 3)),
            f.constant(Rational.of(3, 4)))) {
      assertThat(f.power(base, Rational.HALF)).isInstanceOf(Power.class);
    }
    assertThat(f.power(f.constant(2), 1000)).isNotInstanceOf(Power.class);
    assertThat(f.power(f.constant(2), 2_000_000)).isInstanceOf(Power.class);
    assertThat(f.power(f.constant(2), -2_000_000)).isInstanceOf(Power.class);
  }

  @Test
  void powersOfMultiplesGoApartWhereTheSignAllows() {
    Expr root = f.power(a, Rational.HALF);
    assertThat(f.power(f.scale(Rational.of(4), a), Rational.HALF))
        .isSameAs(f.scale(Rational.of(2), root));
    assertThat(f.power(f.scale(Rational.of(2), a), Rational.HALF))
        .isSameAs(f.times(f.power(f.constant(2), Rational.HALF), root));
    assertThat(f.power(f.scale(Rational.of(-2), a), Rational.HALF)).isInstanceOf(Power.class);
    assertThat(f.power(f.scale(Rational.of(-2), a), 3))
        .isSameAs(f.scale(Rational.of(-8), f.power(a, 3)));
  }

  @Test
  void powersOfProductsAndPowersGoApartWhereTheSignsAllow() {
    assertThat(f.power(f.times(a, b), 3)).isSameAs(f.times(f.power(a, 3), f.power(b, 3)));
    assertThat(f.power(f.times(p, q), Rational.HALF))
        .isSameAs(f.times(f.power(p, Rational.HALF), f.power(q, Rational.HALF)));
    assertThat(f.power(f.times(p, a), Rational.HALF)).isInstanceOf(Power.class);
    assertThat(f.power(f.power(p, 2), Rational.HALF)).isSameAs(p);
    assertThat(f.power(f.power(a, 2), Rational.HALF)).isInstanceOf(Power.class);
    assertThat(f.power(f.power(a, Rational.HALF), 2)).isSameAs(a);
    assertThat(f.power(f.sumAll(a), 2)).isInstanceOf(Power.class);
    assertThat(f.power(f.transpose(A), 2)).isSameAs(f.transpose(f.power(A, 2)));
    assertThat(f.power(f.transpose(A), Rational.HALF))
        .isSameAs(f.transpose(f.power(A, Rational.HALF)));
    Expr repeated = f.outer(f.times(a, b), f.ones(n));
    assertThat(f.power(repeated, Rational.HALF))
        .isSameAs(f.outer(f.power(f.times(a, b), Rational.HALF), f.ones(n)));
    assertThat(f.power(f.outer(a, b), -1)).isSameAs(f.outer(f.reciprocal(a), f.reciprocal(b)));
  }

  /** What is 0 or 1 is its own square, and has no reciprocal. */
  @Test
  void whatIsZeroOrOneIsItsOwnPower() {
    for (Expr e : List.of(f.delta(n), f.basis(n, 2), h, apply("relu'", a), apply("step", a))) {
      assertThat(f.power(e, 3)).isSameAs(e);
      assertThat(f.times(e, e)).isSameAs(e);
      assertThat(f.power(e, -1)).isNotSameAs(e);
    }
    Expr diagonal = f.diagonal(a);
    assertThat(f.power(diagonal, 2)).isSameAs(f.diagonal(f.power(a, 2)));
    assertThat(f.power(diagonal, -1)).isInstanceOf(Power.class);
    assertThat(f.power(f.zeroLike(a), 2)).isSameAs(f.zeroLike(a));
    assertThat(f.power(f.zeroLike(a), 0)).isSameAs(f.onesLike(a));
    assertThat(f.power(f.zeroLike(a), -1)).isNotSameAs(f.zeroLike(a));
    assertThat(f.power(f.onesLike(A), -5)).isSameAs(f.onesLike(A));
    assertThat(f.power(f.one(), Rational.HALF)).isSameAs(f.one());
  }

  // ---------------------------------------------------------------- functions

  @Test
  void reductionsOverNothingAreTheOperand() {
    assertThat(f.reduce(Reduce.Kind.MAX, A, Set.of())).isSameAs(A);
    assertThat(f.reduce(Reduce.Kind.ARGMAX, A, Set.of())).isSameAs(f.onesLike(A));
    Expr columns = f.reduce(Reduce.Kind.PROD, A, Set.of(0));
    assertThat(columns).isSameAs(f.reduce(Reduce.Kind.PROD, f.transpose(A), Set.of(1)));
    assertThat(columns).isNotSameAs(f.reduce(Reduce.Kind.PROD, A, Set.of(1)));
    assertThat(((Reduce) columns).count()).isEqualTo(1);
    assertThat(f.reduce(Reduce.Kind.PROD, A, Set.of(0, 1)).isScalar()).isTrue();
  }

  @Test
  void inversesAndDeterminantsOfWhatIsKnown() {
    assertThat(f.inverse(s)).isSameAs(f.reciprocal(s));
    assertThat(f.inverse(f.delta(n))).isSameAs(f.delta(n));
    assertThat(f.inverse(f.scale(Rational.of(-2), A)))
        .isSameAs(f.scale(Rational.of(-1, 2), f.inverse(A)));
    assertThat(f.determinant(MatrixFunction.Kind.DET, s)).isSameAs(s);
    assertThat(f.determinant(MatrixFunction.Kind.LOGDET, s))
        .isSameAs(apply("log", apply("abs", s)));
    for (MatrixFunction.Kind kind : List.of(MatrixFunction.Kind.DET, MatrixFunction.Kind.LOGDET)) {
      assertThat(f.determinant(kind, f.transpose(A))).isSameAs(f.determinant(kind, A));
      assertThat(f.determinant(kind, A)).isNotSameAs(f.determinant(kind, S));
    }
  }

  @Test
  void callsOfOpaqueFunctionsHaveTheAxesOfWhatTheyAreDerivedBy() {
    OpaqueCall call = (OpaqueCall) f.opaqueCall("g", List.of(A, s, a), List.of(2, 0, 1));
    assertThat(call.axes()).containsExactly(n, n, n);
    assertThat(call.name()).isEqualTo("g");
    assertThat(call.arguments()).containsExactly(A, s, a);
    assertThat(call.operands()).containsExactly(A, s, a);
    assertThat(call.derivedBy()).containsExactly(2, 0, 1);
    assertThat(call).hasToString("g[2, 0, 1][A, s, a]");
    assertThat(f.opaqueCall("g", List.of(A, s, a), List.of()).isScalar()).isTrue();
    assertThat(f.substitute(call, Map.of(s, t)))
        .isSameAs(f.opaqueCall("g", List.of(A, t, a), List.of(2, 0, 1)));
  }

  @Test
  void everyKindIsRebuiltOfOtherOperands() {
    Variable B = f.variable("B", Role.INPUT, Shape.of(n, n));
    for (java.util.function.UnaryOperator<Expr> kind :
        List.<java.util.function.UnaryOperator<Expr>>of(
            e -> f.add(e, f.scale(Rational.of(2), S)),
            e -> f.matmul(e, S),
            e -> f.power(e, 3),
            e -> apply("exp", e),
            e -> apply("max", S, e),
            e -> f.reduce(Reduce.Kind.MAX, e, Set.of(1)),
            e -> f.reduce(Reduce.Kind.MAX, e, Set.of(0, 1)),
            f::inverse,
            e -> f.determinant(MatrixFunction.Kind.DET, e),
            e -> f.determinant(MatrixFunction.Kind.LOGDET, e),
            e -> f.opaqueCall("g", List.of(e), List.of()))) {
      assertThat(f.substitute(kind.apply(A), Map.of(A, B))).isSameAs(kind.apply(B));
    }
    assertThat(f.rebuild(a, List.of())).isSameAs(a);
  }

  @Test
  void productsOfTheOthers() {
    Expr others = OtherFactors.of(f, a, 1);
    assertThat(others.axes()).containsExactly(n);
    assertThat(OtherFactors.operand(f, (Reduce) others)).contains(a);
    assertThat(OtherFactors.operand(f, (Reduce) OtherFactors.of(f, A, 2))).contains(A);
    assertThat(OtherFactors.of(f, s, 0)).isSameAs(f.one());
    assertThat(OtherFactors.of(f, A, 1).axes()).containsExactly(n, n);
    for (Expr e :
        List.of(
            f.reduce(Reduce.Kind.MAX, A, Set.of(1)),
            f.reduce(Reduce.Kind.PROD, A, Set.of(1)),
            f.reduce(Reduce.Kind.PROD, apply("exp", A), Set.of(1)),
            f.reduce(Reduce.Kind.PROD, apply("where", A, S, D), Set.of(1)),
            f.reduce(Reduce.Kind.PROD, apply("where", A, S, f.matmul(A, S)), Set.of(1)),
            f.reduce(
                Reduce.Kind.PROD,
                apply("where", f.delta(n), S, f.outer(f.ones(n), a)),
                Set.of(1)))) {
      if (e instanceof Reduce reduce) {
        assertThat(OtherFactors.operand(f, reduce)).as(e.toString()).isEmpty();
      }
    }
  }

  // ---------------------------------------------------------------- structure

  @Test
  void sumsOfUnitVectorsArePickedFrom() {
    Expr vector = f.add(f.times(s, f.basis(n, 1)), f.times(t, f.basis(n, 3)));
    assertThat(f.matmul(f.basis(n, 3), vector)).isSameAs(t);
    assertThat(f.matmul(f.basis(n, 1), vector)).isSameAs(s);
    assertThat(f.matmul(f.basis(n, 2), vector).isZero()).isTrue();
    assertThat(f.sumAll(f.basis(n, 2))).isSameAs(f.one());
    assertThat(f.matmul(f.basis(n, 2), f.add(a, b))).isNotInstanceOf(Sum.class);
  }

  @Test
  void sumsOfOnesCount() {
    assertThat(f.sumAll(f.onesLike(A))).isSameAs(f.power(f.extent(n), 2));
    assertThat(f.sumAll(f.ones(Size.of(3)))).isSameAs(f.constant(3));
    assertThat(f.sumOver(f.outer(a, f.ones(n)), Set.of(1))).isSameAs(f.times(f.extent(n), a));
    assertThat(f.extent(Size.of(7))).isSameAs(f.constant(7));
    assertThat(f.delta(Size.ONE)).isSameAs(f.one());
    assertThat(f.ones(Size.ONE)).isSameAs(f.one());
    assertThat(f.basis(Size.ONE, 1)).isSameAs(f.one());
  }

  /** A size with a value may stand for the number, and formulas prefer its name. */
  @Test
  void sizesMustMatch() {
    Size width = Size.fixed("width", 3);
    Variable u = f.variable("u", Role.INPUT, Shape.of(Size.of(3)));
    Variable v = f.variable("v", Role.INPUT, Shape.of(width));
    assertThat(f.outer(f.matmul(u, v), f.times(u, v)).axes()).containsExactly(width);
    assertThat(f.times(v, u).axes()).containsExactly(width);
    assertThatThrownBy(() -> f.matmul(u, a)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> f.matmul(a, u)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> f.contract(List.of(Factor.of(a, 0)), List.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void variablesAreInOrderOfTheirMaking() {
    assertThat(Traversal.variablesOf(f.add(f.times(b, a), f.matmul(A, b))))
        .containsExactly(a, b, A);
    assertThat(f.variables()).startsWith(s, t, a, b, A, p).endsWith(k);
    Variable row = f.withShape(a, Shape.of(Size.ONE, n));
    assertThat(row.shape()).isEqualTo(Shape.of(Size.ONE, n));
    assertThat(row.name()).isEqualTo("a");
    assertThat(row).isNotSameAs(a).isSameAs(f.withShape(a, Shape.of(Size.ONE, n)));
    assertThat(f.withShape(h, Shape.of(Size.ONE, n)).facts()).containsExactly(Fact.ONEHOT);
    assertThat(f.withShape(k, Shape.of(Size.ONE, n)).isPiecewise()).isTrue();
    assertThat(f.variable("a")).contains(a);
    assertThat(f.variable("zz")).isEmpty();
    List<Expr> order = Traversal.topological(List.of(f.power(f.add(a, b), 3)));
    assertThat(order).extracting(Expr::id).isSorted();
    assertThat(order).hasSize(4);
  }

  @Test
  void debuggingFormsShowEverything() {
    assertThat(f.pi()).hasToString("pi");
    assertThat(((MathConstant) f.e()).value()).isEqualTo(Math.E);
    assertThat(f.one()).hasToString("1");
    assertThat(f.zeroLike(a)).hasToString("0");
    assertThat(f.sub(a, f.scale(Rational.of(2), b))).hasToString("(a + -2 b)");
    assertThat(f.matmul(A, a)).hasToString("<a[1]·A[0, 1]>");
    assertThat(f.times(s, a)).hasToString("<s·a[0]>");
    assertThat(f.power(a, 3)).hasToString("a^(3)");
    assertThat(apply("max", a, b)).hasToString("max[a, b]");
    assertThat(f.reduce(Reduce.Kind.LOGSUMEXP, a, Set.of(0))).hasToString("logsumexp[1](a)");
    assertThat(f.inverse(A).toString()).contains("A");
    assertThat(List.of(f.delta(n), f.ones(n), f.basis(n, 2), f.extent(n)))
        .allSatisfy(e -> assertThat(e.toString()).isNotEmpty());
    assertThat(f.apply(ScalarFunction.opaque("g", 1), a)).hasToString("g'[a]");
  }
}
