package dev.nabla.symbolic.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.eval.Verifier.Verdict;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Shape;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives without a short textbook form, compared with difference quotients. */
class DerivationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dim n; param x : (n); loss L = mean(x) | x
          dim n; param x : (n); loss L = sum(huber(x, 2 x)) | x
          dim n; param b : (n), c : (n), X : (n,n), D : (n,n); loss L = b^T X^T D X c | X
          dim n; param A : (n,n), X : (n,n), B : (n,n); loss L = tr(A X B X) | X
          dim n; param A : (n,n), X : (n,n), B : (n,n); loss L = tr(A X B X^T) | X
          dim n; param X : (n,n), A : (n,n); loss L = tr(inv(X) A) | X
          dim m, n; param X : (m,n); loss L = logdet(X^T X + identity(n)) | X
          dim n; param X : (n,n), A : (n,n), B : (n,n); loss L = logdet(A X B) | X
          dim n; param x : (n); loss L = x[1] x[2] + sin(x[2]) | x
          """)
  void gradient(String definition, String by) {
    Network network = Numbers.read(definition);
    Variable variable = network.given(by).orElseThrow();
    Derivation derivation = Deriver.derive(network, List.of(variable));
    Expr formula = derivation.expand(derivation.gradients().get(0).formula());
    Numbers numbers = Numbers.of(network);
    double[] quotients = numbers.quotients(network.result(), variable);
    Numbers.assertClose(numbers.value(formula).data(), quotients, "the formula " + formula);
    Numbers.assertClose(numbers.programmed(derivation, variable), quotients, "the program");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          input x : (3); f = [x[1] + x[2] x[3], x[1]^2 + 3 x[2]] | x
          dim m, n; param A : (m,n); input x : (n); f = A x | x
          dim m, n; param A : (m,n); input x : (n); f = A x | A
          dim n; input x : (n); f = x / norm(x) | x
          dim n; input x : (n); f = softmax(x) | x
          dim n; input x : (n); f = x (x^T x) | x
          dim n; input x : (n); f = x x^T | x
          dim m, n; input X : (m,n); f = softmax(X) | X
          dim m, n; input X : (m,n); f = X^T X | X
          dim n; input X : (n,n); f = inv(X) | X
          dim m, n; input X : (m,n); f = logsumexp(X) | X
          dim m, n; input X : (m,n); f = rowsum(X ⊙ X) | X
          dim m, n; param W : (m,n), b : (m); input x : (n); f = sigmoid(W x + b) | W
          dim m, n; param W : (m,n), b : (m); input x : (n); f = relu(W x + b) | b
          dim m, n; param W : (m,n), V : (n,m); input x : (n); h = tanh(W x); f = V h + x | x
          """)
  void jacobian(String definition, String by) {
    Network network = Numbers.read(definition);
    Variable variable = network.given(by).orElseThrow();
    Expr jacobian = jacobian(network, variable);
    Numbers numbers = Numbers.of(network);
    double[] quotients = numbers.quotients(network.result(), variable);
    Numbers.assertClose(numbers.value(jacobian).data(), quotients, "the Jacobian " + jacobian);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dim n; param x : (n); loss L = logsumexp(x) | x |
          dim n; param x : (n); input A : (n,n); loss L = x^T A x | x | A + A^T
          dim n; param x : (n); input A : (n,n) symmetric; loss L = x^T A x | x | 2 A
          dim m, n; param x : (n); input A : (m,n), b : (m); loss L = ‖A x - b‖^2 | x | 2 A^T A
          dim n; param x : (n); loss L = norm(x) | x |
          dim n; param x : (n); loss L = (x^T x)^2 | x |
          dim n; param x : (n); loss L = exp(x^T x) | x |
          dim n; param x : (n); loss L = prod(x) | x |
          dim n; param x : (n); input a : (n); loss L = log(1 + exp(a^T x)) | x |
          dim m, n; param w : (n); input X : (m,n), y : (m); loss J = sum(log(1 + exp(X w)) - y ⊙ (X w)) | w |
          dim m, n; param w : (n); input X : (m,n), y : (m); z = X w; loss J = sum(log(1 + exp(z)) - y ⊙ z) | w |
          dim n; param X : (n,n); loss L = logdet(X) | X |
          dim n; param X : (n,n); loss L = det(X) | X |
          dim m, n; param X : (m,n); input B : (m,m); loss L = tr(X^T B X) | X |
          dim m, n; param W : (m,n); input x : (n); target y : (m) onehot; loss L = cross_entropy_with_logits(W x, y) | W |
          dim m, n; param W : (m,n); input x : (n), d : (m); loss L = d^T tanh(W x) | W |
          """)
  void hessian(String definition, String by, String expected) {
    Network network = Numbers.read(definition);
    Variable variable = network.given(by).orElseThrow();
    Derivation derivation = Deriver.derive(network, List.of(variable));
    Expr gradient = derivation.expand(derivation.gradients().get(0).formula());
    Expr hessian =
        new Jacobians(derivation.program(), 2_000).hessians(false).derivatives().get(0).value();
    Numbers numbers = Numbers.of(network);
    double[] values = numbers.value(hessian).data();
    Numbers.assertClose(values, numbers.quotients(gradient, variable), "the Hessian " + hessian);
    int rows = numbers.value(variable).data().length;
    for (int at = 0; at < values.length; at++) {
      assertThat(values[at])
          .as("symmetric at %d", at)
          .isCloseTo(values[at % rows * rows + at / rows], within(1e-9));
    }
    if (expected != null) {
      assertThat(Numbers.text(network.exprs(), hessian, Shape.ofAxes(hessian.axes())))
          .isEqualTo(expected);
    }
  }

  private static Expr jacobian(Network network, Variable by) {
    return new Jacobians(Deriver.derive(network, List.of(by)).program(), 2_000)
        .jacobians(network.result(), List.of(by))
        .derivatives()
        .get(0)
        .value();
  }

  @Test
  void aFreeCotangentPullsBackThroughTheJacobian() {
    Network network =
        Numbers.read("dim m, n; param W : (m,n); input x : (n); h = tanh(W x); f = softmax(h)");
    Variable x = network.given("x").orElseThrow();
    Derivation derivation = Deriver.derive(network, List.of(x));
    Variable seed = derivation.program().seed().orElseThrow();
    Expr jacobian = jacobian(network, x);
    Numbers numbers = Numbers.of(network);
    for (int row = 1; row <= 4; row++) {
      Expr unit = network.exprs().basis(seed.axes().get(0), row);
      Derivation seeded = derivation.withSeed(unit);
      Expr formula = seeded.expand(seeded.gradients().get(0).formula());
      Numbers.assertClose(
          numbers.value(formula).data(),
          numbers.value(network.exprs().matmul(unit, jacobian)).data(),
          "row " + row);
    }
  }

  @Test
  void whatTheLossDoesNotDependOnHasZeroGradient() {
    Network network = Numbers.read("dim n; param x : (n), y : (n); loss L = x^T x");
    Derivation derivation = Deriver.derive(network);
    Variable y = network.given("y").orElseThrow();
    assertThat(derivation.gradients().get(1).formula()).isSameAs(network.exprs().zeroLike(y));
  }

  @Test
  void derivesByParametersElseByInputs() {
    assertThat(derivedBy("param w : (); input x : (); loss L = w x")).containsExactly("w");
    assertThat(derivedBy("input x : (), y : (); loss L = y x")).containsExactly("x", "y");
    assertThat(derivedBy("param w : (); input x : (); f = w x")).containsExactly("w", "x");
  }

  private static List<String> derivedBy(String definition) {
    return Deriver.derive(Numbers.read(definition)).gradients().stream()
        .map(d -> d.of().name())
        .toList();
  }

  @Test
  void everyStepHasAVerdict() {
    Derivation derivation =
        Deriver.derive(
            Numbers.read(
                "param z : (); input y : (); h = sigmoid(z);"
                    + "loss L = -y log(h) - (1 - y) log(1 - h)"));
    assertThat(derivation.rewritten())
        .singleElement()
        .satisfies(step -> assertThat(step.verdict()).isEqualTo(Verdict.NUMERIC));
    assertThat(derivation.gradients())
        .allSatisfy(step -> assertThat(step.verdict()).isIn(Verdict.EXACT, Verdict.NUMERIC));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-800, -40, 0, 40, 800})
  void lossesOfLogitsStayFinite(double z) {
    Network network =
        Numbers.read(
            "param z : (); input y : (); h = sigmoid(z);"
                + "loss L = -y log(h) - (1 - y) log(1 - h)");
    DerivedProgram program = Deriver.derive(network).program();
    for (double y : new double[] {0, 1}) {
      Interpreter interpreter =
          new Interpreter()
              .set(network.given("z").orElseThrow(), Tensor.scalar(z))
              .set(network.given("y").orElseThrow(), Tensor.scalar(y))
              .run(program.values());
      double margin = y == 1 ? -z : z;
      double softplus = Math.max(margin, 0) + Math.log1p(Math.exp(-Math.abs(margin)));
      assertThat(interpreter.value(network.result()).value()).isCloseTo(softplus, within(1e-9));
      double gradient =
          interpreter.run(program.adjoints()).value(program.gradients().get(0).value()).value();
      assertThat(gradient).isCloseTo(1 / (1 + Math.exp(-z)) - y, within(1e-12));
    }
  }

  @Test
  @Tag("scale")
  void aLongChainDerivesSoonIntoShortFormulas() {
    StringBuilder text = new StringBuilder("dim n; input h0 : (n); target y : (n);");
    int layers = 300;
    for (int k = 1; k <= layers; k++) {
      text.append("param W" + k + " : (n,n), b" + k + " : (n);");
    }
    for (int k = 1; k <= layers; k++) {
      text.append("z%d = W%d h%d + b%d; h%d = tanh(z%d);".formatted(k, k, k - 1, k, k, k));
    }
    text.append("loss L = ‖h" + layers + " - y‖^2");
    Network network = Numbers.read(text.toString());
    Derivation derivation = assertTimeout(Duration.ofSeconds(60), () -> Deriver.derive(network));
    assertThat(derivation.gradients()).hasSize(2 * layers);
    assertThat(derivation.adjoints())
        .allSatisfy(d -> assertThat(d.formula().weight()).isLessThan(20));
    assertThat(derivation.gradients())
        .allSatisfy(d -> assertThat(d.formula().weight()).isLessThan(20));
  }
}
