package dev.nabla.grammar.latex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement.Assignment;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.print.Style;
import dev.nabla.grammar.read.Reading;
import dev.nabla.grammar.read.SpecParser;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What LaTeX is read as. Here | stands for the end of a line, and for the next statement. */
class LatexReadingTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '@',
      textBlock =
          """
          z = \\frac{1}{1+e^{-z}}                       ~ z = 1 / (1 + e^-z)
          z = \\frac12 x \\frac{a}2                      ~ z = 1/2 x (a / 2)
          z = \\dfrac{a b}{2c}                          ~ z = a b / (2 c)
          $L = \\|y - z\\|^2$                            ~ loss L = ‖y - z‖^2
          $$z = \\lVert x \\rVert_2 + \\lVert x \\rVert_1$$ ~ z = ‖x‖_2 + ‖x‖_1
          $$z = ||x|| + |a| + \\left|b\\right| + \\Vert c\\Vert$$ ~ z = ‖x‖ + abs(a) + abs(b) + ‖c‖
          z_j = \\sum_{k=1}^{n} W_{jk} x_k + b_j        ~ z[j] = sum[k] W[j,k] x[k] + b[j]
          z_i = \\sum_{j} W_{ij}x_j + b_i               ~ z[i] = sum[j] W[i,j] x[j] + b[i]
          L = \\sum_{i,j} (A_{ij} - B_{i,j})^2          ~ loss L = sum[i,j] (A[i,j] - B[i,j])^2
          L = \\sum_{i=1}^{3} \\sum\\limits_{j=0}^{4} A_{ij} ~ loss L = sum[i : 3] sum[j : 5] A[i,j]
          dim n | L = \\sum_{i=1}^{n} x_i               ~ dim n | loss L = sum[i : n] x[i]
          z = \\prod_i x_i                              ~ z = prod[i] x[i]
          z = \\max\\{0, z\\} + \\max(0,z)                 ~ z = max(0, z) + max(0, z)
          z = \\max_{j} x_j + \\arg\\max_{k=1,\\dots,K} x_k ~ z = max[j] x[j] + argmax[k] x[k]
          h = \\mathrm{ReLU}(z) + \\text{ReLu}(z)        ~ h = relu(z) + relu(z)
          h = \\operatorname{softmax}(z) + \\softmax(z)  ~ h = softmax(z) + softmax(z)
          h = \\text{soft-max}(z) + \\tanh z             ~ h = softmax(z) + tanh(z)
          h = \\sin^2 x + \\cos^2(x) + \\exp(x)^2         ~ h = sin(x)^2 + cos(x)^2 + exp(x)^2
          h = \\log \\hat{y} - \\ln(1 - \\hat y)           ~ h = log(yhat) - ln(1 - yhat)
          \\hat{y} = \\tilde{x} + \\bar{z} + \\vec{v}      ~ yhat = x̃ + z̄ + v
          z = \\mathbf{W}^{H}\\mathbf{x} + \\mathbf{b}^H  ~ z = WH x + bH
          z = [\\mathbf{W}^H]^T x + {W^{(1)}}^\\top x    ~ z = WH^T x + W1^T x
          z = W^{(1)\\top} x^{\\text{in}}                ~ z = W1^T x_in
          z = x^{\\intercal} A^{-1} x^{\\mathsf{T}} A^{-T} ~ z = x^T A^-1 x^T (A^-1)^T
          z = 2 \\cdot 10^{-3} x \\times y               ~ z = 0.002 x · y
          z = x \\odot y \\otimes z                      ~ z = (x ⊙ y) ⊗ z
          z = \\left( \\frac{a}{b} \\right)^2            ~ z = (a / b)^2
          z = \\bigl[ a + b \\bigr] c                    ~ z = (a + b) c
          z = x^{\\odot 2} + x^{n+1}                     ~ z = x.^2 + x^(n + 1)
          h = \\alpha x + \\beta^2 + \\Gamma y            ~ h = α x + β^2 + Γ y
          h = \\lambda\\,\\|w\\|^2\\; \\quad               ~ h = λ ‖w‖^2
          h = g^{\\prime}(x) \\, | fn g(u)               ~ h = g'(x) | fn g(u)
          p_c = \\frac{e^{z_c}}{\\sum_{k} e^{z_k}}      ~ p[c] = e^(z[c]) / (sum[k] e^(z[k]))
          a_h = \\text{tanh}(W_h x + b_h)               ~ a_h = tanh(W_h x + b_h)
          z_{\\text{out}} = W_{out} x_{in} \\,           ~ z_out = W_out x_in
          z = W_{1,2} \\delta_{z_1} \\,                  ~ z = W1_2 δz1
          z = \\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix} ~ z = [1, 2; 3, 4]
          z = \\begin{pmatrix} a \\\\[2pt] b \\\\ \\end{pmatrix} ~ z = [a, b]
          $$z = [a, b] + \\begin{array}{cc} a & b \\end{array}$$ ~ z = [a, b]^T + [a, b]^T
          $$z = (a, b)$$                               ~ z = [a, b]
          z = \\begin{cases} 1, & \\text{if } x \\ge 0 \\\\ 0, & \\text{if } x < 0. \\end{cases} ~ z = where(x >= 0, 1, 0)
          z = \\begin{cases} a & x = 1 \\\\ b & x > 1 \\\\ c & \\text{otherwise} \\end{cases} ~ z = where(x == 1, a, where(x > 1, b, c))
          z = \\mathbb{1}_{\\{x \\ge 0\\}} a              ~ z = (x >= 0) a
          z = \\boxed{a + b}                            ~ z = a + b
          a[j] = \\sum_i x[i] W[i,j]                    ~ a[j] = sum[i] x[i] W[i,j]
          z^{(i)} = w^{(1)} x^{(i)} \\,                 ~ z[i,:] = w1 x[i,:]
          [W_1]_{i j} = \\sum_k A_{i k} B_{k j}         ~ W1[i,j] = sum[k] A[i,k] B[k,j]
          z = x ᵀ \\cdot σ(y) − x² \\,                   ~ z = x^T · sigmoid(y) - x^2
          """)
  void formulas(String latex, String text) {
    assertThat(read(latex)).isEqualTo(text);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '@',
      textBlock =
          """
          $$z = W x \\tag{1}$$ | $$h = \\sigma(z),$$        ~ z = W x | h = sigmoid(z)
          \\[ z = a \\] | \\( h = z \\)                      ~ z = a | h = z
          $$ | z = a | $$                                 ~ z = a
          $$a = 1, \\quad b = 2 \\quad c = 3. \\quad (1a)$$ ~ a = 1 | b = 2 | c = 3
          $$\\text{Hidden layer: } z_j = x_j w_j, \\quad j = 1, \\dots, N_h \\quad (9a)$$ ~ z[j] = x[j] w[j]
          $$a = b \\text{ where } b = 2 \\text{ and } c = 3$$ ~ a = b | b = 2 | c = 3
          \\begin{align*} z &= W x \\\\ h &= \\sigma(z) \\end{align*} ~ z = W x | h = sigmoid(z)
          $$\\begin{aligned} z &= a & h &= b \\\\ &\\quad + c \\end{aligned}$$ ~ z = a | h = b + c
          \\begin{equation} | \\begin{split} | z &= a \\\\ | &= a | \\end{split} | \\end{equation} ~ z = a
          $$\\begin{aligned} z_1 &= a \\\\ z_2 &= b \\end{aligned}$$ ~ z1 = a | z2 = b
          $$z = a := b$$ | const b = 1                    ~ z = b | a = z | const b = 1
          $$h_2(z_2) = \\sigma(z_2) = \\hat{y}$$            ~ h2 = sigmoid(z2) | yhat = h2
          $$z_j = \\sigma(a_j) = \\hat{y}_j$$               ~ z[j] = sigmoid(a[j]) | yhat[j] = z[j]
          $$\\hat{y} = u = g(z) = z$$ | fn g(u)           ~ yhat = g(z) | u = yhat | fn g(u)
          $$u = g(z) = \\max(0, z)$$                       ~ u = max(0, z)
          $$z_1(x) = W_1 x$$ | $$h = \\sigma(z_1(x))$$     ~ z1 = W1 x | h = sigmoid(z1)
          $$g(x) = \\frac{1}{1+e^{-x}}$$ | $$z_j = g(a_j)$$ ~ fn g(x) = 1 / (1 + e^-x) | z[j] = g(a[j])
          $$g(x) = x (1 - x)$$ | z = g(2)                 ~ fn g(x) = x (1 - x) | z = g(2)
          $$f(x, y, z) = (x + y) \\cdot z$$                ~ f(x, y, z) = (x + y) · z
          $$\\ell(z_i, y_i) = z_i y_i$$ | $$L = \\sum_i \\ell(z_i, y_i)$$ ~ ℓ[i] = z[i] y[i] | loss L = sum[i] ℓ[i]
          $$L_i = (y_i - t_i)^2$$ | $$L = \\sum_i L_i$$     ~ L_i[i] = (y[i] - t[i])^2 | loss L = sum[i] L_i[i]
          $$\\mathcal{L} += z$$ | $$\\mathcal{L} += z$$     ~ loss L += z
          $$L \\mathrel{+}= z$$ | $$J = z$$                 ~ loss L += z | J = z
          $$L = z$$ | loss q = 2                          ~ L = z | loss q = 2
          $$L = z$$ | q = 2 L                             ~ L = z | q = 2 L
          L = (y - z)^2 | z = \\sigma(x)                   ~ loss L = (y - z)^2 | z = sigmoid(x)
          output $h = \\sigma(z)$ | loss $E = h$           ~ output h = sigmoid(z) | loss E = h
          loss Q = \\|y\\|^2; z = \\hat{y}                   ~ loss Q = ‖y‖^2 | z = yhat
          z = \\sum_i x_i % note | h = \\sigma(z) # note   ~ z = sum[i] x[i] | h = sigmoid(z)
          % a note | # with \\sum and $ | z = W x \\,       ~ z = W x
          z_j = \\sigma(a_j) | u_j = z_j                   ~ z[j] = sigmoid(a[j]) | u[j] = z[j]
          z = \\left( a | + b \\right) | h = z             ~ z = a + b | h = z
          z = a + | \\beta | h = z                         ~ z = a + β | h = z
          rate = \\beta | z = rate \\alpha                  ~ rate = β | z = rate α
          $$x : (n_in, 1)$$ | $$z = W x$$ | $$z : (m, 1)$$ ~ input x : (n_in, 1) | z = W x
          $$y \\in \\mathbb{R}$$ | $$L = y$$                ~ target y : () | loss L = y
          $$W \\in \\mathbb{R}^{m \\times n_{in}}, k \\in \\mathbb{N}$$ ~ param W : (m, n_in) | dim k
          param W^{H} : (n_{hid}, n) symmetric, b : ()    ~ param WH : (n_hid, n) symmetric | param b : ()
          dim n_{in} = 2, m_{o} = 3                       ~ dim n_in = 2 | dim m_o = 3
          fn g(u) = \\max(0, u)                            ~ fn g(u) = max(0, u)
          const \\lambda = 0.5                             ~ const λ = 1/2
          input x : (3) | $$f = (x_1 + x_2, x_1^2)$$       ~ input x : (3) | f = [x[1] + x[2], x[1]^2]
          param W_H : (2, 2) | $$z = W^H x$$               ~ param W_H : (2, 2) | z = W_H x
          param n_in : () | $$z = n_in x$$                 ~ param n_in : () | z = n_in x
          fn E(z) | $$E(z_1) \\quad (4)$$                  ~ fn E(z) | loss L = E(z1)
          $$z = \\mathbf{w} \\cdot \\mathbf{x} + 2 \\cdot \\mathbf{b}$$ ~ z = w^T x + 2 b
          """)
  void equations(String latex, String text) {
    assertThat(read(latex)).isEqualTo(text);
  }

  /** A vector of a sample is all of a row. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '@',
      textBlock =
          """
          \\mathbf{z}_i = \\mathbf{W} \\mathbf{x}_i + \\mathbf{b} ~ z[i,:] = W x[i,:] + b
          \\mathbf{u}_i = \\exp(\\mathbf{z}_i) \\odot \\mathbf{b} ~ u[i,:] = exp(z[i,:]) ⊙ b
          \\hat{y}_i = \\boldsymbol{\\alpha}^\\top \\mathbf{u}_i ~ yhat[i] = α^T u[i,:]
          L = \\sum_i \\|\\mathbf{z}_i - \\mathbf{y}_i\\|^2      ~ loss L = sum[i] ‖z[i,:] - y[i,:]‖^2
          L = \\sum_i \\|\\mathbf{z}_i\\|                        ~ loss L = sum[i] ‖z[i,:]‖
          \\mathbf{p}_i = \\mathrm{softmax}(\\mathbf{z}_i)      ~ p[i,:] = softmax(z[i,:])
          s_i = \\mathrm{sum}(\\mathbf{z}_i) + \\mathbf{b}^T \\mathbf{b} ~ s[i] = sum(z[i,:]) + b^T b
          \\mathbf{z}_i = \\mathbf{A} \\mathbf{B}^T \\mathbf{x}_i ~ z[i,:] = A B^T x[i,:]
          \\mathbf{z}_i = -2 \\mathbf{x}_i / \\lambda           ~ z[i,:] = -2 x[i,:] / λ
          \\mathbf{h}_i = \\mathbf{z}_i / \\mathrm{norm}(\\mathbf{z}_i) ~ h[i,:] = z[i,:] / norm(z[i,:])
          z_{i,:} = W_{:,i} + \\sum_k A_{k,:,i}               ~ z[i,:] = W[:,i] + sum[k] A[k,:,i]
          $$z[i,:] = \\sigma(x[:,i])$$                      ~ z[i,:] = sigmoid(x[:,i])
          param x : (n, 1) | z = \\sum_i \\mathbf{x}_i          ~ param x : (n, 1) | z = sum[i] x[i]
          """)
  void samples(String latex, String text) {
    assertThat(read(latex)).isEqualTo(text);
  }

  private static String read(String latex) {
    Diagnostics diagnostics = new Diagnostics(new Source("test", latex.replace(" | ", "\n")));
    Spec spec =
        SpecParser.parse(diagnostics.source(), Reading.FUNCTIONS, diagnostics)
            .orElseThrow(() -> new AssertionError(diagnostics.all().toString()));
    return spec.statements().stream().map(Style.TEXT::statement).collect(Collectors.joining(" | "));
  }

  /** The typed statement and the LaTeX that says the same have the same trees. */
  @Test
  void treesPointIntoTheLatex() {
    String text = "a = 1\n$$z = \\frac{\\mathrm{relu}(x_1)}{W^H}$$";
    Diagnostics diagnostics = new Diagnostics(new Source("test", text));
    Spec spec =
        SpecParser.parse(diagnostics.source(), Reading.FUNCTIONS, diagnostics).orElseThrow();
    Assignment z = (Assignment) spec.statements().get(1);
    assertThat(shown(text, z.value().span())).isEqualTo("\\frac{\\mathrm{relu}(x_1)}{W^H}");
    assertThat(shown(text, z.value().children().get(0).span())).isEqualTo("{\\mathrm{relu}(x_1)}");
    assertThat(shown(text, z.value().children().get(1).span())).isEqualTo("{W^H}");
    assertThat(shown(text, z.name().span())).isEqualTo("z");
  }

  private static String shown(String text, dev.nabla.grammar.base.Span span) {
    return text.substring(span.start(), span.end());
  }

  @Test
  void whatWasUnderstoodIsNoted() {
    Diagnostics diagnostics =
        new Diagnostics(
            new Source("test", "x = 1\n$$z = W^{(1)}x$$\n$$h = \\sigma(z) = \\hat{y} = z$$"));
    SpecParser.parse(diagnostics.source(), Reading.FUNCTIONS, diagnostics);
    List<Diagnostic> notes = diagnostics.all();
    assertThat(notes).allMatch(note -> note.code() == DiagnosticCode.LATEX).hasSize(2);
    assertThat(notes.get(0))
        .hasToString(
            """
            test:2:3: note: LaTeX is read as [latex]
                2 | $$z = W^{(1)}x$$
                  |   ^^^^^^^^^^^^
                  z = W1 x""");
    assertThat(notes.get(1).message())
        .isEqualTo("one side of a chain is read; the others, as this one, are taken to be equal");
    assertThat(diagnostics.source().position(notes.get(1).span().start()).column()).isEqualTo(29);
  }

  @Test
  void typedTextIsNotTouched() {
    Diagnostics diagnostics = new Diagnostics(new Source("test", "z_1 = W_1^T x + b_{1}; h = z1"));
    SpecParser.parse(diagnostics.source(), Reading.FUNCTIONS, diagnostics);
    assertThat(diagnostics.all()).isEmpty();
  }
}
