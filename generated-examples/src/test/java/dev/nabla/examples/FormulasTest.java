package dev.nabla.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Derivation.Derived;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.notation.Formula;
import dev.nabla.symbolic.notation.Notation;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The derived formulas are those of the lecture notes. */
class FormulasTest {
  @ParameterizedTest(name = "{0}: {1} = {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          two-layer             | δz2 | h2 - y
          two-layer             | δz1 | (W2 δz2) ⊙ relu'(z1)
          two-layer             | W2  | h1 δz2^T
          two-layer             | b2  | δz2
          two-layer             | W1  | x δz1^T
          two-layer             | b1  | δz1
          two-layer-logits      | δz2 | h2 - y
          two-layer-accumulated | δz2 | h2 - y
          batch-form            | WO  | δZO^T UH
          batch-form            | bO  | colsum(δZO)^T
          batch-form            | δUH | δZO WO
          squares               | δy  | 2 (y - t)
          squares-relu          | δy  | 2 (y - t)
          squares-relu          | δs  | (w1^T δy) ⊙ relu'(s)
          sigmoid-cross-entropy | δs  | y - t
          sigmoid-cross-entropy | w   | h δs^T
          sigmoid-cross-entropy | δs1 | (w δs) ⊙ h ⊙ (1 - h)
          sigmoid-cross-entropy | w0  | x δs1^T
          logistic-regression   | δz  | sigmoid(z) - y
          logistic-regression   | w   | X^T δz
          logistic-regression   | b   | sum(δz)
          squared-error         | δz  | 2 (z - y)
          squared-error         | W   | δz x^T
          squared-error         | b   | δz
          softmax-batch         | δZO | softmax(ZO) - R
          softmax-batch         | WO  | δZO^T UH
          softmax-batch         | bO  | colsum(δZO)^T
          softmax-batch         | δUH | δZO WO
          softmax-batch         | δZH | (δZO WO) ⊙ relu'(ZH)
          softmax-batch         | WH  | δZH^T X
          softmax-batch         | bH  | colsum(δZH)^T
          exponential-mixture   | α   | U^T δyhat
          exponential-mixture   | W   | δZ^T X
          squared-length        | x   | 2 x
          index-two-layer       | δa2 | 2 (z2 - y) ⊙ z2 ⊙ (1 - z2)
          index-two-layer       | W2  | z1 δa2^T
          index-two-layer       | δa1 | (W2 δa2) ⊙ z1 ⊙ (1 - z1)
          index-two-layer       | W1  | x δa1^T
          iris                  | δz  | p - y
          """)
  void byTheAdjointsBefore(String definition, String of, String expected) {
    Derivation derivation = Definitions.derivation(definition);
    Derived derived = find(derivation, of);
    Formula formula =
        new Notation(derivation.network().exprs()).of(derived.formula(), derived.of().shape());
    assertThat(text(formula)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1} = {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          two-layer           | W2 | h1 (h2 - y)^T
          two-layer           | b2 | h2 - y
          two-layer           | b1 | (W2 (h2 - y)) ⊙ relu'(z1)
          two-layer           | W1 | x ((W2 (h2 - y)) ⊙ relu'(z1))^T
          squares             | w  | 2 (y - t) x^T
          squares             | b  | 2 (y - t)
          logistic-regression | w  | X^T (sigmoid(z) - y)
          logistic-regression | b  | sum(sigmoid(z) - y)
          squared-error       | W  | 2 (z - y) x^T
          squared-error       | b  | 2 (z - y)
          squared-error       | x  | 2 W^T (z - y)
          exponential-mixture | α  | 2 U^T (yhat - y)
          """)
  void writtenOut(String definition, String of, String expected) {
    Network network = Definitions.network(definition);
    Variable variable = network.given(of).orElseThrow();
    Derivation derivation = Deriver.derive(network, List.of(variable));
    Formula formula =
        new Notation(network.exprs())
            .of(derivation.expand(find(derivation, of).formula()), variable.shape());
    assertThat(text(formula)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1} = {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          squares               | δy  | [i] 2 (y[i] - t[i])
          sigmoid-cross-entropy | δs  | [i] y[i] - t[i]
          sigmoid-cross-entropy | w   | [i,j] h[i] δs[j]
          sigmoid-cross-entropy | δs1 | [i] h[i] (1 - h[i]) sum[j] w[i,j] δs[j]
          sigmoid-cross-entropy | w0  | [i,j] x[i] δs1[j]
          exponential-mixture   | δZ  | [i,j] α[j] U[i,j] δyhat[i]
          exponential-mixture   | W   | [i,j] sum[k] X[k,j] δZ[k,i]
          index-two-layer       | δa1 | [i] z1[i] (1 - z1[i]) sum[j] W2[i,j] δa2[j]
          squared-length        | x   | [i] 2 x[i]
          """)
  void inIndexForm(String definition, String of, String expected) {
    Derivation derivation = Definitions.derivation(definition);
    Formula formula =
        new Notation(derivation.network().exprs())
            .indexForm(find(derivation, of).formula(), List.of());
    assertThat(text(formula)).isEqualTo(expected);
  }

  private static Derived find(Derivation derivation, String name) {
    return Stream.concat(derivation.adjoints().stream(), derivation.gradients().stream())
        .filter(derived -> derived.name().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String text(Formula formula) {
    String indices =
        formula.indices().stream().map(i -> i.text()).collect(Collectors.joining(",", "[", "] "));
    return (formula.indices().isEmpty() ? "" : indices)
        + Style.TEXT.expression(formula.expression());
  }
}
