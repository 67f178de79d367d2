package dev.nabla.symbolic.notation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.derive.Jacobians;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.expr.Variable.Role;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formulas of whole derivations, and formulas of all sizes. */
class DerivedFormulasTest {
  private static Network read(String text) {
    Source source = new Source("test", text.replace(";", "\n"));
    Diagnostics diagnostics = new Diagnostics(source);
    Optional<Network> network = Elaborator.read(source, Options.named("Test"), diagnostics);
    assertThat(network).as("%s", diagnostics.all()).isPresent();
    return network.get();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          param z : (); input y : (); loss L = -y log(sigmoid(z)) - (1-y) log(1-sigmoid(z)) | z | sigmoid(z) - y
          dim n; param z : (n); input y : (n) onehot; loss L = -sum(y ⊙ log(softmax(z))) | z | softmax(z) - y
          dim n; param x : (n); input A : (n,n); loss L = x^T A x | x | (A + A^T) x
          dim n; param x : (n); input A : (n,n) symmetric; loss L = x^T A x | x | 2 A x
          dim m, n; param x : (n); input A : (m,n), b : (m); loss L = ‖A x - b‖^2 | x | 2 A^T (A x - b)
          dim n; param A : (n,n); loss L = logdet(A) | A | inv(A)^T
          dim n; input A : (n,n), B : (n,n); param X : (n,n); loss L = tr(A X B) | X | A^T B^T
          dim n; input A : (n,n); param X : (n,n); loss L = tr(X^T A X) | X | (A + A^T) X
          dim n; param x : (n); loss y = x^T x | x | 2 x
          dim m, n; input X : (m,n), y : (m); param w : (n); loss J = sum(log(1 + exp(X w)) - y ⊙ (X w)) | w | X^T (sigmoid(X w) - y)
          """)
  void gradients(String definition, String of, String expected) {
    Network network = read(definition);
    Derivation derivation = Deriver.derive(network);
    Notation notation = new Notation(network.exprs());
    Derivation.Derived gradient =
        derivation.gradients().stream()
            .filter(d -> d.of().name().equals(of))
            .findFirst()
            .orElseThrow();
    Formula formula = notation.of(derivation.expand(gradient.formula()), gradient.of().shape());
    assertThat(Terms.text(formula)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          input x : (3); f = [x[1] + x[2] x[3], x[1]^2 + 3 x[2]] | x | [1, x[3], x[2]; 2 x[1], 3, 0]
          dim m, n; param W : (m,n), b : (m); input x : (n); h = tanh(W x + b) | x | diag(1 - h ⊙ h) W
          dim m, n; param W : (m,n), b : (m); input x : (n); u = sigmoid(W x + b) | W | [i,j,k] identity(m)[i,j] x[k] u[i] (1 - u[i])
          """)
  void jacobians(String definition, String by, String expected) {
    Network network = read(definition);
    Variable variable = network.given(by).orElseThrow();
    Expr jacobian =
        new Jacobians(Deriver.derive(network).program())
            .jacobians(network.result(), List.of(variable))
            .derivatives()
            .get(0)
            .value();
    Formula formula = new Notation(network.exprs()).of(jacobian, Shape.ofAxes(jacobian.axes()));
    assertThat(Terms.text(formula)).isEqualTo(expected);
  }

  @Test
  void twoLayersInIndexForm() {
    Network network =
        read(
            "dim a, b; input x : (a); target y : (b); param W1 : (a,b), W2 : (b,b); fn g(u)\n"
                + "a1 = W1^T x; z1 = g(a1); a2 = W2^T z1; z2 = g(a2); loss E = ‖z2 - y‖^2");
    Derivation derivation = Deriver.derive(network);
    Notation notation = new Notation(network.exprs());
    List<String> formulas = new ArrayList<>();
    derivation
        .adjoints()
        .forEach(
            d ->
                formulas.add(
                    d.name().name() + Terms.text(notation.indexForm(d.formula(), List.of("j")))));
    assertThat(formulas)
        .containsExactly(
            "δz2[j] 2 (z2[j] - y[j])",
            "δa2[j] 2 g'(a2[j]) (z2[j] - y[j])",
            "δz1[j] sum[i] W2[j,i] δa2[i]",
            "δa1[j] g'(a1[j]) sum[i] W2[j,i] δa2[i]");
  }

  @Test
  void indicesAvoidTheNamesInUse() {
    Exprs f = new Exprs();
    Variable i = f.variable("i", Role.PARAM, Shape.of(Size.open("j"), Size.open("k")));
    Expr rows = f.sumOver(i, java.util.Set.of(1));
    assertThat(Terms.text(new Notation(f).indexForm(rows, List.of())))
        .isEqualTo("[l] sum[m] i[l,m]");
  }

  @Test
  void deepFormulasAreWritten() {
    Terms t = new Terms();
    Expr deep = nested(t, 1_000);
    assertThat(new Notation(t.f).of(deep, Shape.of(t.n)).isIndexForm()).isFalse();
    Expr shallow = nested(t, 300);
    assertThat(new Notation(t.f).indexForm(shallow, List.of()).indices()).hasSize(1);
  }

  private static Expr nested(Terms t, int levels) {
    Expr e = t.x;
    for (int level = 0; level < levels; level++) {
      e = t.apply(ScalarFunctions.TANH, t.add(t.mul(t.A, e), t.y));
    }
    return e;
  }

  @Test
  void longProductsAndSumsAreWritten() {
    Terms t = new Terms();
    Expr product = t.x;
    List<Expr> terms = new ArrayList<>();
    for (int k = 0; k < 500; k++) {
      product = t.mul(t.matrix("M" + k, t.n, t.n), product);
      terms.add(t.vector("v" + k, t.n));
    }
    Expr sum = t.f.add(terms);
    String text = t.text(t.add(product, sum));
    assertThat(text).startsWith("M499 M498 ").endsWith(" + v498 + v499");
  }
}
