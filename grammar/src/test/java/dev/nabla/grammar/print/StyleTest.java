package dev.nabla.grammar.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Negate;
import dev.nabla.grammar.ast.Expression.Number;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.read.Reading;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StyleTest {
  /** Text that is in its canonical form already. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "h1 (h2 - y)^T",
        "-y log(h2) - (1 - y) log(1 - h2)",
        "(W2 δz2) ⊙ relu'(z1)",
        "x^T x",
        "2 A^T (A x - b)",
        "diag(1 - h ⊙ h) W",
        "‖A x - b‖^2",
        "sum[i] x[i] W[i,j]",
        "2 sum[i] x[i]",
        "(sum[i] x[i]) y",
        "(sum[i] x[i]) / 2",
        "sum[i] (y[i] - t[i])^2",
        "sum[i] (-x[i])",
        "x / norm(x)",
        "sigmoid(z) - y",
        "1/2",
        "1 / 2",
        "-x / 2",
        "(-x) / 2",
        "(1/2)^2",
        "1/2 x",
        "x / (1/2)",
        "x * 2",
        "a * 2 * b",
        "(a * 2)^T",
        "2 * 3",
        "a (b c)",
        "a (-b)",
        "a + (-b)",
        "a - (b - c)",
        "a / (b c)",
        "a b / c",
        "a / b / c",
        "a/b c",
        "a^2/2 x",
        "a (b / c)",
        "(1 / (2 n)) x",
        "(a ⊙ b) / c",
        "a ⊙ b ⊙ c",
        "a ⊙ (b ⊙ c)",
        "2 h ⊙ (1 - h)",
        "a ⊗ b",
        "(A^T)^-1",
        "x^(-1)",
        "x^-2",
        "e^-x",
        "e^(x[i])",
        "x^(T)",
        "x^(n + 1)",
        "(x^2)^3",
        "log(h)^2",
        "x (a + b)",
        "x [1, 2]",
        "[a, b; c, d]",
        "x[2] A[1,3]",
        "(A^T)[i,j]",
        "(a < b) == c",
        "where(a <= b, a, b)",
        "‖a (‖b‖)‖",
        "‖f(‖b‖)‖",
        "-(-a)",
        "-(a + b)",
        "0.01 x",
        "2.5e-10 x",
        "1e30",
        "123456789012",
      })
  void textIsCanonical(String text) {
    assertThat(Style.TEXT.expression(Reading.expression(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          W_1^T σ(z_2) ~ W₁ᵀ σ(z₂) ~ W_1^{\\top} \\sigma(z_2)
          ŷ - y ~ ŷ - y ~ \\hat{y} - y
          x^2 + A^-1 ~ x² + A⁻¹ ~ x^{2} + A^{-1}
          x^-2 ~ x⁻² ~ x^{-2}
          x.^2 ~ x.^2 ~ x^{\\odot 2}
          x[i] <= 1/2 ~ x[i] ≤ 1/2 ~ x_{i} \\le \\frac{1}{2}
          a b / (2 c) ~ a b / (2 c) ~ \\frac{a b}{2 c}
          (a / b)^2 ~ (a / b)² ~ \\left(\\frac{a}{b}\\right)^{2}
          a ⊙ b ⊗ c ~ (a ⊙ b) ⊗ c ~ (a \\odot b) \\otimes c
          relu'(z_1) ~ relu'(z₁) ~ \\mathrm{relu}'(z_1)
          leaky_relu(z) ~ leaky_relu(z) ~ \\mathrm{leaky\\_relu}(z)
          δz1 + δz ~ δz₁ + δz ~ \\delta_{z_1} + \\delta_{z}
          sum[i,j] W[i,j] ~ Σ[i,j] W[i,j] ~ \\sum_{i, j} W_{i j}
          W1[i,j] x[2] ~ W₁[i,j] x[2] ~ [W_1]_{i j} [x]_{2}
          n_in + W12 ~ n_in + W₁₂ ~ n_{\\mathrm{in}} + W_{12}
          loss1 + rate ~ loss₁ + rate ~ \\mathit{loss}_1 + \\mathit{rate}
          θ + theta + Θ ~ θ + theta + Θ ~ \\theta + \\theta + \\Theta
          φ ε ~ φ ε ~ \\varphi \\varepsilon
          log(2 π) ~ log(2 π) ~ \\log(2 \\pi)
          log(a / b) ~ log(a / b) ~ \\log\\left(\\frac{a}{b}\\right)
          sqrt(x) abs(y) ~ sqrt(x) abs(y) ~ \\sqrt{x} \\left|y\\right|
          ‖x‖ ~ ‖x‖ ~ \\lVert x \\rVert
          ‖x / 2‖ ~ ‖x / 2‖ ~ \\left\\lVert \\frac{x}{2} \\right\\rVert
          [a, b] ~ [a, b] ~ \\begin{bmatrix} a \\\\ b \\end{bmatrix}
          [a, b; c, d] ~ [a, b; c, d] ~ \\begin{bmatrix} a & b \\\\ c & d \\end{bmatrix}
          2 * 3 - 1e-9 ~ 2 * 3 - 1e-9 ~ 2 \\cdot 3 - 1 \\cdot 10^{-9}
          g(u) + max(0, z) ~ g(u) + max(0, z) ~ g(u) + \\max(0, z)
          W1_2 ~ W₁_2 ~ W_{1,2}
          x̄ ~ x̄ ~ \\bar{x}
          """)
  void unicodeAndLatex(String text, String unicode, String latex) {
    Expression tree = Reading.expression(text);
    assertThat(Style.UNICODE.expression(tree)).isEqualTo(unicode);
    assertThat(Style.LATEX.expression(tree)).isEqualTo(latex);
  }

  @Test
  void asciiIsAscii() {
    assertThat(Style.ASCII.expression(Reading.expression("(W δz₁) ⊙ ‖x ⊗ α‖²")))
        .isEqualTo("(W delta_z1) .* ||x outer alpha||^2");
  }

  @Test
  void numbersAreWrittenAsPeopleWriteThem() {
    assertThat(text(Rational.of(1, 3))).isEqualTo("1/3");
    assertThat(text(Rational.of(new BigDecimal("0.044715")))).isEqualTo("0.044715");
    assertThat(text(Rational.of(new BigDecimal("1e-12")))).isEqualTo("1e-12");
    assertThat(text(Rational.of(1, 2))).isEqualTo("1/2");
    assertThat(text(Rational.of(3, 8))).isEqualTo("3/8");
    assertThat(text(Rational.of(1, 10))).isEqualTo("0.1");
    assertThat(text(Rational.of(-1, 3))).isEqualTo("-1/3");
    assertThat(text(Rational.of(1_000_000))).isEqualTo("1000000");
  }

  private static String text(Rational value) {
    return Style.TEXT.expression(new Number(Span.NONE, value));
  }

  /** A derived tree may hold negative numbers; they read back as negations. */
  @Test
  void negativeNumbersAreNegations() {
    Name x = new Name(Span.NONE, "x");
    Number minusTwo = new Number(Span.NONE, Rational.of(-2));
    Binary product = new Binary(Span.NONE, Operator.PRODUCT, minusTwo, x);
    assertThat(Style.TEXT.expression(product)).isEqualTo("(-2) x");
    assertThat(Style.TEXT.expression(new Negate(Span.NONE, minusTwo))).isEqualTo("-(-2)");
    assertThat(Style.TEXT.expression(new Binary(Span.NONE, Operator.ADD, x, minusTwo)))
        .isEqualTo("x + (-2)");
    assertThat(Style.TEXT.expression(new Expression.Power(Span.NONE, x, minusTwo, false)))
        .isEqualTo("x^(-2)");
  }

  @Test
  void aSpecHasACanonicalFormat() {
    String text =
        """
        network Two

        dim n
        dim m = 4
        input x : (n, 1)
        target y : () onehot positive
        const c = 0.01
        fn f(u, v) = u v
        fn g(u)

        z1[j] = sum[i] x[i] W[i,j]
        output h = sigmoid(z1)
        loss L += ‖h - y‖^2
        """;
    assertThat(Style.TEXT.spec(Reading.spec(text))).isEqualTo(text);
    assertThat(
            Style.TEXT.spec(
                Reading.spec(
                    "network Two;dim n,m=4;input x:(n,1);target y:()positive onehot;"
                        + "const c=1e-2;fn f(u,v)=u v;fn g(u);z_1[j]=Σ[i] x[i]W[i,j];"
                        + "output h=σ(z₁);loss L+=||h-y||²")))
        .isEqualTo(text);
  }

  @Test
  void aSpecInLatex() {
    String text = "dim n; input x : (n, 1); param c : (); fn g(u); z[j] = c x[j]; loss L += z[1]";
    assertThat(Style.LATEX.spec(Reading.spec(text)))
        .isEqualTo(
            """
            \\begin{aligned}
            n &\\in \\mathbb{N} \\\\
            x &\\in \\mathbb{R}^{n \\times 1} \\\\
            c &\\in \\mathbb{R} \\\\
            g(u) \\\\
            z_{j} &= c x_{j} \\\\
            L &\\mathrel{+}= [z]_{1}
            \\end{aligned}
            """);
  }

  @Test
  void deepTreesAreWrittenInLinearTime() {
    Expression tree = new Name(Span.NONE, "x");
    for (int i = 0; i < 100_000; i++) {
      Operator operator = Operator.values()[i % 6];
      tree = new Binary(Span.NONE, operator, tree, new Name(Span.NONE, "y"));
      tree = i % 5 == 0 ? new Expression.Transpose(Span.NONE, tree) : tree;
      tree = i % 7 == 0 ? new Expression.Norm(Span.NONE, tree) : tree;
    }
    Expression deep = tree;
    for (Style style : Style.values()) {
      assertTimeout(
          Duration.ofSeconds(10),
          () -> assertThat(style.expression(deep)).hasSizeGreaterThan(300_000));
    }
  }
}
