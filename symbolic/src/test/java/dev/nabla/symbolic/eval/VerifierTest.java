package dev.nabla.symbolic.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.eval.Verifier.Verdict;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.util.List;
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

  /** Under another name, so that the facts are in the numbers and not in the formula. */
  @Test
  void factsAreInTheNumbers() {
    Variable M = f.variable("M", Variable.Role.VALUE, A.shape());
    verifier.define(new Binding(M, S));
    assertThat(verifier.compare(M, f.transpose(M))).isEqualTo(Verdict.EXACT);
    Variable N = f.variable("N", Variable.Role.VALUE, A.shape());
    verifier.define(new Binding(N, D));
    assertThat(verifier.compare(N, f.times(N, f.delta(x.axes().get(0))))).isEqualTo(Verdict.EXACT);
    assertDifferent(M, f.times(M, f.delta(x.axes().get(0))));
    assertDifferent(f.matmul(N, f.basis(x.axes().get(0), 2)), f.zeroLike(x));
  }

  @Test
  void namesMeanWhatOtherNamesMean() {
    Variable k = f.variable("k", Variable.Role.VALUE, x.shape());
    Variable l = f.variable("l", Variable.Role.VALUE, x.shape());
    Variable h = network.value("h").orElseThrow().variable();
    verifier.define(new Binding(k, f.add(h, x)));
    verifier.define(new Binding(l, f.times(k, k)));
    assertThat(verifier.compare(l, f.power(f.add(h, x), 2))).isEqualTo(Verdict.EXACT);
    assertDifferent(l, f.power(h, 2));
    assertDifferent(l, k);
  }

  @Test
  void othersThanOfTheSameAxesAreDifferent() {
    assertDifferent(f.one(), f.onesLike(x));
    assertDifferent(f.onesLike(x), f.one());
  }

  /** Numbers are what they are; only named sizes are drawn. */
  @Test
  void sizesThatAreNumbersAreFixed() {
    for (Size three : List.of(Size.of(3), Size.of(7))) {
      Expr zeros = f.zero(List.of(three));
      Expr sum = f.reduce(Reduce.Kind.LOGSUMEXP, zeros, Set.of(0));
      Expr log = f.apply(ScalarFunctions.LOG, f.constant(three.intValue()));
      assertThat(verifier.compare(sum, log)).isEqualTo(Verdict.NUMERIC);
    }
    Expr sum = f.reduce(Reduce.Kind.LOGSUMEXP, f.zero(List.of(x.axes().get(0))), Set.of(0));
    assertDifferent(sum, f.apply(ScalarFunctions.LOG, f.constant(3)));
    assertThat(verifier.compare(sum, f.apply(ScalarFunctions.LOG, f.extent(x.axes().get(0)))))
        .isEqualTo(Verdict.NUMERIC);
  }

  /** A size is as large as the largest element that is asked for. */
  @Test
  void elementsThatAreAskedForExist() {
    Source source = new Source("test", "dim n\ninput u : (n)\nv = u[9] + u[2]\nw = u[3]");
    Network picks =
        Elaborator.read(source, Options.named("T"), new Diagnostics(source)).orElseThrow();
    Exprs g = picks.exprs();
    Variable u = picks.given("u").orElseThrow();
    Expr ninth = g.matmul(g.basis(u.axes().get(0), 9), u);
    Expr second = g.matmul(g.basis(u.axes().get(0), 2), u);
    Expr v = picks.value("v").orElseThrow().variable();
    assertThat(new Verifier(picks).compare(v, g.add(second, ninth))).isEqualTo(Verdict.EXACT);
    assertThat(new Verifier(picks).compare(v, ninth)).isEqualTo(Verdict.DIFFERENT);
  }

  /** Names of sizes with the same value are the same size, whatever is drawn for it. */
  @Test
  void sizesOfTheSameValueStayEqual() {
    Source source =
        new Source(
            "test",
            "dim m = 7, n = 7, one = 1, k = 4\ninput u : (m), v : (n), w : (one), q : (4), r : (k)\n"
                + "param s : ()\ninput t : () onehot\nconst c = 3\n"
                + "f = u ⊙ v\ng = sum(w)\nh = q ⊙ r\nl = c s");
    Network sized =
        Elaborator.read(source, Options.named("T"), new Diagnostics(source)).orElseThrow();
    Exprs g = sized.exprs();
    Verifier sizes = new Verifier(sized);
    Variable u = sized.given("u").orElseThrow();
    Variable v = sized.given("v").orElseThrow();
    Variable w = sized.given("w").orElseThrow();
    Variable r = sized.given("r").orElseThrow();
    Variable s = sized.given("s").orElseThrow();
    assertThat(sizes.compare(sized.value("f").orElseThrow().variable(), g.times(v, u)))
        .isEqualTo(Verdict.EXACT);
    assertThat(sizes.compare(sized.value("f").orElseThrow().variable(), g.times(v, v)))
        .isEqualTo(Verdict.DIFFERENT);
    assertThat(sizes.compare(g.sumAll(w), g.matmul(g.basis(w.axes().get(0), 1), w)))
        .isEqualTo(Verdict.EXACT);
    assertThat(sizes.compare(g.extent(r.axes().get(0)), g.constant(4))).isEqualTo(Verdict.EXACT);
    assertThat(sizes.compare(sized.value("l").orElseThrow().variable(), g.scale(Rational.of(3), s)))
        .isEqualTo(Verdict.EXACT);
  }

  /** Large numbers are compared by their leading digits. */
  @Test
  void largeNumbersAreComparedByTheirSize() {
    Expr shifted = f.apply(ScalarFunctions.EXP, f.add(x, f.constant(25)));
    Expr e25 = f.apply(ScalarFunctions.EXP, f.constant(25));
    Expr product = f.times(e25, f.apply(ScalarFunctions.EXP, x));
    assertThat(verifier.compare(shifted, product)).isEqualTo(Verdict.NUMERIC);
    assertDifferent(shifted, f.scale(Rational.of(1_000_001, 1_000_000), product));
  }

  @Test
  void whatIsTheSameNeedsNoPoint() {
    Expr singular = f.inverse(f.outer(x, b));
    assertThat(verifier.compare(singular, singular)).isEqualTo(Verdict.EXACT);
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
