package dev.nabla.symbolic.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.derive.Deriver.Detail;
import dev.nabla.symbolic.eval.Verifier.Verdict;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.rewrite.Rule;
import dev.nabla.symbolic.rewrite.Rule.Meaning;
import dev.nabla.symbolic.rewrite.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every step is checked as it is made: a rule that is wrong never gets as far as a formula. */
class CheckedStepsTest {
  private static final String CLASSIFIER =
      "input x : (3); target y : (2); param W : (3, 2); z = W^T x; h = sigmoid(z);"
          + " loss L = sum(-y ⊙ log(h) - (1 - y) ⊙ log(1 - h))";

  /** The standard rules with one instead of those of its name. */
  private static Rules with(Rule wrong) {
    List<Rule> rows = new ArrayList<>(Rules.STANDARD.always());
    rows.removeIf(row -> row.name().equals(wrong.name()));
    rows.add(wrong);
    return new Rules(rows, Rules.STANDARD.whenShorter());
  }

  private static Rules with(String name, BiFunction<Exprs, Expr, Optional<Expr>> wrong) {
    return with(new Rule.Structural(new Meaning(name, "wrong on purpose", "", ""), wrong));
  }

  private static void assertCaught(Rules rules, String definition, String... message) {
    Network network = Numbers.read(definition);
    for (Detail detail : Detail.values()) {
      assertThatThrownBy(() -> Deriver.derive(network, Deriver.variables(network), rules, detail))
          .isInstanceOf(DerivationException.class)
          .hasMessageContainingAll(message);
    }
  }

  @Test
  void catchesAFunctionalIdentityOfWrongSign() {
    Rules rules = with(Rule.of("log-sigmoid | log(sigmoid(u)) → softplus(-u)"));
    assertCaught(
        rules,
        CLASSIFIER,
        "the step for L does not hold",
        "log-sigmoid made softplus(-z) of log(sigmoid(z))");
  }

  @Test
  void catchesAFunctionalIdentityThatIsAnother() {
    Rules rules = with(Rule.of("log-one-minus-sigmoid | log(1 - sigmoid(u)) → -exp(u)"));
    assertCaught(rules, CLASSIFIER, "log-one-minus-sigmoid");
  }

  @Test
  void catchesAFunctionalIdentityBesideOpaqueFunctions() {
    Rules rules = with(Rule.of("log-exp | log(exp(u)) → 2 u"));
    assertCaught(
        rules, "fn g(u); param x : (3); loss L = sum(log(exp(x)) + g(x))", "log-exp made 2 x");
  }

  /** What holds for positive numbers only. */
  @ParameterizedTest
  @CsvSource({"ABS, abs", "RELU, relu"})
  void catchesAnIdentityThatFailsForNegativeNumbers(String row, String name) {
    Rules rules = with(Rule.of(row + " | " + name + "(u) → u"));
    assertCaught(
        rules,
        "param x : (3), A : (3, 3); loss L = sum(" + name + "(A x) ⊙ x)",
        row + " made A x of " + name + "(A x)");
  }

  @Test
  void catchesAWrongExponent() {
    Rules rules =
        with(
            "cube",
            (f, e) ->
                e instanceof Power p && p.exponent().equals(Rational.of(2))
                    ? Optional.of(f.power(p.base(), 3))
                    : Optional.empty());
    assertCaught(rules, "param x : (3); loss L = sum(x.^2 + sin(x))", "cube made x.^3 of x");
  }

  @Test
  void catchesADroppedTerm() {
    Rules rules =
        with(
            "drop",
            (f, e) ->
                e instanceof Sum s && s.terms().size() > 1
                    ? Optional.of(f.scale(s.terms().get(0).coefficient(), s.terms().get(0).expr()))
                    : Optional.empty());
    assertCaught(
        rules,
        "param x : (3), b : (3); loss L = b^T x + sum(exp(x))",
        "drop made",
        "does not hold");
  }

  @Test
  void catchesADroppedTermOfAnAdjoint() {
    Rules rules =
        with(
            "drop",
            (f, e) ->
                e instanceof Sum s
                        && s.terms().size() > 1
                        && Traversal.variablesOf(e).stream()
                            .anyMatch(v -> v.role() == Variable.Role.ADJOINT)
                    ? Optional.of(s.terms().get(0).expr())
                    : Optional.empty());
    assertCaught(
        rules,
        "param x : (3), v : (3); h = tanh(x); a = h ⊙ v; b = h + v; loss L = sum(exp(a) ⊙ sin(b))",
        "the step for h does not hold: drop made");
  }

  @Test
  void catchesAWrongTranspose() {
    Rules rules =
        with(
            "turn",
            (f, e) -> {
              if (!(e instanceof Contraction c)) {
                return Optional.empty();
              }
              List<Factor> factors = new ArrayList<>(c.factors());
              for (Factor factor : c.factors()) {
                boolean upright = factor.indices().equals(List.of(0, 1));
                if (factor.expr() instanceof Variable && upright && c.order() == 1) {
                  factors.set(factors.indexOf(factor), Factor.of(factor.expr(), 1, 0));
                  return Optional.of(f.contract(factors, List.of(0)));
                }
              }
              return Optional.empty();
            });
    assertCaught(
        rules,
        "param x : (3), A : (3, 3); z = A x; loss L = sum(tanh(z))",
        "turn made A^T x of A x");
  }

  @Test
  void catchesAWrongSign() {
    Rules rules =
        with(
            "sign",
            (f, e) ->
                e instanceof Sum s
                        && s.terms().size() == 2
                        && s.terms().get(1).coefficient().signum() < 0
                    ? Optional.of(f.add(s.terms().get(0).expr(), s.terms().get(1).expr()))
                    : Optional.empty());
    assertCaught(rules, "param x : (3), b : (3); loss L = ‖x - b‖^2", "sign made x + b of x - b");
  }

  @ParameterizedTest
  @EnumSource(Detail.class)
  void letsTheStandardRulesPass(Detail detail) {
    Network network = Numbers.read(CLASSIFIER);
    Derivation derivation =
        Deriver.derive(network, Deriver.variables(network), Rules.STANDARD, detail);

    assertThat(derivation.steps())
        .allSatisfy(s -> assertThat(s.verdict()).isIn(Verdict.EXACT, Verdict.NUMERIC));
    assertThat(derivation.rewritten()).hasSize(1);
    assertThat(derivation.rewritten().get(0).verdict()).isEqualTo(Verdict.NUMERIC);
    assertThat(derivation.rewritten().get(0).forms().isEmpty())
        .isEqualTo(detail == Detail.FORMULAS);
  }

  @Test
  void keepsEveryRewriteWithTheFormulaAfterIt() {
    Network network = Numbers.read(CLASSIFIER);
    Derivation derivation =
        Deriver.derive(network, Deriver.variables(network), Rules.STANDARD, Detail.REWRITES);

    for (Derivation.Derived step : derivation.steps()) {
      Expr last =
          step.forms().isEmpty() ? step.raw() : step.forms().get(step.forms().size() - 1).formula();
      assertThat(last).as(step.name().name()).isSameAs(step.formula());
    }
    assertThat(derivation.rewritten().get(0).forms().stream().map(Derivation.Form::rule))
        .containsSubsequence(
            "definition", "log-sigmoid", "log-one-minus-sigmoid", "softplus-odd", "collect");
  }
}
