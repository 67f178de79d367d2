package dev.nabla.symbolic.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.Diagnostics;
import dev.nabla.grammar.Rational;
import dev.nabla.grammar.Source;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.eval.Verifier.Verdict;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.network.Network;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Wrong equalities are caught, right ones are told apart by how they were established. */
class VerifierTest {
  private final Network network = network();
  private final Exprs f = network.exprs();
  private final Variable x = network.given("x").orElseThrow();
  private final Variable b = network.given("b").orElseThrow();
  private final Variable A = network.given("A").orElseThrow();
  private final Variable S = network.given("S").orElseThrow();
  private final Variable D = network.given("D").orElseThrow();
  private final Variable p = network.given("p").orElseThrow();
  private final Variable T = network.given("T").orElseThrow();
  private final Verifier verifier = new Verifier(network);

  private static Network network() {
    Source source =
        new Source(
            "test",
            "dim n\ninput A : (n,n), S : (n,n) symmetric, b : (n)\nparam x : (n)\n"
                + "input D : (n,n) diagonal, p : (n) positive, T : (n,n) onehot\n"
                + "h = tanh(A x)\nloss L = ‖h - b‖^2 + x^T S x");
    return Elaborator.read(source, Options.named("T"), new Diagnostics(source)).orElseThrow();
  }

  @Test
  void wrongEqualitiesAreCaught() {
    Expr right = f.matmul(A, x);
    assertDifferent(right, f.negate(right));
    assertDifferent(right, f.scale(Rational.of(2), right));
    assertDifferent(right, f.matmul(f.transpose(A), x));
    assertDifferent(f.matmul(A, f.transpose(A)), f.matmul(f.transpose(A), A));
    assertDifferent(f.broadcast(f.sumAll(x), x.axes()), x);
    assertDifferent(f.add(right, b), right);
    assertDifferent(f.power(x, 2), x);
    assertDifferent(f.sumAll(x), x);
    assertDifferent(
        f.apply(ScalarFunctions.SIGMOID, x), f.apply(ScalarFunctions.SIGMOID, f.negate(x)));
  }

  @Test
  void algebraIsExact() {
    Expr product = f.times(f.add(x, b), f.sub(x, b));
    Expr squares = f.sub(f.power(x, 2), f.power(b, 2));
    assertThat(verifier.compare(product, squares)).isEqualTo(Verdict.EXACT);
    assertThat(verifier.compare(S, f.transpose(S))).isEqualTo(Verdict.EXACT);
    assertThat(verifier.compare(f.matmul(f.inverse(A), A), f.delta(A.axes().get(0))))
        .isEqualTo(Verdict.EXACT);
    assertThat(verifier.compare(x, x)).isEqualTo(Verdict.EXACT);
  }

  @Test
  void identitiesOfFunctionsAreNumeric() {
    Expr left = f.apply(ScalarFunctions.LOG, f.apply(ScalarFunctions.SIGMOID, x));
    Expr right = f.negate(f.apply(ScalarFunctions.SOFTPLUS, f.negate(x)));
    assertThat(verifier.compare(left, right)).isEqualTo(Verdict.NUMERIC);
  }

  @Test
  void namesMeanTheirValues() {
    Variable h = network.value("h").orElseThrow().variable();
    Expr value = f.apply(ScalarFunctions.TANH, f.matmul(A, x));
    assertThat(verifier.compare(h, value)).isEqualTo(Verdict.EXACT);
    assertDifferent(h, f.matmul(A, x));
  }

  @Test
  void factsAreKept() {
    assertThat(verifier.compare(S, f.transpose(S))).isEqualTo(Verdict.EXACT);
    assertThat(verifier.compare(D, f.times(D, f.delta(x.axes().get(0))))).isEqualTo(Verdict.EXACT);
    assertThat(verifier.compare(f.sumOver(T, Set.of(1)), f.onesLike(x))).isEqualTo(Verdict.EXACT);
    assertThat(verifier.compare(f.apply(ScalarFunctions.ABS, p), p)).isEqualTo(Verdict.NUMERIC);
    assertDifferent(f.apply(ScalarFunctions.ABS, x), x);
    assertDifferent(S, f.times(S, f.delta(x.axes().get(0))));
    assertDifferent(A, f.transpose(A));
    assertDifferent(f.sumOver(T, Set.of(0)), f.onesLike(x));
    assertDifferent(f.sumOver(S, Set.of(1)), f.onesLike(x));
  }

  @Test
  void whatHasNoValueIsUndecided() {
    Expr singular = f.inverse(f.outer(x, b));
    assertThat(verifier.compare(singular, f.scale(Rational.of(2), singular)))
        .isEqualTo(Verdict.UNDECIDED);
    Expr logarithm = f.apply(ScalarFunctions.LOG, f.negate(f.power(x, 2)));
    assertThat(verifier.compare(logarithm, x)).isEqualTo(Verdict.UNDECIDED);
    assertThat(verifier.compare(x, logarithm)).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void rootsArePowers() {
    Expr root = f.power(p, Rational.HALF);
    assertThat(verifier.compare(f.power(root, 2), p)).isEqualTo(Verdict.EXACT);
    assertThat(
            verifier.compare(
                f.apply(ScalarFunctions.EXP, f.times(x, f.zeroLike(x))), f.onesLike(x)))
        .isEqualTo(Verdict.NUMERIC);
    assertDifferent(root, p);
    assertDifferent(
        f.reduce(Reduce.Kind.MAX, x, Set.of(0)), f.reduce(Reduce.Kind.MIN, x, Set.of(0)));
  }

  private void assertDifferent(Expr a, Expr other) {
    assertThat(verifier.compare(a, other)).isEqualTo(Verdict.DIFFERENT);
  }
}
