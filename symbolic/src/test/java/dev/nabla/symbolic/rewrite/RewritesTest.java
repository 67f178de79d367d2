package dev.nabla.symbolic.rewrite;

import static dev.nabla.symbolic.function.ScalarFunctions.EXP;
import static dev.nabla.symbolic.function.ScalarFunctions.LOG;
import static dev.nabla.symbolic.function.ScalarFunctions.RELU;
import static dev.nabla.symbolic.function.ScalarFunctions.SIGMOID;
import static dev.nabla.symbolic.function.ScalarFunctions.SOFTPLUS;
import static dev.nabla.symbolic.function.ScalarFunctions.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.expr.Variable.Role;
import dev.nabla.symbolic.rewrite.Rule.Identity;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule holds where it says it does, fires on tensors, and leaves alone what only looks so.
 */
class RewritesTest {
  private static final int STEPS = 12;

  private final Exprs f = new Exprs();
  private final Size m = Size.fixed("m", 2);
  private final Size n = Size.fixed("n", 3);
  private final Variable u = f.variable("u", Role.INPUT, Shape.SCALAR);
  private final Variable x = f.variable("x", Role.INPUT, Shape.of(n));
  private final Variable y = f.variable("y", Role.TARGET, Shape.of(n), Set.of(Fact.ONEHOT), true);
  private final Variable Z = f.variable("Z", Role.INPUT, Shape.of(m, n));
  private final Variable A = f.variable("A", Role.INPUT, Shape.of(n, n));
  private final Variable B = f.variable("B", Role.INPUT, Shape.of(n, n));

  static Stream<Identity> rows() {
    return identities(Rules.STANDARD.all());
  }

  static Stream<Identity> always() {
    return identities(Rules.STANDARD.always().stream());
  }

  private static Stream<Identity> identities(Stream<Rule> rules) {
    return rules.filter(Identity.class::isInstance).map(Identity.class::cast);
  }

  /** What the names of an identity stand for, so that its guard holds. */
  private Map<String, Expr> names(Identity row, Expr u, Expr v) {
    String words = row.meaning().words();
    if (words.equals("c is 0 or 1")) {
      return Map.of("c", f.delta(n));
    }
    Expr first = words.endsWith("is negative") ? f.negate(u) : u;
    boolean opposite = words.startsWith("u + v is 0");
    Expr second = opposite ? f.negate(first) : words.startsWith("u - v") ? u : v;
    return Map.of("u", first, "v", second);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void bothSidesAreEqual(Identity row) {
    Variable v = f.variable("v", Role.INPUT, Shape.SCALAR);
    Map<String, Expr> names = names(row, u, v);
    assertThat(row.guard().holds(f, names)).isTrue();
    Expr left = row.left(f, names);
    Expr right = row.right(f, names);
    int points = 0;
    for (int step = 0; step <= STEPS; step++) {
      double at = row.from() + (row.to() - row.from()) * step / STEPS;
      double other = row.from() + (row.to() - row.from()) * (step * 5 % (STEPS + 1)) / STEPS;
      Interpreter interpreter =
          new Interpreter().set(u, Tensor.scalar(at)).set(v, Tensor.scalar(other));
      double[] expected = interpreter.value(left).data();
      if (!Double.isFinite(expected[0])) {
        continue;
      }
      points++;
      assertThat(interpreter.value(right).data())
          .as("%s at %s", row.name(), at)
          .containsExactly(expected, within(1e-12 * Math.max(1, Math.abs(expected[0]))));
    }
    assertThat(points).as(row.name()).isGreaterThan(2);
  }

  @ParameterizedTest
  @MethodSource("always")
  void firesOnAMatrix(Identity row) {
    Map<String, Expr> names = names(row, Z, f.variable("V", Role.INPUT, Shape.of(m, n)));
    List<Size> axes = names.values().iterator().next().axes();
    Expr left = f.broadcast(row.left(f, names), axes);
    Simplifier.Outcome outcome = new Simplifier(f).simplify(left);
    Expr right = f.broadcast(row.right(f, names), axes);
    assertThat(outcome.result()).as(row.name()).isSameAs(right);
    if (left != right) {
      assertThat(outcome.rules()).contains(row.name());
    }
  }

  @Test
  void linesOfOneNameStandTogether() {
    List<String> names = Rules.STANDARD.all().map(Rule::name).toList();
    List<String> changes = new ArrayList<>();
    for (String name : names) {
      if (changes.isEmpty() || !changes.get(changes.size() - 1).equals(name)) {
        changes.add(name);
      }
    }
    assertThat(changes).doesNotHaveDuplicates();
    assertThat(names).containsAll(StructuralRewrites.BY_NAME.keySet());
  }

  @Test
  void linesThatMeanNothingAreRefused() {
    assertThatThrownBy(() -> Rule.of("wrong | log(u → u")).hasMessageContaining("log(u");
    Rule.Identity product = (Rule.Identity) Rule.of("wrong | u^T u → u");
    assertThatThrownBy(() -> product.left(f, Map.of("u", u))).hasMessageContaining("no formula of");
    assertThatThrownBy(() -> Rule.of("wrong | exp(u) → u | u is large"))
        .hasMessage("no guard is called: u is large");
  }

  @Test
  void rulesWorthATryAreKeptWhereTheyShorten() {
    Expr one = f.add(f.apply(SIGMOID, x), f.apply(SIGMOID, f.negate(x)));
    assertThat(simplified(one)).isSameAs(f.onesLike(x));
    Expr zero = f.add(f.apply(TANH, x), f.apply(TANH, f.negate(x)));
    assertThat(simplified(zero).isZero()).isTrue();
    Expr left = f.sub(f.apply(SOFTPLUS, x), f.apply(SOFTPLUS, f.negate(x)));
    assertThat(simplified(left)).isSameAs(x);
    Expr alone = f.apply(SIGMOID, f.negate(x));
    assertThat(simplified(alone)).isSameAs(alone);
  }

  @Test
  void sumsOfExponentialsBecomeLogSumExp() {
    Expr total = f.apply(LOG, f.sumAll(f.apply(EXP, x)));
    assertThat(same(total)).isSameAs(f.reduce(Reduce.Kind.LOGSUMEXP, x, Set.of(0)));
    Expr rows = f.apply(LOG, f.sumOver(f.apply(EXP, Z), Set.of(1)));
    assertThat(same(rows)).isSameAs(f.reduce(Reduce.Kind.LOGSUMEXP, Z, Set.of(1)));
    Expr columns = f.apply(LOG, f.sumOver(f.apply(EXP, Z), Set.of(0)));
    assertThat(same(columns)).isSameAs(f.reduce(Reduce.Kind.LOGSUMEXP, Z, Set.of(0)));
  }

  @Test
  void ratiosOfExponentialsBecomeStable() {
    Expr ratio = f.divide(f.apply(EXP, x), f.sumAll(f.apply(EXP, x)));
    Expr softmax = same(ratio);
    assertThat(softmax)
        .isSameAs(f.apply(EXP, f.sub(x, f.reduce(Reduce.Kind.LOGSUMEXP, x, Set.of(0)))));
    Interpreter far = new Interpreter().set(x, Tensor.vector(-800, 800, 800));
    assertThat(far.value(softmax).data())
        .containsExactly(new double[] {0, 0.5, 0.5}, within(1e-12));
    Expr rows = f.sumOver(f.apply(EXP, Z), Set.of(1));
    same(f.divide(f.apply(EXP, Z), f.broadcastAlong(Set.of(1), Z.axes(), rows)));
  }

  @Test
  void probabilitiesSumToOne() {
    Expr softmax = f.apply(EXP, f.sub(x, f.reduce(Reduce.Kind.LOGSUMEXP, x, Set.of(0))));
    assertThat(same(f.sumAll(softmax))).isSameAs(f.one());
    assertThat(simplified(f.sumAll(y))).isSameAs(f.one());
    assertThat(same(f.times(f.sumAll(y), x))).isSameAs(x);
    Expr weighted = f.sumAll(f.times(y, x));
    assertThat(simplified(weighted)).isSameAs(weighted);
  }

  @Test
  void inversesCancel() {
    Expr inverse = f.inverse(A);
    assertThat(same(f.matmul(inverse, A))).isSameAs(f.delta(n));
    assertThat(same(f.matmul(A, inverse))).isSameAs(f.delta(n));
    assertThat(same(f.matmul(f.matmul(B, inverse), f.matmul(A, x)))).isSameAs(f.matmul(B, x));
    Expr crossed = f.matmul(f.transpose(inverse), A);
    assertThat(simplified(crossed)).isSameAs(crossed);
    Expr elements = f.times(inverse, A);
    assertThat(simplified(elements)).isSameAs(elements);
    Expr traced = f.contract(List.of(Factor.of(inverse, 0, 1), Factor.of(A, 1, 0)), List.of());
    assertThat(simplified(traced)).isIn(f.extent(n), traced);
    same(traced);
  }

  @Test
  void whatMayBeZeroOnPiecesDoesNotCancel() {
    Expr relu = f.apply(RELU, x);
    Expr ratio = f.divide(relu, relu);
    assertThat(simplified(ratio)).isNotSameAs(f.onesLike(x));
    assertThat(new Interpreter().set(x, Tensor.vector(-1, 1, 2)).value(simplified(ratio)).data())
        .containsExactly(Double.NaN, 1, 1);
    assertThat(f.divide(x, x)).isSameAs(f.onesLike(x));
  }

  @Test
  void factorsAndMultipliesOutWhereThatIsShorter() {
    Expr common = f.add(f.matmul(A, x), f.matmul(B, x));
    assertThat(same(common)).isSameAs(f.matmul(f.add(A, B), x));
    Expr cancel = f.sub(f.times(u, f.add(u, f.one())), u);
    assertThat(same(cancel)).isSameAs(f.power(u, 2));
  }

  @Test
  void definitionsAreWrittenByTheirNamesAndSeenThrough() {
    Variable h = f.variable("h", Role.VALUE, Shape.of(n));
    Simplifier simplifier = new Simplifier(f);
    simplifier.define(h, f.apply(SIGMOID, x));
    assertThat(simplifier.simplify(f.times(f.apply(SIGMOID, x), x)).result())
        .isSameAs(f.times(h, x));
    assertThat(simplifier.simplify(f.apply(LOG, h)).result())
        .isSameAs(f.negate(f.apply(SOFTPLUS, f.negate(x))));
  }

  private Expr simplified(Expr e) {
    return new Simplifier(f).simplify(e).result();
  }

  /** The simplified expression, which must have the same numbers and be in its final form. */
  private Expr same(Expr e) {
    Expr result = simplified(e);
    SplittableRandom random = new SplittableRandom(7);
    Interpreter interpreter = new Interpreter();
    for (Variable variable : List.of(u, x, Z, A, B)) {
      Tensor value = Tensor.zeros(variable.axes().stream().mapToInt(Size::intValue).toArray());
      java.util.Arrays.setAll(value.data(), k -> random.nextDouble(-1, 1));
      interpreter.set(variable, value);
    }
    interpreter.set(y, Tensor.vector(0, 1, 0));
    assertThat(interpreter.value(result).data())
        .containsExactly(interpreter.value(e).data(), within(1e-10));
    assertThat(simplified(result)).isSameAs(result);
    assertThat(result instanceof Contraction c && c.factors().isEmpty() && result != f.one())
        .isFalse();
    return result;
  }
}
