package dev.nabla.symbolic.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.cost.Operations.Kind;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations counted by hand. */
class CostTest {
  private static Cost cost(String definition) {
    Source source = new Source("test", definition.replace(";", "\n"));
    Diagnostics diagnostics = new Diagnostics(source);
    return Elaborator.read(source, Options.named("T"), diagnostics)
        .map(network -> Cost.of(Deriver.derive(network).program()))
        .orElseThrow(() -> new AssertionError(diagnostics.all()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          dim m, n; param W : (m, n), x : (n); z = W x | m n | m n - m | 0 | 0
          dim n; param x : (n), y : (n); z = x ⊙ y + x | n | n | 0 | 0
          dim n; param x : (n), y : (n); z = 2 x - 3 y | 2 n | n | 0 | 0
          dim n; param x : (n); z = sum(x) | 0 | n - 1 | 0 | 0
          dim n; param x : (n); z = mean(x) | 1 | n - 1 | 0 | 0
          dim n; param x : (n); z = x^T x | n | n - 1 | 0 | 0
          dim n; param x : (n); z = exp(x) + tanh(x) | 0 | n | 0 | 2 n
          dim n; param x : (n); z = relu(x) | 0 | 0 | n | 0
          dim n; param x : (n); z = max(x) | 0 | 0 | n - 1 | 0
          dim n; param x : (n); z = logsumexp(x) | 0 | 2 n | n - 1 | n + 1
          dim m, n; param A : (m, n); z = sum(A) | 0 | m n - 1 | 0 | 0
          dim m, n; param A : (m, n); z = A^T | 0 | 0 | 0 | 0
          dim m, n; param A : (m, n), x : (n), y : (m); z = y^T A x | m n + m | m n - 1 | 0 | 0
          dim n; param x : (n), y : (n); z = diag(x) y | n | 0 | 0 | 0
          dim n; param A : (n, n); z = tr(A) | 0 | n - 1 | 0 | 0
          dim m, n, k; param A : (m, n), B : (n, k); z = A B + A B | k m n + k m | k m n - k m | 0 | 0
          dim m, n; param b : (n); input X : (m, n); z = X + ones(m) exp(b)^T | 0 | m n | 0 | n
          dim n; param A : (n, n), x : (n); z = A x + x[2] x | n^2 + n | n^2 | 0 | 0
          dim n; param x : (n); z = x[1] x[2] | 1 | 0 | 0 | 0
          dim n; param x : (n), y : (n); z = diag(x) diag(y) | n | 0 | 0 | 0
          dim n; param A : (n, n), x : (n); z = diag(x) A diag(x) | 2 n^2 | 0 | 0 | 0
          dim n; param A : (n, n), x : (n); z = tr(diag(x) A) | n | n - 1 | 0 | 0
          dim n; param x : (n); z = n x | n | 0 | 0 | 0
          dim n; param x : (n); z = x + pi / 2 | 0 | n | 0 | 0
          dim n; param x : (n); z = -x | 0 | 0 | 0 | 0
          dim n; param x : (n), y : (n); z = x - y + 1 | 0 | 2 n | 0 | 0
          dim n; param x : (n); z = x.^3 | 2 n | 0 | 0 | 0
          dim n; param x : (n); z = sqrt(x) | 0 | 0 | 0 | n
          dim n; param x : (n); z = prod(x) | n - 1 | 0 | 0 | 0
          dim m, n; param A : (m, n); z = softmax(A) | 0 | 3 m n | m n - m | 2 m n + m
          dim n; param x : (n), y : (n); z = x y^T | n^2 | 0 | 0 | 0
          dim m, n; param x : (n), y : (m); z = sum(x y^T) | 1 | m + n - 2 | 0 | 0
          dim n; param x : (n), y : (n); z = max(x, y) + abs(x) | 0 | n | 2 n | 0
          dim n; param x : (n); z = where(x > 0, x, 2 x) | n | 0 | 2 n | 0
          dim n; param A : (n, n); z = inv(A) | n^3 - n^2 | n^3 - 2 n^2 + n | 0 | 0
          dim n; param A : (n, n); z = det(A) | 1/3 n^3 - 1/2 n^2 + 7/6 n | 1/3 n^3 - 1/2 n^2 + 1/6 n | 0 | 0
          """)
  void countsTheOperationsOfTheFunction(
      String definition,
      String multiplications,
      String additions,
      String comparisons,
      String functions) {
    Operations function = cost(definition).function();

    assertThat(function.count(Kind.MULTIPLICATIONS)).hasToString(multiplications);
    assertThat(function.count(Kind.ADDITIONS)).hasToString(additions);
    assertThat(function.count(Kind.COMPARISONS)).hasToString(comparisons);
    assertThat(function.count(Kind.FUNCTIONS)).hasToString(functions);
  }

  @Test
  void countsWhatGradientsShareOnce() {
    Cost cost =
        cost(
            "dim n, m; input x : (n); param W : (m, n), V : (m, n), b : (m);"
                + "a = tanh(W x + V x + b); loss L = sum(a ⊙ a)");

    // m n for (W + V) x, and m n for the outer product of δ and x, which serves both matrices.
    assertThat(cost.gradient().count(Kind.MULTIPLICATIONS).terms().entrySet())
        .first()
        .satisfies(
            leading -> {
              assertThat(leading.getKey()).hasToString("m n");
              assertThat(leading.getValue()).isEqualTo(Rational.of(2));
            });
    assertThat(cost.gradient().count(Kind.FUNCTIONS)).hasToString("m");
  }

  @Test
  void comparesGradientAndFunction() {
    Cost fixed = cost("dim n = 3; param x : (n); loss L = x^T x");
    assertThat(fixed.isExact()).isTrue();
    assertThat(fixed.value(fixed.function().total())).contains(Rational.of(5));
    assertThat(fixed.ratio()).contains(Rational.of(3, 5));

    Cost open = cost("dim m, n; param W : (m, n), x : (n); loss L = ‖W x‖^2");
    assertThat(open.isExact()).isFalse();
    assertThat(open.ratio()).hasValueSatisfying(r -> assertThat(r.doubleValue()).isBetween(1., 4.));
  }

  @Test
  void saysWhereTheOrderDependsOnOpenSizes() {
    String chain = "param A : (a, b), B : (b, c), C : (c, d); z = A B C";

    assertThat(cost("dim a, b, c, d; " + chain).undecided()).isNotEmpty();
    assertThat(cost("dim a = 2, b = 30, c = 4, d = 50; " + chain).undecided()).isEmpty();
    assertThat(
            cost("dim a = 2, b = 30, c = 4, d = 50; " + chain)
                .function()
                .count(Kind.MULTIPLICATIONS))
        .hasToString("a b c + a c d");
    assertThat(cost("dim a, b, c; param A : (a, b), B : (b, c), x : (c); z = A B x").undecided())
        .isEmpty();
  }

  static List<ScalarFunction> rows() {
    return ScalarFunctions.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyFunctionCostsOneOperation(ScalarFunction row) {
    assertThat(FunctionCosts.of(row).total()).isEqualTo(Polynomial.ONE);
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 0, 0", "3, 2, 0, 0", "4, 2, 0, 0", "7, 4, 0, 0", "-1, 0, 1, 0", "-2, 1, 1, 0"})
  void powersAreMadeBySquaring(long exponent, long times, long divisions, long functions) {
    Operations power = FunctionCosts.ofPower(Rational.of(exponent));

    assertThat(power.count(Kind.MULTIPLICATIONS)).isEqualTo(Polynomial.of(times));
    assertThat(power.count(Kind.DIVISIONS)).isEqualTo(Polynomial.of(divisions));
    assertThat(power.count(Kind.FUNCTIONS)).isEqualTo(Polynomial.of(functions));
  }

  @Test
  void solvesByElimination() {
    Operations logDet = cost("dim n; param A : (n, n); z = logdet(A)").function();

    assertThat(logDet.count(Kind.FUNCTIONS)).hasToString("1");
    assertThat(logDet.count(Kind.ADDITIONS)).hasToString("1/3 n^3 - 1/2 n^2 + 1/6 n");
  }

  @Test
  void countsDivisionsAndWhatIsNoOperationAtAll() {
    Operations inverse = cost("dim n; param A : (n, n); z = inv(A)").function();
    assertThat(inverse.count(Kind.DIVISIONS)).hasToString("n^2");
    Operations quotient = cost("dim n; param x : (n), a : (); z = x / a").function();
    assertThat(quotient.count(Kind.DIVISIONS)).hasToString("1");
    assertThat(quotient.count(Kind.MULTIPLICATIONS)).hasToString("n");
    Operations none = cost("dim n; param x : (n); z = x").function();
    assertThat(none).isEqualTo(Operations.NONE);
    assertThat(none.total()).isEqualTo(Polynomial.ZERO);
    assertThat(quotient.total()).hasToString("n + 1");
  }

  @Test
  void thereIsNoRatioToNothing() {
    assertThat(cost("dim n = 3; param x : (n); z = x").ratio()).isEmpty();
    Cost half = cost("dim m, n = 3; param x : (n), y : (m); loss L = x^T x + y^T y");
    assertThat(half.isExact()).isFalse();
    assertThat(half.value(half.function().total())).isEmpty();
  }
}
