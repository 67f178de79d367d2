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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients of known losses, written as textbooks do and compared with difference quotients. */
class DerivationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dim n; param x : (n), a : (n); loss L = a^T x | x | a
          dim n; param x : (n), a : (n); loss L = dot(x, x) | x | 2 x
          dim n; param x : (n), y : (n); loss L = x^T y + y^T x | y | 2 x
          dim n; param x : (n); loss L = ‖x‖^2 | x | 2 x
          dim n; param x : (n); loss L = norm(x) | x | x / norm(x)
          dim n; param x : (n); loss L = norm1(x) | x | sign(x)
          dim n; param x : (n), a : (n); loss L = norm(x - a) | x | (x - a) / norm(x - a)
          dim n; param x : (n); loss L = 1/2 x^T x | x | x
          dim n; param x : (n); loss L = (x^T x)^2 | x | 4 (x^T x) x
          dim n; param x : (n); loss L = sum(x.^3) | x | 3 x ⊙ x
          dim n; param x : (n); loss L = sum(x) | x | ones(n)
          dim n; param x : (n); loss L = mean(x) | x |
          dim n; param x : (n); loss L = sum(exp(x)) | x | exp(x)
          dim n; param x : (n); loss L = sum(log(x)) | x | 1 / x
          dim n; param x : (n); loss L = sum(x ⊙ log(x)) | x | 1 + log(x)
          dim n; param x : (n); loss L = logsumexp(x) | x | softmax(x)
          dim n; param x : (n); loss L = log(sum(exp(x))) | x | softmax(x)
          dim n; param x : (n); loss L = sum(sin(x)) | x | cos(x)
          dim n; param x : (n); loss L = sum(sqrt(x)) | x | 1 / (2 sqrt(x))
          dim n; param x : (n); loss L = sum(1 / x) | x | -1 / (x ⊙ x)
          dim n; param x : (n); loss L = sum(tanh(x)) | x | 1 - tanh(x).^2
          dim n; param x : (n); loss L = sum(sigmoid(x)) | x | sigmoid(x) ⊙ (1 - sigmoid(x))
          dim n; param x : (n); loss L = sum(softplus(x)) | x | sigmoid(x)
          dim n; param x : (n); loss L = sum(log(sigmoid(x))) | x | sigmoid(-x)
          dim n; param x : (n); loss L = sum(relu(x)) | x | relu'(x)
          dim n; param x : (n); loss L = sum(abs(x)) | x | sign(x)
          dim n; param x : (n); loss L = sum(gelu(x)) | x | 1/2 + 1/2 erf(x / sqrt(2)) + (x ⊙ exp(-1/2 x ⊙ x)) / (sqrt(2) sqrt(pi))
          dim n; param x : (n); loss L = sum(silu(x)) | x | sigmoid(x) ⊙ (1 + x ⊙ (1 - sigmoid(x)))
          dim n; param x : (n); loss L = sum(huber(x, 2 x)) | x |
          dim n; param x : (n); loss L = max(x) | x | (x == max(x)) / sum(x == max(x))
          dim n; param x : (n); loss L = prod(x) | x | prod_others(x)
          dim n; param x : (n); loss L = sum(x / norm(x)) | x | 1 / norm(x) - sum(x) x / norm(x)^3
          dim n; param x : (n); input A : (n,n); loss L = x^T A x / (x^T x) | x | ((A + A^T) / (x^T x) - 2 x x^T A / ‖x‖^4) x
          dim n; param x : (n); input A : (n,n); loss L = exp(x^T A x) | x | exp(x^T A x) (A + A^T) x
          dim n; param x : (n), b : (n); input A : (n,n) symmetric; loss L = 1/2 x^T A x - b^T x | x | A x - b
          dim n; param x : (n), b : (n); input A : (n,n); loss L = x^T A x + b^T x | x | (A + A^T) x + b
          dim n; param x : (n); input A : (n,n); loss L = x^T A x | A | x x^T
          dim m, n; param a : (m), b : (n), X : (m,n); loss L = a^T X b | X | a b^T
          dim m, n; param a : (m), b : (n), X : (n,m); loss L = a^T X^T b | X | b a^T
          dim m, n; param b : (n), c : (n), X : (m,n); loss L = b^T X^T X c | X | X (c b^T + b c^T)
          dim n; param b : (n), c : (n), X : (n,n), D : (n,n); loss L = b^T X^T D X c | X |
          dim n; param X : (n,n); loss L = tr(X) | X | identity(n)
          dim m, n; param X : (m,n), A : (n,m); loss L = tr(X A) | X | A^T
          dim m, n; param X : (n,m), A : (n,m); loss L = tr(A^T X) | X | A
          dim m, n; param X : (m,n), A : (m,n); loss L = tr(A X^T) | X | A
          dim m, n, k, p; param X : (n,k); input A : (m,n), B : (k,m); loss L = tr(A X B) | X | A^T B^T
          dim n; param X : (n,n); loss L = tr(X^2) | X | 2 X^T
          dim n; param X : (n,n); loss L = tr(X^3) | X | 3 X^T X^T
          dim n; param X : (n,n), B : (n,n); loss L = tr(X^2 B) | X | (B X + X B)^T
          dim m, n; param X : (m,n); input B : (m,m); loss L = tr(X^T B X) | X | (B + B^T) X
          dim m, n; param X : (m,n); input B : (n,n); loss L = tr(X B X^T) | X | X (B^T + B)
          dim m, n; param X : (m,n); input C : (n,n) symmetric; loss L = tr(X C X^T) | X | 2 X C
          dim m, n; param X : (m,n); loss L = tr(X^T X) | X | 2 X
          dim m, n; param X : (m,n); loss L = ‖X‖^2 | X | 2 X
          dim m, n; param X : (m,n), Y : (m,n); loss L = 1/2 ‖X - Y‖^2 | X | X - Y
          dim n; param A : (n,n), X : (n,n), B : (n,n); loss L = tr(A X B X) | X |
          dim n; param A : (n,n), X : (n,n), B : (n,n); loss L = tr(A X B X^T) | X |
          dim n; param X : (n,n), A : (n,n); loss L = tr(inv(X) A) | X |
          dim n; param X : (n,n); loss L = tr(inv(X)) | X | -inv(X)^T inv(X)^T
          dim n; param X : (n,n), a : (n), b : (n); loss L = a^T inv(X) b | X | -inv(X)^T a b^T inv(X)^T
          dim n; param X : (n,n); loss L = det(X) | X | det(X) inv(X)^T
          dim n; param X : (n,n); loss L = logdet(X) | X | inv(X)^T
          dim n; param X : (n,n); loss L = log(det(X)) | X | inv(X)^T
          dim m, n; param X : (m,n); loss L = logdet(X^T X + identity(n)) | X |
          dim n; param X : (n,n), A : (n,n); loss L = det(A X) | X | det(A X) A^T inv(A X)^T
          dim n; param X : (n,n), A : (n,n), B : (n,n); loss L = logdet(A X B) | X |
          dim n; param X : (n,n); loss L = det(X)^2 | X | 2 det(X)^2 inv(X)^T
          dim n; param X : (n,n); input S : (n,n) symmetric; loss L = logdet(X) + tr(inv(X) S) | X | (inv(X) - inv(X) S inv(X))^T
          dim m, n; param x : (n); input A : (m,n), b : (m); loss L = ‖A x - b‖^2 | A | 2 (A x - b) x^T
          dim m, n; param x : (n); input A : (m,n), b : (m); loss L = norm(A x - b) | x | A^T (A x - b) / norm(A x - b)
          dim m, n; param x : (n); input A : (m,n), b : (m), l : (); loss L = ‖A x - b‖^2 + l ‖x‖^2 | x | 2 (A^T (A x - b) + l x)
          dim m, n; param x : (n); input A : (m,n), b : (m), W : (m,m) symmetric; loss L = (A x - b)^T W (A x - b) | x | 2 A^T W (A x - b)
          dim m, n; param x : (n); input A : (m,n), b : (m), W : (m,m); loss L = (A x - b)^T W (A x - b) | x | A^T (W + W^T) (A x - b)
          dim m, n; param W : (m,n); input x : (n); loss L = 1/2 ‖W^T W x - x‖^2 | W | -W (x (x - W^T W x)^T + (x - W^T W x) x^T)
          dim m, n; param W : (m,n), b : (m); input x : (n); target y : (m); z = W x + b; loss L = ‖y - z‖^2 | W | 2 (z - y) x^T
          dim m, n; param W : (m,n), b : (m); input x : (n); target y : (m); z = W x + b; loss L = ‖y - z‖^2 | b | 2 (z - y)
          dim m, n; param W : (m,n), b : (m); input x : (n); target y : (m); z = W x + b; loss L = ‖y - z‖^2 | x | 2 W^T (z - y)
          dim m, n; param w : (n); input X : (m,n), y : (m); loss L = mse(X w, y) | w | 2 X^T (X w - y) / m
          dim m, n; param w : (n), b : (); input X : (m,n); target y : (m); z = X w + b; loss L = sum(log(1 + exp(z)) - y ⊙ z) | w | X^T (sigmoid(z) - y)
          dim m, n; param w : (n), b : (); input X : (m,n); target y : (m); z = X w + b; loss L = sum(log(1 + exp(z)) - y ⊙ z) | b | sum(sigmoid(z) - y)
          dim m, n; param w : (n); input X : (m,n); target y : (m); loss L = sum(log(1 + exp(-y ⊙ (X w)))) | w | -X^T (y ⊙ sigmoid(-(X w) ⊙ y))
          dim n; param w : (n); input x : (n); target y : (); loss L = max(0, 1 - y (w^T x)) | w | -y relu'(1 - y (w^T x)) x
          dim n; param w : (n); input x : (n); target y : (); loss L = relu(1 - y (w^T x)) | w | -y relu'(1 - y (w^T x)) x
          dim n; param w : (n); input x : (n); target y : (); loss L = hinge(w^T x, y) | w | -y relu'(1 - y (w^T x)) x
          param z : (); input y : (); loss L = -y log(sigmoid(z)) - (1 - y) log(1 - sigmoid(z)) | z | sigmoid(z) - y
          param z : (); input y : (); h = sigmoid(z); loss L = -y log(h) - (1 - y) log(1 - h) | z | h - y
          param z : (); input y : (); loss L = -y z + log(1 + e^z) | z | sigmoid(z) - y
          param z : (); input y : (); loss L = bce(sigmoid(z), y) | z | sigmoid(z) - y
          param z : (); input y : (); loss L = bce_with_logits(z, y) | z | sigmoid(z) - y
          dim n; param z : (n); input y : (n); loss L = bce_with_logits(z, y) | z | sigmoid(z) - y
          dim n; param z : (n); target y : (n) onehot; loss L = cross_entropy(softmax(z), y) | z | softmax(z) - y
          dim n; param z : (n); target y : (n) onehot; loss L = cross_entropy_with_logits(z, y) | z | softmax(z) - y
          dim n; param z : (n); target y : (n) onehot; p = softmax(z); loss L = -y^T log(p) | z | p - y
          dim n; param z : (n); target y : (n); p = softmax(z); loss L = -y^T log(p) | z | sum(y) p - y
          dim m, n; param W : (m,n), b : (m); input x : (n); target y : (m) onehot; z = W x + b; loss L = cross_entropy_with_logits(z, y) | W | (softmax(z) - y) x^T
          dim m, n; param W : (m,n), b : (m); input x : (n); target y : (m) onehot; z = W x + b; loss L = cross_entropy_with_logits(z, y) | x | W^T (softmax(z) - y)
          dim m, n, k; param Z : (m,n); target Y : (m,n) onehot; loss L = cross_entropy_with_logits(Z, Y) | Z | softmax(Z) - Y
          dim m, n; param W : (m,n), b : (m); input x : (n), d : (m); loss L = d^T tanh(W x + b) | W | (d ⊙ (1 - tanh(W x + b).^2)) x^T
          dim m, n; param W : (m,n), b : (m); input x : (n), d : (m); h = tanh(W x + b); loss L = d^T h | x | W^T (d ⊙ (1 - h ⊙ h))
          dim m, n; param W1 : (n,m), b1 : (m), W2 : (m,1), b2 : (); input x : (n); target y : (); z1 = W1^T x + b1; h1 = relu(z1); z2 = W2^T h1 + b2; h2 = sigmoid(z2); loss L = -y log(h2) - (1 - y) log(1 - h2) | W2 | (h2 - y) h1
          dim m, n; param W1 : (n,m), b1 : (m), W2 : (m,1), b2 : (); input x : (n); target y : (); z1 = W1^T x + b1; h1 = relu(z1); z2 = W2^T h1 + b2; h2 = sigmoid(z2); loss L = -y log(h2) - (1 - y) log(1 - h2) | b2 | h2 - y
          dim m, n; param W1 : (n,m), b1 : (m), W2 : (m,1), b2 : (); input x : (n); target y : (); z1 = W1^T x + b1; h1 = relu(z1); z2 = W2^T h1 + b2; h2 = sigmoid(z2); loss L = -y log(h2) - (1 - y) log(1 - h2) | W1 | (h2 - y) x (W2 ⊙ relu'(z1))^T
          dim k, m, n; param W : (m,n), b : (m), a : (m); input X : (k,n); target y : (k); Z = X W^T + b^T; loss L = ‖exp(Z) a - y‖^2 | W | 2 diag(a) exp(Z)^T diag(exp(Z) a - y) X
          dim n; param x : (n); loss L = x[1] x[2] + sin(x[2]) | x |
          dim n; param x : (n); loss L = sum[i] x[i]^2 | x | 2 x
          dim n; param A : (n,n); loss L = sum[i] A[i,i] | A | identity(n)
          dim n; param x : (n); input A : (n,n); loss L = sum[i,j] x[i] A[i,j] x[j] | x | (A + A^T) x
          dim m, n; param X : (m,n); loss L = sum(rowsum(X).^2) | X | 2 rowsum(X) ones(n)^T
          dim n; param x : (n), y : (n); loss L = sum(diag(x) y) | x | y
          dim n; param x : (n); input A : (n,n); loss L = tr(diag(x) A) | x | diag(A)
          dim n; param A : (n,n), B : (n,n); loss L = sum(A ⊙ B) | A | B
          dim m, n; param x : (m), y : (n); input A : (m,n); loss L = sum(A ⊙ (x y^T)) | x | A y
          dim n; param x : (n), c : (); loss L = c x^T x | c | x^T x
          dim n; param x : (n), s : () positive; target m : (n); loss L = sum((x - m).^2) / (2 s^2) + n log(s) | s | n / s - ‖x - m‖^2 / s^3
          dim n; param x : (n), s : () positive; target m : (n); loss L = sum((x - m).^2) / (2 s^2) | x | (x - m) / s^2
          """)
  void gradient(String definition, String by, String expected) {
    Network network = Numbers.read(definition);
    Variable variable = network.given(by).orElseThrow();
    Derivation derivation = Deriver.derive(network, List.of(variable));
    Expr formula = derivation.expand(derivation.gradients().get(0).formula());
    Numbers numbers = Numbers.of(network);
    double[] quotients = numbers.quotients(network.result(), variable);
    Numbers.assertClose(numbers.value(formula).data(), quotients, "the formula " + formula);
    Numbers.assertClose(numbers.programmed(derivation, variable), quotients, "the program");
    if (expected != null) {
      assertThat(Numbers.text(network.exprs(), formula, variable.shape())).isEqualTo(expected);
    }
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
    assertThat(derivation.gradients().get(1).formula().isZero()).isTrue();
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
    Derivation derivation = assertTimeout(Duration.ofSeconds(5), () -> Deriver.derive(network));
    assertThat(derivation.gradients()).hasSize(2 * layers);
    assertThat(derivation.adjoints())
        .allSatisfy(d -> assertThat(d.formula().weight()).isLessThan(20));
    assertThat(derivation.gradients())
        .allSatisfy(d -> assertThat(d.formula().weight()).isLessThan(20));
  }
}
