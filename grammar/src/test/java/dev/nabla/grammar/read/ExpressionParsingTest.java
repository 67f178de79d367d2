package dev.nabla.grammar.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionParsingTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # products, from tight to loose
          a b c                  | (product (product a b) c)
          a (b c)                | (product a (product b c))
          a b / (c d)            | (divide (product a b) (product c d))
          a b/c d                | (product (product a (divide b c)) d)
          a b / c * d            | (product (divide (product a b) c) d)
          a / b/c                | (divide a (divide b c))
          x^2/2 y                | (product (divide (power x 2) 2) y)
          W^T x/n                | (product (transpose W) (divide x n))
          W2 d ⊙ h               | (hadamard (product W2 d) h)
          a * b / c              | (divide (product a b) c)
          a / b / c              | (divide (divide a b) c)
          a ⊗ b                  | (outer a b)
          a outer b              | (outer a b)
          a outer (b + c)        | (outer a (add b c))
          outer(a, b)            | (call outer a b)
          2 outer(a, b)          | (product 2 (call outer a b))
          a .* b ∘ c             | (hadamard (hadamard a b) c)
          a · b @ c              | (product (dot a b) c)
          a + b - c              | (subtract (add a b) c)
          a < b + 1              | (less a (add b 1))
          a ≥ b                  | (greater_equal a b)
          a != b                 | (not_equal a b)
          (a < b) == c           | (equal (less a b) c)
          # signs
          -y log(h2)             | (negate (product y (call log h2)))
          -a + b                 | (add (negate a) b)
          −a                     | (negate a)
          a * -b                 | (product a (negate b))
          a * -b c               | (product a (negate (product b c)))
          a - -b                 | (subtract a (negate b))
          --a                    | (negate (negate a))
          a b - c                | (subtract (product a b) c)
          2^-1                   | (inverse 2)
          2^-2                   | (power 2 (negate 2))
          e^-x                   | (power e (negate x))
          -x^2                   | (negate (power x 2))
          # postfix
          W1^T x                 | (product (transpose W1) x)
          W1' x                  | (product (transpose W1) x)
          W1ᵀ x                  | (product (transpose W1) x)
          W1⊤x                   | (product (transpose W1) x)
          W1^⊤ x                 | (product (transpose W1) x)
          A^T^-1                 | (inverse (transpose A))
          A^T[i,j]               | (at (transpose A) i j)
          A^-1                   | (inverse A)
          A⁻¹                    | (inverse A)
          A^(-1)                 | (power A (negate 1))
          x²                     | (power x 2)
          x⁻²                    | (power x (negate 2))
          x¹²                    | (power x 12)
          x^2^T                  | (transpose (power x 2))
          x.^2                   | (.power x 2)
          x.^-1                  | (.power x (negate 1))
          2.^x                   | (.power 2 x)
          x^T                    | (transpose x)
          x^(T)                  | (power x T)
          x^n                    | (power x n)
          x^(n + 1)              | (power x (add n 1))
          e^z[i]                 | (power e (at z i))
          x^2[i]                 | (at (power x 2) i)
          x[i]^2                 | (power (at x i) 2)
          e^‖x‖                  | (power e (norm x))
          e^sin(x) y             | (product (power e (call sin x)) y)
          e^f(x)                 | (power e (call f x))
          e^f (x)                | (product (power e f) x)
          x[2] A[1,3]            | (product (at x 2) (at A 1 3))
          x [2]                  | (product x (literal 1x1 2))
          2[1, 3]                | (product 2 (literal 1x2 1 3))
          # functions
          log h                  | (call log h)
          log h^2                | (call log (power h 2))
          log(h)^2               | (power (call log h) 2)
          log (h)^2              | (power (call log h) 2)
          log(h) y               | (product (call log h) y)
          log h y                | (product (call log h) y)
          log log h              | (call log (call log h))
          log W1^T x             | (product (call log (transpose W1)) x)
          a log b c              | (product (product a (call log b)) c)
          log 2 x                | (product (call log 2) x)
          log sum[i] x[i] y      | (call log (sum [i] (product (at x i) y)))
          relu'(z1)              | (call relu' z1)
          relu''(z1)             | (call relu'' z1)
          relu' (z1)             | (call relu' z1)
          relu' z1               | (call relu' z1)
          relu’(z1)              | (call relu' z1)
          relu(z1)'              | (transpose (call relu z1))
          W1'(x)                 | (product (transpose W1) x)
          max(0, z)              | (call max 0 z)
          identity()             | "(call identity )"
          f(u)                   | (call f u)
          f(u)^T                 | (transpose (call f u))
          f (u)                  | (product f u)
          softmax(z)[1]          | (at (call softmax z) 1)
          σ(z) + sigmoid z       | (add (call sigmoid z) (call sigmoid z))
          ln x                   | (call ln x)
          Σ(x) + ∑[i] x[i]       | (add (call sum x) (sum [i] (at x i)))
          where(a < b, a, b)     | (call where (less a b) a b)
          # reductions
          sum[i] x[i] W[i,j]     | (sum [i] (product (at x i) (at W i j)))
          sum[i] x[i] + 1        | (add (sum [i] (at x i)) 1)
          sum[i] x[i] * y[i] / 2 | (sum [i] (divide (product (at x i) (at y i)) 2))
          2 * sum[i,j] A[i,j]    | (product 2 (sum [i j] (at A i j)))
          a sum[i] b sum[j] c    | (product a (sum [i] (product b (sum [j] c))))
          sum[i](x[i] - 1)^2     | (sum [i] (power (subtract (at x i) 1) 2))
          max[i] x[i]            | (max [i] (at x i))
          sum[f] f(a)            | (sum [f] (product f a))
          # norms and literals
          ‖A x - b‖^2            | (power (norm (subtract (product A x) b)) 2)
          ‖a + ‖b‖ c‖            | (norm (add a (product (norm b) c)))
          ‖a (‖b‖)‖              | (norm (product a (norm b)))
          log ‖x‖                | (call log (norm x))
          x / norm(x)            | (divide x (call norm x))
          [a, b, c]              | (literal 1x3 a b c)
          [a, b; c, d]           | (literal 2x2 a b c d)
          [a; b]                 | (literal 2x1 a b)
          A [a; b]               | (product A (literal 2x1 a b))
          # numbers
          1/2                    | 1/2
          1 / 2                  | (divide 1 2)
          1/2 x                  | (product 1/2 x)
          1/2^2                  | (divide 1 (power 2 2))
          1/2‖w‖^2               | (product 1/2 (power (norm w) 2))
          1/2(x + y)^2           | (product 1/2 (power (add x y) 2))
          (1/2)^2                | (power 1/2 2)
          log x/y                | (call log (divide x y))
          log(x)/y               | (divide (call log x) y)
          1/log x                | (divide 1 (call log x))
          -x/2                   | (negate (divide x 2))
          6/4                    | 3/2
          1/2/3                  | (divide 1/2 3)
          1/2.5                  | (divide 1 5/2)
          1/1e-3                 | (divide 1 1/1000)
          x/2                    | (divide x 2)
          0.25 + 1e-3            | (add 1/4 1/1000)
          1.5E2                  | 150
          2x                     | (product 2 x)
          2.*x                   | (hadamard 2 x)
          2 e                    | (product 2 e)
          # names
          z_1 z₁ z_{1}           | (product (product z1 z1) z1)
          ŷ - yhat               | (subtract yhat yhat)
          π δz1 delta_z_1        | (product (product pi δz1) δz1)
          """)
  void parsesTo(String text, String tree) {
    assertThat(Dump.of(Reading.expression(text))).isEqualTo(tree);
  }

  @Test
  void normsHaveAnAsciiSpelling() {
    assertThat(Dump.of(Reading.expression("||v|| ||w||"))).isEqualTo("(product (norm v) (norm w))");
  }

  @Test
  void spansCoverTheTextWithItsParentheses() {
    String text = "W (a + 𝐛)  - log h";
    assertThat(
            Reading.expression(text).children().stream()
                .map(e -> text.substring(e.span().start(), e.span().end()))
                .toList())
        .containsExactly("W (a + 𝐛)", "log h");
  }

  @Test
  void aVariableIsNeverAFunction() {
    assertThat(values("param max : (); a = max (x); c = max'(x)"))
        .isEqualTo("(product max x)\n(product (transpose max) x)");
    assertThat(values("step = 1; b = step x")).isEqualTo("1\n(product step x)");
    assertThat(values("const σ = 2; b = σ x")).isEqualTo("(product σ x)");
    assertThat(values("input x : (n); b = x(y)")).isEqualTo("(product x y)");
    assertThat(values("b = q(y)")).isEqualTo("(call q y)");
    assertThat(values("dim d; b = d (log(2 π)) / 2"))
        .isEqualTo("(divide (product d (call log (product 2 pi))) 2)");
  }

  @Test
  void aFunctionOfTheSourceIsOneEverywhere() {
    assertThat(values("a = g x + g'(x); fn g(u)")).isEqualTo("(add (call g x) (call g' x))");
    assertThat(values("fn g(u, log) = log (u)")).isEqualTo("");
    assertThat(Dump.of(Reading.spec("fn g(u, log) = log (u)").statements().get(0)))
        .isEqualTo("fn g (u log) (product log u)");
  }

  private static String values(String spec) {
    return Reading.spec(spec).statements().stream()
        .filter(s -> s instanceof dev.nabla.grammar.ast.Statement.Assignment)
        .map(s -> ((dev.nabla.grammar.ast.Statement.Assignment) s).value())
        .map(Dump::of)
        .collect(Collectors.joining("\n"));
  }
}
