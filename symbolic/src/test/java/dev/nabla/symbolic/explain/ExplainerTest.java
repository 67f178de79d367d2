package dev.nabla.symbolic.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Derivation.Derived;
import dev.nabla.symbolic.derive.Derivation.Path;
import dev.nabla.symbolic.derive.DerivationException;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.derive.Deriver.Detail;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.explain.Explanation.Chain;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.rewrite.Rule;
import dev.nabla.symbolic.rewrite.Rules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainerTest {
  private static Network network(String definition) {
    Source source = new Source("test", definition.replace(";", "\n"));
    Diagnostics diagnostics = new Diagnostics(source);
    return Elaborator.read(source, Options.named("T"), diagnostics)
        .orElseThrow(() -> new AssertionError(diagnostics.all()));
  }

  private static Explanation explain(String definition, String of, boolean numerator) {
    Network network = network(definition);
    Derivation derivation =
        Deriver.derive(network, Deriver.variables(network), Rules.STANDARD, Detail.REWRITES);
    Layout layout = numerator ? Layout.numerator(derivation) : Layout.gradient(derivation);
    Explainer explainer = new Explainer(derivation, layout);
    return derivation.steps().stream()
        .filter(step -> step.of().name().equals(of) && !step.paths().isEmpty())
        .map(explainer::explain)
        .findFirst()
        .orElseThrow();
  }

  /** Jacobians and how they are arranged, in gradient layout and in numerator layout. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          z = W x + b; loss L = exp(norm(z)) | W | identity(n)[i,j] x[k] | (n, n, m) | δz x^T | x δz
          z = W x + b; loss L = exp(norm(z)) | b | identity(n) | (n, n) | identity(n) δz | δz identity(n)
          h = tanh(x); loss L = norm(h) | x | diag(1 - h ⊙ h) | (n, n) | diag(1 - h ⊙ h) δh | δh diag(1 - h ⊙ h)
          dim n; param x : (n); s = mean(x); loss L = tanh(s) | x | ones(n)^T / n | (1, n) | (ones(n) / n) δs | δs (ones(n)^T / n)
          dim n; param x : (n), c : (); z = c x; loss L = norm(z) | c | x | (n, 1) | x^T δz | δz x
          param A : (m, n), B : (n, p); C = A B; loss L = norm(C) | A | identity(m)[i,k] B[l,j] | (m, p, m, n) | δC B^T | B δC
          """)
  void balancesShapes(
      String definition, String of, String jacobian, String shape, String gradient, String row) {
    Chain chain = explain(definition, of, false).chains().get(0);
    Chain asRows = explain(definition, of, true).chains().get(0);

    assertThat(Style.TEXT.expression(chain.jacobian().formula().expression())).isEqualTo(jacobian);
    assertThat(chain.jacobian().shape()).hasToString(shape);
    assertThat(Style.TEXT.expression(chain.balance().orElseThrow().product())).isEqualTo(gradient);
    assertThat(Style.TEXT.expression(asRows.balance().orElseThrow().product())).isEqualTo(row);
  }

  @Test
  void joinsShapesOnlyWhereTheyFit() {
    Balance balance =
        explain("z = W x + b; loss L = exp(norm(z))", "W", false)
            .chains()
            .get(0)
            .balance()
            .orElseThrow();
    List<Balance.Factor> factors = balance.factors();

    assertThat(factors.get(0).usedShape().sizes().get(1))
        .isEqualTo(factors.get(1).usedShape().sizes().get(0));
    assertThat(factors.get(1).isTransposed()).isTrue();
    assertThat(balance.shape()).hasToString("(n, m)");
  }

  /** A chain whose product is not what the derivation went on with is an error, not a sentence. */
  @Test
  void refusesAChainThatDoesNotHold() {
    Network network = network("h = tanh(x); k = exp(h); loss L = norm(k)");
    Derivation derivation = Deriver.derive(network);
    Derived step = derivation.adjoints().get(1);
    Path path = step.paths().get(0);
    Path wrong =
        new Path(
            path.through(),
            path.definition(),
            path.cotangent(),
            network.exprs().negate(path.contribution()));
    Derived tampered =
        new Derived(
            step.of(),
            step.name(),
            step.raw(),
            step.formula(),
            List.of(wrong),
            step.rules(),
            step.forms(),
            step.verdict());
    Explainer explainer = new Explainer(derivation, Layout.gradient(derivation));

    assertThat(explainer.explain(step).chains()).hasSize(1);
    assertThatThrownBy(() -> explainer.explain(tampered))
        .isInstanceOf(DerivationException.class)
        .hasMessage("the chain for h through k does not hold");
  }

  static Stream<Rule> rows() {
    return Rules.STANDARD.all();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyRuleSaysWhatItMeans(Rule row) {
    Rule.Meaning meaning = Rules.STANDARD.meaning(row.name()).orElseThrow();

    assertThat(meaning.left() + meaning.words()).isNotEmpty();
    if (meaning.isIdentity()) {
      assertThat(Reasons.parse(meaning.left())).isNotNull();
      assertThat(Reasons.parse(meaning.right())).isNotNull();
    }
  }
}
