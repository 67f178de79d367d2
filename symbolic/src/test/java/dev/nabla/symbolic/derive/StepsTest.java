package dev.nabla.symbolic.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.symbolic.derive.Derivation.Derived;
import dev.nabla.symbolic.derive.Derivation.Path;
import dev.nabla.symbolic.derive.Deriver.Detail;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.rewrite.Rules;
import dev.nabla.symbolic.shape.Shape;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which steps are shown: through what each goes, the chain rule's formula and what it becomes. */
class StepsTest {
  private static final String CLASSIFIER =
      "input x : (3); target y : (2); param W : (3, 2); z = W^T x; h = sigmoid(z);"
          + " loss L = sum(-y ⊙ log(h) - (1 - y) ⊙ log(1 - h))";

  /** {@code δz by h: δh ⊙ h ⊙ (1 - h) = h - y}. */
  private static String text(Derivation derivation, Derived step) {
    Shape shape = step.of().shape();
    String through =
        step.paths().stream().map(p -> p.through().name()).collect(Collectors.joining(", "));
    String raw = Numbers.text(derivation.network().exprs(), step.raw(), shape);
    String formula = Numbers.text(derivation.network().exprs(), step.formula(), shape);
    return step.name()
        + (through.isEmpty() ? "" : " by " + through)
        + ": "
        + raw
        + (raw.equals(formula) ? "" : " = " + formula);
  }

  private static List<String> steps(String definition) {
    Derivation derivation = Deriver.derive(Numbers.read(definition));
    return derivation.steps().stream().map(step -> text(derivation, step)).toList();
  }

  @Test
  void aRewrittenLossIsShownWithTheChainAsItWasWritten() {
    assertThat(steps(CLASSIFIER))
        .containsExactly(
            "L: -sum(y ⊙ log(h) + (1 - y) ⊙ log(1 - h)) = sum(softplus(z) - y ⊙ z)",
            "δh by L: (1 - y) / (1 - h) - y / h",
            "δz by h: δh ⊙ h ⊙ (1 - h) = h - y",
            "W by z: x δz^T");
  }

  /** {@code δh} is another one than what was written: the chain goes as the program does. */
  @Test
  void whatGoesAnotherWayThanWrittenIsShownAsItIsComputed() {
    assertThat(steps(CLASSIFIER.replace("loss L = ", "k = 2 h; loss L = ") + " + sum(k)"))
        .containsExactly(
            "L: sum(k) - sum(y ⊙ log(h) + (1 - y) ⊙ log(1 - h))"
                + " = sum(k) + sum(softplus(z) - y ⊙ z)",
            "δk by L: ones(2)",
            "δh by k: 2 ones(2)",
            "δz by L, h: sigmoid(z) + 2 h ⊙ (1 - h) - y = h ⊙ (3 - 2 h) - y",
            "W by z: x δz^T");
  }

  /** {@code l} does not go through {@code p} any more, whose adjoint is the one as written. */
  @Test
  void whatNothingGoesThroughAnyMoreIsShownAsItWasWritten() {
    assertThat(
            steps(
                "param z : (3); target y : (3); u = 2 z;  p = softmax(u); l = log(p); m = l ⊙ y;"
                    + " n = tanh(m); loss L = -sum(n)"))
        .containsExactly(
            "l: log(p) = log_softmax(u)",
            "δn by L: -ones(3)",
            "δm by n: n ⊙ n - 1",
            "δl by m: δm ⊙ y = -y ⊙ (1 - n ⊙ n)",
            "δp by l: δl / p",
            "δu by p: δp ⊙ p - softmax(u) (p^T δp) = δl - sum(δl) exp(l)",
            "z by u: 2 δu");
  }

  @Test
  void whatIsInTermsOfSomethingElseNowIsNotShown() {
    assertThat(
            steps(
                "param x : (3), A : (3, 3); h = sigmoid(A x); g = log(h); k = g ⊙ g; m = h + k;"
                    + " f = log(sigmoid(m))"))
        .containsExactly(
            "g: log(h) = -softplus(-A x)",
            "f: log(sigmoid(m)) = -softplus(-m)",
            "δm by f: δf ⊙ sigmoid(-m)",
            "δk by m: δm",
            "δg by k: 2 δm ⊙ g",
            "δh by m: δm",
            "x by g, h: A^T (δg ⊙ sigmoid(-A x)) + A^T (δm ⊙ h ⊙ (1 - h))"
                + " = A^T (δg ⊙ sigmoid(-A x) + δm ⊙ h ⊙ (1 - h))",
            "A by g, h: (δg ⊙ sigmoid(-A x)) x^T + (δm ⊙ h ⊙ (1 - h)) x^T"
                + " = (δg ⊙ sigmoid(-A x) + δm ⊙ h ⊙ (1 - h)) x^T");
  }

  @Test
  void adjointsThatAreEqualGoByTheNameOfTheFirst() {
    assertThat(
            steps(
                "dim n; param x : (n); u = tanh(x); w = sigmoid(x); loss L = sum(exp(u + w));"
                    + " dead = exp(u)"))
        .containsExactly(
            "δw by L: exp(u + w)",
            "δu by L: exp(u + w)",
            "x by w, u: δw ⊙ w ⊙ (1 - w) + δw ⊙ (1 - u ⊙ u) = δw ⊙ (1 + w ⊙ (1 - w) - u ⊙ u)");
  }

  @Test
  void anAdjointHasANameOfItsOwn() {
    assertThat(steps("dim n; param δz : (n), x : (n); z = x ⊙ δz; h = tanh(z); loss L = norm(h)"))
        .containsExactly(
            "δh by L: h / norm(h)",
            "δz_ by h: δh ⊙ (1 - h ⊙ h) = (h ⊙ (1 - h ⊙ h)) / norm(h)",
            "δz by z: δz_ ⊙ x",
            "x by z: δz_ ⊙ δz");
  }

  @Test
  void aPathSaysThroughWhatItGoes() {
    Network network = Numbers.read(CLASSIFIER);
    Derivation derivation = Deriver.derive(network);
    Derived step = derivation.adjoints().get(1);
    Path path = step.paths().get(0);
    Binding h = network.value("h").orElseThrow();

    assertThat(step.of().name()).isEqualTo("z");
    assertThat(step.rules()).containsExactly("multiply-out");
    assertThat(path.through()).isSameAs(h.variable());
    assertThat(path.definition()).isSameAs(h.value());
    assertThat(path.cotangent()).isSameAs(derivation.adjoints().get(0).name());
    assertThat(path.contribution()).isSameAs(step.raw());
  }

  /** What is shown in rewrites only is left out otherwise, and what is not derived by always. */
  @Test
  void onlyWhatIsAskedForIsDerived() {
    Network network = Numbers.read(CLASSIFIER);
    Variable x = network.given("x").orElseThrow();
    Derivation derivation = Deriver.derive(network, List.of(x), Rules.STANDARD, Detail.REWRITES);

    assertThat(derivation.gradients())
        .extracting(gradient -> text(derivation, gradient))
        .containsExactly("x by z: W δz");
    assertThat(derivation.rules()).isSameAs(Rules.STANDARD);
    assertThat(derivation.program().network()).isSameAs(network);
    assertThat(derivation.program().seed()).isEmpty();
    assertThat(derivation.program().adjoints())
        .extracting(b -> b.variable().name())
        .containsExactly("δz");
    assertThatThrownBy(() -> derivation.withSeed(network.exprs().one()))
        .isInstanceOf(NoSuchElementException.class);
  }

  /** The program with a direction in place of the cotangent computes what the formulas say. */
  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void aSeedGoesIntoTheProgram(int element) {
    Network network =
        Numbers.read("dim n; param x : (3); h = exp(x); k = h ⊙ h; f = tanh(k) + h; g = f + x");
    Derivation derivation = Deriver.derive(network);
    Variable seed = derivation.program().seed().orElseThrow();
    Derivation seeded = derivation.withSeed(network.exprs().basis(seed.axes().get(0), element));
    Variable x = network.given("x").orElseThrow();
    Numbers numbers = Numbers.of(network);
    double[] row = new double[3];
    System.arraycopy(numbers.quotients(network.result(), x), 3 * (element - 1), row, 0, 3);

    assertThat(seeded.program().seed()).isEmpty();
    assertThat(seeded.program().values()).isEqualTo(derivation.program().values());
    Numbers.assertClose(numbers.programmed(seeded, x), row, "the program");
    for (Derived step : seeded.adjoints()) {
      assertThat(Traversal.variablesOf(step.raw())).doesNotContain(seed);
    }
  }

  @Test
  void longFormulasAreNotWrittenOut() {
    StringBuilder text = new StringBuilder("param x : (3), y : (3); h0 = x;");
    for (int k = 1; k <= 40; k++) {
      text.append("h%d = tanh(h%d ⊙ y) ⊙ sigmoid(h%d) + h%d;".formatted(k, k - 1, k - 1, k - 1));
    }
    Derivation derivation = Deriver.derive(Numbers.read(text + "loss L = norm(h40)"));
    Derived gradient = derivation.gradients().get(0);
    Expr readable = derivation.expand(gradient.formula());
    Expr full = derivation.fullExpansion().apply(gradient.formula());

    assertThat(adjointsIn(full)).isEmpty();
    assertThat(adjointsIn(readable)).isNotEmpty();
    assertThat(readable.weight()).isLessThanOrEqualTo(1000).isLessThan(full.weight());
  }

  private static List<Variable> adjointsIn(Expr e) {
    return Traversal.variablesOf(e).stream()
        .filter(v -> v.role() == Variable.Role.ADJOINT)
        .toList();
  }
}
