package dev.nabla.symbolic.elaborate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElaboratorTest {
  static final String TWO_LAYER =
      """
      network TwoLayer
      dim n_in, n_hid = 4, n_out = 1
      input  x  : (n_in, 1)
      target y  : (n_out, 1)
      param  W1 : (n_in, n_hid),  b1 : (n_hid, 1)
      param  W2 : (n_hid, n_out), b2 : (n_out, 1)
      z1 = W1^T x + b1
      h1 = relu(z1)
      z2 = W2^T h1 + b2
      output h2 = sigmoid(z2)
      loss   L  = -y log(h2) - (1 - y) log(1 - h2)
      """;

  @Test
  void elaboratesTheTwoLayerClassifier() {
    Network network = Specs.network(TWO_LAYER);

    assertThat(network.name()).isEqualTo("TwoLayer");
    assertThat(network.declared()).isTrue();
    assertThat(network.sizes()).extracting("name").containsExactly("n_in", "n_hid", "n_out");
    assertThat(network.inputs()).extracting(Variable::name).containsExactly("x");
    assertThat(network.targets()).extracting(Variable::name).containsExactly("y");
    assertThat(network.parameters()).extracting("name").containsExactly("W1", "b1", "W2", "b2");
    assertThat(network.outputs()).extracting(Variable::name).containsExactly("h2");
    assertThat(network.loss()).map(Variable::name).contains("L");
    assertThat(network.lossIsSum()).isFalse();
    assertThat(Specs.shapes(network))
        .containsEntry("z1", "(n_hid, 1)")
        .containsEntry("h2", "(n_out, 1)")
        .containsEntry("L", "()");
    assertThat(InferredSummary.of(network)).isEmpty();
  }

  @Test
  void keepsTheNamedAxisOfAProductOfNumbers() {
    Network network = Specs.network(TWO_LAYER);
    Variable y = network.given("y").orElseThrow();
    Variable h2 = network.value("h2").orElseThrow().variable();
    var f = network.exprs();
    var one = f.onesLike(y);
    var log = dev.nabla.symbolic.function.ScalarFunctions.LOG;
    var expected =
        f.sumAll(
            f.negate(
                f.add(
                    f.times(y, f.apply(log, h2)),
                    f.times(f.sub(one, y), f.apply(log, f.sub(one, h2))))));

    assertThat(network.value("L").orElseThrow().value()).isSameAs(expected);
  }

  @Test
  void infersEverythingOfTheTwoLayerClassifier() {
    Network network =
        Specs.network(
            "z1 = W1^T x + b1; h1 = relu(z1); z2 = W2^T h1 + b2; h2 = sigmoid(z2);"
                + "loss L = -y log(h2) - (1 - y) log(1 - h2)");

    assertThat(network.declared()).isFalse();
    assertThat(InferredSummary.of(network))
        .containsExactly(
            "input x : (n, 1)",
            "target y : ()",
            "param W1 : (n, m), b1 : (m, 1), W2 : (m, 1), b2 : ()");
    assertThat(network.outputs()).extracting(Variable::name).containsExactly("h2");
  }

  /** A definition that declares nothing, and the shapes it is given. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          f = W x                                   | W (n, m), x (m, 1), f (n, 1)
          f = W2 max(0, W1 x)                       | W2 (n, m), W1 (m, p), f (n, 1)
          f = x^T A x                               | x (n, 1), A (n, n), f ()
          loss y = x^T x                            | x (n, 1), y ()
          f = x y^T                                 | x (n, 1), y (m, 1), f (n, m)
          z = w^T x + b                             | w (n, 1), b (), z ()
          z = w^T x + b; loss L = sum((z - y).^2)   | b (), y (), L ()
          z = W x + B                               | W (n, m), B (n, 1)
          Z = X W^T + b^T; P = softmax(Z)           | X (n, m), b (p, 1), P (n, p)
          f = [x[1] + x[2] x[3], x[1]^2 + 3 x[2]]   | x (3, 1), f (2, 1)
          f = [x1 + x2 x3, x1^2 + 3 x2]             | x1 (), f (2, 1)
          a[j] = sum[i] x[i] W[i,j]                 | x (n, 1), W (n, m), a (m, 1)
          T[i,j,k] = a[i] b[j] c[k]; s = 2 T        | T (n, m, p), s (n, m, p)
          T[i,j,k] = a[i] b[j] c[k]; s = q T + T r  | T (n, m, p), q (), r (), s (n, m, p)
          T[i,j,k] = a[i] b[j] c[k]; s = T ⊙ T - q  | T (n, m, p), q (), s (n, m, p)
          s = sum[i,j,k] T[i,j,k] w[k]              | T (n, m, p), w (p, 1), s ()
          f = 1 / (1 + e^(-z))                      | z (), f ()
          dim n; loss s = logsumexp(ones(n) ⊙ A)    | A (n, 1), s ()
          W = identity(k) + A                       | A (k, k), W (k, k)
          A = diag(v) U                             | v (n, 1), U (n, m), A (n, m)
          s = tr(A) + logdet(A)                     | A (n, n), s ()
          z = W^2 + W^-1                            | W (n, n), z (n, n)
          r = rowsum(A) + colsum(A^T)^T             | A (n, m), r (n, 1)
          ŷ = σ(W x); loss L = cross_entropy(ŷ, y)  | yhat (n, 1), y (n, 1), L ()
          """)
  void infersShapes(String text, String shapes) {
    Map<String, String> found = Specs.shapes(Specs.network(text));
    for (String shape : shapes.split("(?<=\\)), ")) {
      String[] parts = shape.split(" ", 2);
      assertThat(found).as(text).containsEntry(parts[0], parts[1]);
    }
  }

  /** A definition over x : (n), r : (1, n), X : (N, n), W : (m, n), s : (), k : (one), one = 1. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          W x + 1                 | (m, 1)
          X + r                   | (N, n)
          r ⊙ X                   | (N, n)
          X W^T                   | (N, m)
          r x                     | ()
          x r                     | (n, n)
          r^T                     | (n, 1)
          x / s + 2 x             | (n, 1)
          k x                     | (n, 1)
          x k                     | (n, 1)
          x k^T                   | (n, one)
          k k                     | (one, 1)
          k - 1                   | (one, 1)
          s k                     | (one, 1)
          k^T k                   | ()
          x ⊗ x                   | (n, n)
          softmax(x)              | (n, 1)
          logsumexp(x)            | ()
          logsumexp(X)            | (N, 1)
          X - logsumexp(X)        | (N, n)
          argmax(X)               | (N, 1)
          diag(x)                 | (n, n)
          where(X > r, X, 0)      | (N, n)
          max(x, 0) + x.^2        | (n, 1)
          ‖x‖^2 + norm1(W)        | ()
          [s, 2; 3, k]            | (2, 2)
          [s, 2, 3]               | (3, 1)
          X[1,2] + x[1] + r[2]    | ()
          ones(n) + x             | (n, 1)
          zeros(N, n) + X         | (N, n)
          relu'(x) ⊙ gelu'(x)     | (n, 1)
          dot(x, r^T)             | ()
          """)
  void givesShapes(String expression, String shape) {
    Network network =
        Specs.network(
            "dim n, N, m, one = 1\n"
                + "input x : (n), r : (1, n), X : (N, n), W : (m, n), s : (), k : (one)\n"
                + "f = "
                + expression);
    assertThat(Specs.shapes(network)).containsEntry("f", shape);
  }

  @Test
  void readsStatementsInAnyOrder() {
    Network network = Specs.network("c = a + b; b = 2 a; a = x^T x");
    assertThat(network.values()).extracting("variable.name").containsExactly("a", "b", "c");
    assertThat(network.result().name()).isEqualTo("c");
  }

  @Test
  void keepsNamesInFunctionsApart() {
    Network network =
        Specs.network(
            "fn f(u) = sum[i] u[i] x[i]\ninput x : (n)\na[i] = x[i] f(x)\n"
                + "fn twice(x) = 2 x\nb = twice(a)");
    Network expected = Specs.network("input x : (n)\nc = x^T x\na = x c\nb = 2 a");
    assertThat(network.value("a").orElseThrow().value()).hasToString("<x[0]·x^(2)[1]>");
    assertThat(Specs.shapes(network)).containsEntry("b", "(n, 1)");
    assertThat(Specs.shapes(expected)).containsEntry("a", "(n, 1)");
  }

  @Test
  void leavesFunctionsWithoutABodyOpen() {
    Network network =
        Specs.network("fn g(u); fn E(u, v); a[j] = sum[i] x[i] W[i,j]; z = g(a); loss L = E(z, y)");
    assertThat(network.value("z").orElseThrow().value()).hasToString("g[a]");
    assertThat(network.value("L").orElseThrow().value()).hasToString("E[][z, y]");

    Network one = Specs.network("fn E(u); input z : (n); loss L = E(z) + 1");
    assertThat(Specs.shapes(one)).containsEntry("L", "()");
  }

  @Test
  void rectifiesTheMaximumWithZero() {
    Network network = Specs.network("input x : (n); a = max(0, x); c = relu(x); b = max(x, 0)");
    assertThat(network.value("a").orElseThrow().value())
        .isSameAs(network.value("c").orElseThrow().value());
    // of two that are equal the first has the gradient, which is 1 at 0 then
    assertThat(network.value("b").orElseThrow().value())
        .isNotSameAs(network.value("c").orElseThrow().value());
  }

  @Test
  void setsSizesFromOptions() {
    Network network = Specs.network("dim n; input x : (n); z = 2 x", Map.of("n", 4));
    assertThat(network.sizes().get(0).value()).hasValue(4);
    assertThat(Specs.network("z = W x", Map.of("m", 3)).sizes().get(1).value()).hasValue(3);
    assertThat(Specs.diagnostics("dim n_in; input x : (n_in); z = x", Map.of("n_on", 4)))
        .singleElement()
        .satisfies(d -> assertThat(d.message()).isEqualTo("there is no size n_on to set to 4"));
  }

  @Test
  void setsSizesThatAreOnlyNamed() {
    Network network = Specs.network("W = identity(k) + A", Map.of("k", 3));
    assertThat(network.sizes()).singleElement().satisfies(k -> assertThat(k.value()).hasValue(3));
    assertThat(Specs.diagnostics("dim n; input x : (n); z = x", Map.of("n", 0)))
        .extracting(d -> d.message())
        .containsExactly("a size is at least 1, and n is not");
  }

  @Test
  void countsElements() {
    String product = "input x : (m), y : (n); z = x y^T; loss L = y^T z^T x";
    assertThat(Specs.diagnostics("dim m = 65536, n = 32768; " + product))
        .extracting(d -> d.message())
        .containsExactly("z has more than 2,147,483,647 elements, the limit");
    assertThat(Specs.diagnostics("dim m = 65536, n = 32767; " + product)).isEmpty();
    assertThat(Specs.diagnostics("dim n = 2147483647; input x : (n); z = 2 x")).isEmpty();
    assertThat(Specs.diagnostics("dim n = 2147483648; input x : (n); z = 2 x"))
        .extracting(d -> d.message())
        .containsExactly("a size is more than 2,147,483,647, the limit");
    assertThat(Specs.diagnostics("dim n = 0; input x : (n); z = 2 x"))
        .extracting(d -> d.message())
        .containsExactly("a size is a whole number from 1, not 0");
  }

  /** A prediction is what no target reaches, by however many statements. */
  @Test
  void takesTheLastValueBeforeTheTargetForThePrediction() {
    Network network =
        Specs.network(
            "input x : (n); target y : (m); param W : (m, n); h = W x; e = h - y; s = e ⊙ e;"
                + " u = 2 s; loss L = sum(u)");
    assertThat(network.outputs()).extracting(Variable::name).containsExactly("h");
    assertThat(Specs.network("input x : (n); target y : (n); loss L = ‖x - y‖^2").outputs())
        .isEmpty();
    assertThat(Specs.network("input x : (n); a = 2 x; b = 3 a").outputs())
        .extracting(Variable::name)
        .containsExactly("b");
  }

  @Test
  void numbersGoIntoFunctionsWherePowersAndSizesNeedThem() {
    Network network =
        Specs.network(
            "fn p(u, k) = u.^k; fn q(u, k) = p(u, k) + p(u, 3); const c = 3;"
                + " input x : (n); a = p(x, c); b = q(x, 2); d = p(x, c - 1); e = x.^(-c / 2)");
    assertThat(network.value("a").orElseThrow().value()).hasToString("x^(3)");
    assertThat(network.value("b").orElseThrow().value()).hasToString("(x^(3) + x^(2))");
    assertThat(network.value("d").orElseThrow().value()).hasToString("x^(2)");
    assertThat(network.value("e").orElseThrow().value()).hasToString("x^(-3/2)");
  }

  private static String cycle(int length) {
    StringBuilder text = new StringBuilder("input x : ()");
    for (int k = 1; k <= length; k++) {
      text.append("; a" + k + " = x + a" + (k % length + 1));
    }
    return Specs.diagnostics(text.toString()).toString();
  }

  @Test
  void writesOutCyclesUpToTwelveNames() {
    assertThat(cycle(2)).containsOnlyOnce("a1 needs a2 needs a1");
    assertThat(cycle(11)).contains("a9 needs a10 needs a11 needs a1").doesNotContain("…");
    assertThat(cycle(12)).contains("a9 needs a10 needs … needs a1").doesNotContain("a11 needs");
  }

  /** What a function mentions beside its parameters is needed where it is applied. */
  @Test
  void readsInOrderWhatFunctionsMention() {
    Network network =
        Specs.network(
            "fn f(u) = g(u) + b; fn g(u) = c u; a = f(x); b = 2 x; c = 3 b; input x : ()");
    assertThat(network.values()).extracting("variable.name").containsExactly("b", "c", "a");
    assertThat(Specs.diagnostics("fn f(u) = u + b; b = f(x); input x : ()").toString())
        .contains("b needs itself");
  }

  /** What is made of something wrong is not said to be wrong once more. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rowsum(A x)",
        "colsum(A x)",
        "‖A x‖",
        "norm(A x)",
        "softmax(A x)",
        "diag(A x)",
        "tr(A x)",
        "dot(A x, x)",
        "dot(x, A x)",
        "(A x)^T",
        "(A x) + 1",
        "2 (A x)",
        "(A x) ⊙ x",
        "relu(A x)",
        "max(A x, x)",
        "(A x)^2",
        "inv(A x)",
        "(A x)[1]",
        "sum[i] (A x)[i]",
        "logsumexp(A x)",
        "outer(A x, x)",
        "[(A x), 1]",
        "mean(A x)",
        "prod(A x)"
      })
  void reportsOneMistakeOnce(String formula) {
    assertThat(Specs.diagnostics("input A : (m, n), x : (m); f = " + formula))
        .singleElement()
        .satisfies(d -> assertThat(d.message()).isEqualTo("A x does not balance"));
  }

  @Test
  void warnsOfWhatIsProbablyNotMeant() {
    assertThat(
            Specs.diagnostics(
                "dim k\ninput x : (n)\ntarget t : ()\nq = t\nloss L = sum(x)".replace("dim k\n", "")
                    + "\nconst c = 2\nfn f(u) = u"))
        .extracting(d -> d.message())
        .containsExactly("the target t never reaches the loss L", "c is not used", "f is not used");
    assertThat(Specs.diagnostics("h = step(W x); loss L = sum(h) + where(w > 0, w, 0)"))
        .singleElement()
        .satisfies(d -> assertThat(d.code()).isEqualTo(DiagnosticCode.ZERO_GRADIENT));
  }

  @Test
  void takesSumsOfLossesAsWritten() {
    assertThat(Specs.network("loss L += (w x - y)^2").lossIsSum()).isTrue();
    assertThat(Specs.network("input pi : (); z = pi + e").constants()).isEmpty();
  }

  @Test
  void keepsOnlyConstantsThatOccur() {
    Network network = Specs.network("const a = 2, b = a + 1, c = 5; z = x.^a + b x");
    assertThat(network.constants()).extracting("variable.name").containsExactly("a", "b");
    List<String> marks = Arrays.asList("z");
    assertThat(network.outputs()).extracting(Variable::name).isEqualTo(marks);
  }
}
