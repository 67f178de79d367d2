package dev.nabla.symbolic.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Variable.Role;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Expressions that are equal by the laws of the canonical form are one object. */
class ExprsTest {
  private final Exprs f = new Exprs();
  private final Size m = Size.open("m");
  private final Size n = Size.open("n");
  private final Variable s = f.variable("s", Role.INPUT, Shape.SCALAR);
  private final Variable a = f.variable("a", Role.INPUT, Shape.of(n));
  private final Variable b = f.variable("b", Role.INPUT, Shape.of(n));
  private final Variable A = f.variable("A", Role.INPUT, Shape.of(m, n));
  private final Variable B = f.variable("B", Role.INPUT, Shape.of(n, n));

  @Test
  void commutes() {
    assertThat(f.times(a, b)).isSameAs(f.times(b, a));
    assertThat(f.add(a, b)).isSameAs(f.add(b, a));
    assertThat(f.times(s, A)).isSameAs(f.times(A, s));
    assertThat(f.matmul(B, f.transpose(B))).isNotSameAs(f.matmul(f.transpose(B), B));
  }

  @Test
  void transposesCancel() {
    assertThat(f.transpose(f.transpose(A))).isSameAs(A);
    assertThat(f.transpose(a)).isSameAs(a);
    assertThat(f.transpose(f.matmul(A, B))).isSameAs(f.matmul(f.transpose(B), f.transpose(A)));
    assertThat(f.inverse(f.transpose(B))).isSameAs(f.transpose(f.inverse(B)));
    assertThat(f.apply(ScalarFunctions.EXP, f.transpose(A)))
        .isSameAs(f.transpose(f.apply(ScalarFunctions.EXP, A)));
  }

  @Test
  void identitiesVanish() {
    assertThat(f.matmul(A, f.delta(n))).isSameAs(A);
    assertThat(f.matmul(f.delta(m), A)).isSameAs(A);
    assertThat(f.matmul(f.delta(n), a)).isSameAs(a);
    assertThat(f.inverse(f.inverse(B))).isSameAs(B);
    assertThat(f.sumAll(f.delta(n))).isSameAs(f.extent(n));
    assertThat(f.times(f.onesLike(a), a)).isSameAs(a);
    assertThat(f.add(a, f.zeroLike(a))).isSameAs(a);
    assertThat(f.times(a, f.zeroLike(a)).isZero()).isTrue();
    assertThat(f.sub(a, a).isZero()).isTrue();
  }

  @Test
  void tracesAndDiagonalsHaveOneForm() {
    Expr trace = f.contract(List.of(Factor.of(B, 0, 0)), List.of());
    assertThat(f.sumAll(f.times(B, f.delta(n)))).isSameAs(trace);
    assertThat(f.contract(List.of(Factor.of(f.transpose(B), 5, 5)), List.of())).isSameAs(trace);
    assertThat(f.matmul(f.diagonal(a), b)).isSameAs(f.times(a, b));
    assertThat(f.transpose(f.diagonal(a))).isSameAs(f.diagonal(a));
  }

  @Test
  void namesOfIndicesDoNotMatter() {
    Expr one = f.contract(List.of(Factor.of(A, 7, 3), Factor.of(a, 3)), List.of(7));
    Expr other = f.contract(List.of(Factor.of(a, 9), Factor.of(A, 1, 9)), List.of(1));
    assertThat(one).isSameAs(other).isSameAs(f.matmul(A, a));
    assertThat(f.matmul(f.matmul(A, B), a)).isSameAs(f.matmul(A, f.matmul(B, a)));
  }

  @Test
  void powersMerge() {
    assertThat(f.times(s, s)).isSameAs(f.power(s, 2));
    assertThat(f.times(f.power(s, 2), f.power(s, 3))).isSameAs(f.power(s, 5));
    assertThat(f.power(f.power(s, 2), 3)).isSameAs(f.power(s, 6));
    assertThat(f.power(s, 1)).isSameAs(s);
    assertThat(f.power(s, 0)).isSameAs(f.one());
    assertThat(f.divide(s, s)).isSameAs(f.one());
    assertThat(f.power(f.power(s, 2), Rational.HALF)).isNotSameAs(s);
  }

  @Test
  void commonFactorsOfNumbersComeOut() {
    Rational two = Rational.of(2);
    Expr difference = f.sub(a, b);
    assertThat(f.sub(f.scale(two, a), f.scale(two, b))).isSameAs(f.scale(two, difference));
    assertThat(f.scale(Rational.HALF, f.scale(two, a))).isSameAs(a);
    assertThat(f.negate(f.negate(difference))).isSameAs(difference);
    assertThat(f.add(a, a)).isSameAs(f.scale(two, a));
  }

  @Test
  void substitutesEverywhere() {
    Expr e = f.add(f.matmul(B, a), f.times(a, b));
    Expr replaced = f.substitute(e, Map.of(a, b));
    assertThat(replaced).isSameAs(f.add(f.matmul(B, b), f.power(b, 2)));
    assertThat(f.substitute(e, Map.of())).isSameAs(e);
    assertThat(f.substitute(e, Map.of(a, f.zeroLike(a))).isZero()).isTrue();
  }

  @Test
  void rebuildsInCanonicalForm() {
    Expr e = f.matmul(B, a);
    assertThat(f.rebuild(e, e.operands())).isSameAs(e);
    List<Expr> operands = e.operands().stream().map(o -> o == B ? f.delta(n) : o).toList();
    assertThat(f.rebuild(e, operands)).isSameAs(a);
  }

  @Test
  void misuseIsRefused() {
    assertThatThrownBy(() -> f.add(a, A)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> f.broadcast(a, A.axes())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> f.apply(ScalarFunctions.EXP, a, b))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Factor.of(A, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> f.variable("a", Role.INPUT, Shape.of(m)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> f.variable("a", Role.PARAM, Shape.of(n)))
        .isInstanceOf(IllegalStateException.class);
  }
}
