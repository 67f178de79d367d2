package dev.nabla.symbolic.elaborate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * The equations of the lecture notes, pasted as they stand, against the same networks typed: equal
 * shapes, and equal losses and gradients at random values. Names differ where the notes have others
 * than the typed definitions.
 */
class LatexSystemsTest {
  private static final String G1_DECLARATIONS =
      """
      dim n_in = 2, n_hid = 4, n_out = 1
      input  x  : (n_in, 1)
      target y  : (n_out, 1)
      param  W1 : (n_in, n_hid),  b1 : (n_hid, 1)
      param  W2 : (n_hid, n_out), b2 : (n_out, 1)
      """;

  private static final String G1_LAYERS =
      """
      $$z_1(x) = W_1^T x + b_1$$

      $$h_1(z_1) = \\text{ReLu}(z_1)$$

      $$z_2(h_1) = W_2^T h_1 + b_2$$

      $$h_2(z_2) = \\sigma(z_2) = \\hat{y}$$
      """;

  private static final String G1_TYPED =
      """
      z1 = W1^T x + b1
      h1 = relu(z1)
      z2 = W2^T h1 + b2
      output h2 = sigmoid(z2)
      """;

  @Test
  void g1TwoLayersAndBinaryCrossEntropy() {
    same(
        G1_DECLARATIONS
            + G1_LAYERS
            + "$$\\mathcal{L} += -y \\log(h_2) - (1 - y) \\log(1 - h_2)$$\n",
        G1_DECLARATIONS + G1_TYPED + "loss L += -y log(h2) - (1 - y) log(1 - h2)");
  }

  /** The shapes are pasted too; only the label's, which the notes leave out, is typed. */
  @Test
  void g1WithTheShapesOfTheNotes() {
    String shapes =
        """
        dim n_in = 2, n_hid = 4, n_out = 1
        target y : (n_out, 1)
        $$x : (n_in, 1)$$
        $$W_1 : (n_in, n_hid)$$
        $$b_1 : (n_hid, 1)$$
        $$z_1 : (n_hid, 1)$$
        $$W_2 : (n_{hid}, n_{out})$$
        $$b_2 : (n_{out}, 1)$$
        """;
    same(
        G1_LAYERS + shapes + "$$\\mathcal{L} = -y \\log \\hat{y} - (1 - y) \\log(1 - \\hat{y})$$",
        G1_DECLARATIONS + G1_TYPED + "loss L = -y log(h2) - (1 - y) log(1 - h2)");
  }

  /** Nothing is declared: the same is inferred. */
  @Test
  void g1Alone() {
    Network network =
        network(
            G1_LAYERS + "$$\\mathcal{L} += -y \\log(h_2) - (1 - y) \\log(1 - h_2)$$\n", Map.of());
    assertThat(Specs.shapes(network))
        .containsEntry("x", "(n, 1)")
        .containsEntry("W1", "(n, m)")
        .containsEntry("L", "()");
    assertThat(network.targets()).extracting(Variable::name).containsExactly("y");
    assertThat(network.lossIsSum()).isTrue();
  }

  @Test
  void g2TheLossRewritten() {
    same(
        G1_DECLARATIONS
            + G1_LAYERS
            + """
            $$\\begin{aligned}\\mathcal{L}(z_2) &= -y \\log(\\sigma(z_2)) - (1 - y) \\log(1 - \\sigma(z_2)) = \\\\ \
            &= -yz_2 + \\log(1 + e^{z_2})\\end{aligned}$$
            """,
        G1_DECLARATIONS + G1_TYPED + "loss L = -y z2 + log(1 + e^z2)");
  }

  @Test
  void t3SquaresOfOneLayer() {
    String declarations =
        """
        dim n = 3, m = 2
        input  x : (n)
        target t : (m)
        param  w : (m, n), b : (m)
        """;
    same(
        declarations
            + """
            $$y_i = \\sum_k w_{i,k} x_k + b_i$$
            $$L_i = (y_i - t_i)^2$$

            $$L = \\sum_i L_i$$
            """,
        declarations
            + """
            output y[i] = sum[k] w[i,k] x[k] + b[i]
            loss   L = sum[i] (y[i] - t[i])^2
            """);
  }

  @Test
  void t5CrossEntropyOfSigmoids() {
    String declarations =
        """
        dim n_in = 3, n_hid = 4, n_out = 2
        input  x  : (n_in)
        target t  : (n_out)
        param  w0 : (n_in, n_hid)
        param  w  : (n_hid, n_out)
        """;
    same(
        declarations.replace("w0", "w1")
            + """
            $$s_j^1 = \\sum_{k} x_k w_{kj}^1, \\quad h_j = \\sigma(s_j^1)$$
            $$E = - \\sum_{i=1}^{nout} (t_i \\log(y_i) + (1 - t_i) \\log(1 - y_i))$$

            $$y_i = \\frac{1}{1 + e^{-s_i}}$$

            $$s_i = \\sum_{j=1} h_j w_{ji}$$
            """,
        declarations
            + """
            s1[j] = sum[k] x[k] w0[k,j]
            h[j]  = sigmoid(s1[j])
            s[i]  = sum[j] h[j] w[j,i]
            output y[i] = sigmoid(s[i])
            loss   E = -sum[i] (t[i] log(y[i]) + (1 - t[i]) log(1 - y[i]))
            """);
  }

  @Test
  void r1HardThresholds() {
    String x = "dim n = 1\ninput x : (n)\n";
    Network network =
        network(
            x
                + """
                $$W^H = \\begin{bmatrix} 1 \\\\ 1 \\end{bmatrix}, \\quad b^H = \\begin{bmatrix} -1 \\\\ -3 \\end{bmatrix} \
                \\quad W^O = [-1, 2], \\quad b^O = 0.5,$$
                $$g_{\\text{act}}(z) = \\begin{cases} 1, & \\text{if } z \\geq 0 \\\\ 0, & \\text{if } z < 0. \\end{cases} \\quad (2)$$
                $$\\begin{aligned} \\mathbf{z}^H &= \\mathbf{W}^H \\mathbf{x} + \\mathbf{b}^H, & \\mathbf{u}^H &= g_{\\text{act}}(\\mathbf{z}^H), \\\\
                z^O &= W^O \\mathbf{u}^H + b^O. \\end{aligned}$$
                $$\\hat{y} = \\begin{cases} 1 & z^O \\geq 0 \\\\ 0 & z^O < 0. \\end{cases} \\quad (4)$$
                """,
            Map.of());
    Network typed =
        network(
            x
                + "zH = [1, 1] x + [-1, -3]; uH = step(zH); zO = [-1, 2]^T uH + 0.5;"
                + " yhat = step(zO)",
            Map.of());
    for (double value : new double[] {-1, 0.5, 1, 2.5, 3, 7}) {
      Map<String, Tensor> at = Map.of("x", new Tensor(new int[] {1}, new double[] {value}));
      for (String name : List.of("zH", "uH", "zO", "yhat")) {
        assertThat(Specs.value(network, name, at).data())
            .as("%s at %s", name, value)
            .containsExactly(Specs.value(typed, name, at).data());
      }
    }
  }

  @Test
  void r2BatchForm() {
    String declarations =
        """
        dim N = 6, n_in = 3, n_hid = 4, n_out = 2
        input  X  : (N, n_in)
        target Y  : (N, n_out)
        param  WH : (n_hid, n_in),  BH : (1, n_hid)
        param  WO : (n_out, n_hid), BO : (1, n_out)
        """;
    same(
        declarations
            + """
            $$\\mathbf{Z}^H = \\mathbf{X} [\\mathbf{W}^H]^T + \\mathbf{B}^H, \\quad \\mathbf{U}^H = \\sigma(\\mathbf{Z}^H) \\quad (10a)$$

            $$\\mathbf{Z}^O = \\mathbf{U}^H [\\mathbf{W}^O]^T + \\mathbf{B}^O, \\quad (10b)$$
            $$L = \\|\\mathbf{Z}^O - \\mathbf{Y}\\|_F^2$$
            """,
        declarations
            + """
            ZH = X WH^T + BH
            UH = sigmoid(ZH)
            ZO = UH WO^T + BO
            loss L = sum((ZO - Y) ⊙ (ZO - Y))
            """);
  }

  @Test
  void r4TwoFunctionsOfThreeVariables() {
    same(
        "input x : (3)\n$$f(\\mathbf{x}) = (x_1 + x_2 x_3, x_1^2 + 3x_2).$$",
        "input x : (3)\nf = [x[1] + x[2] x[3], x[1]^2 + 3 x[2]]");
  }

  @Test
  void r5LogisticLoss() {
    String declarations =
        """
        dim N = 7, p = 3
        input  x : (N, p)
        target y : (N, 1)
        param  w : (p, 1), b : ()
        """;
    same(
        declarations
            + """
            $$J = \\sum_{i=1}^N [\\ln(1 + e^{z_i}) - y_i z_i], \\quad z_i = \\sum_{j=1}^p x_{ij} w_j + b.$$
            """,
        declarations.replace("x :", "X :")
            + """
            z = X w + b
            loss J = sum(log(1 + exp(z)) - y ⊙ z)
            """);
  }

  @Test
  void r7SquaredDistance() {
    same(
        "$$L = \\|\\mathbf{y} - \\mathbf{z}\\|^2, \\quad \\mathbf{z} = \\mathbf{W}\\mathbf{x} + \\mathbf{b},$$",
        "z = W x + b; loss L = ‖y - z‖^2");
  }

  private static final String R8_TYPED =
      """
      dim N = 5, n_in = 4, n_hid = 6, K = 3
      input  X  : (N, n_in)
      target R  : (N, K) onehot
      param  WH : (n_hid, n_in), bH : (n_hid, 1)
      param  WO : (K, n_hid),    bO : (K, 1)

      ZH = X WH^T + bH^T
      UH = relu(ZH)
      output ZO = UH WO^T + bO^T
      loss   L = sum(logsumexp(ZO)) - sum(R ⊙ ZO)
      """;

  private static final String R8_DECLARATIONS =
      """
      dim N = 5, n_in = 4, n_hid = 6, K = 3
      input  x  : (N, n_in)
      target r  : (N, K) onehot
      param  WH : (n_hid, n_in), bH : (n_hid, 1)
      param  WO : (K, n_hid),    bO : (K, 1)
      """;

  /** One equation for the vectors of a sample, as in the computation graph of the notes. */
  @Test
  void r8CategoricalCrossEntropyOfVectors() {
    same(
        R8_DECLARATIONS
            + """
            $$\\begin{aligned} \\mathbf{z}_i^{\\text{H}} &= \\mathbf{W}^{\\text{H}} \\mathbf{x}_i + \\mathbf{b}^{\\text{H}}, & \\mathbf{u}_i^{\\text{H}} &= g_{\\text{act}}(\\mathbf{z}_i^{\\text{H}}), \\\\
            \\mathbf{z}_i^{\\text{O}} &= \\mathbf{W}^{\\text{O}} \\mathbf{u}_i^{\\text{H}} + \\mathbf{b}^{\\text{O}} \\end{aligned}$$
            $$g_{\\text{act}}(z) = \\max\\{0, z\\}.$$
            $$g_{\\text{loss}}(\\mathbf{z}_i^O, y_i) := \\ln \\left[\\sum_{\\ell=1}^K e^{z_{i\\ell}^O} \\right] - \\sum_{k=1}^K r_{ik} z_{ik}^O, \\quad (18)$$
            $$L = \\sum_{i=1}^N g_{\\text{loss}}(\\mathbf{z}_i^{\\text{O}}, y_i).$$
            """,
        R8_TYPED);
  }

  /** The equations (9a), (9b) of the notes and those of the solution, for the elements. */
  @Test
  void r8CategoricalCrossEntropyOfElements() {
    same(
        R8_DECLARATIONS
            + """
            $$\\text{Hidden layer: } z_{ij}^H = \\sum_{k=1}^{N_i} W_{jk}^H x_{ik} + b_j^H, \\quad j = 1, \\dots, N_h \\quad (9a)$$
            $$u_{ij}^H = g_{\\text{act}}(z_{ij}^H) = \\max(0, z_{ij}^H).$$
            $$\\text{Output layer: } z_{ij}^O = \\sum_{k=1}^{N_h} W_{jk}^O u_{ik}^H + b_j^O, \\quad j = 1, \\dots, N_o. \\quad (9b)$$
            $$L = \\sum_{i=1}^N L_i, \\quad L_i = \\ln \\left[\\sum_{\\ell=1}^K e^{z_{i\\ell}^O} \\right] - \\sum_{k=1}^K r_{ik} z_{ik}^O$$
            """,
        R8_TYPED);
  }

  private static final String R9_DECLARATIONS =
      """
      dim N = 5, p = 3, M = 4
      input  x : (N, p)
      target y : (N, 1)
      param  W : (M, p), b : (M, 1), α : (M, 1)
      """;

  private static final String R9_TYPED =
      R9_DECLARATIONS.replace("x :", "X :")
          + """
          Z = X W^T + b^T
          U = exp(Z)
          output yhat = U α
          loss   L = ‖y - yhat‖^2
          """;

  @Test
  void r9ExponentialsOfVectors() {
    same(
        R9_DECLARATIONS
            + """
            $$\\begin{aligned} \\mathbf{z}_i &= \\mathbf{W} \\mathbf{x}_i + \\mathbf{b} \\\\
            \\mathbf{u}_i &= \\exp(\\mathbf{z}_i), \\quad \\hat{y}_i = \\boldsymbol{\\alpha}^\\top \\mathbf{u}_i \\\\
            L &= \\sum_{i=1}^N (y_i - \\hat{y}_i)^2. \\end{aligned}$$
            """,
        R9_TYPED);
  }

  @Test
  void r9AsTheProblemStates() {
    same(
        R9_DECLARATIONS
            + """
            $$\\mathbf{z}_i = \\mathbf{W}\\mathbf{x}_i + \\mathbf{b}, \\quad \\hat{y}_i = \\sum_{j=1}^M \\alpha_j \\exp(z_{ij}),$$
            $$L = \\sum_{i=1}^N L_i, \\quad L_i = (y_i - \\hat{y}_i)^2.$$
            """,
        R9_TYPED);
  }

  private static final String SAMPLES =
      """
      dim N = 4, p = 3, M = 2
      input x : (N, p)
      target y : (N, M)
      param W : (M, p), a : (M)
      fn center(a) = a - mean(a)
      """;

  /** Functions of vectors are of the sample's vector, and not of its elements. */
  @Test
  void functionsOfTheVectorOfASample() {
    String typed = SAMPLES + "z[i,j] = sum[k] W[j,k] x[i,k]\n";
    sameOfSamples("\\mathrm{center}(\\mathbf{z}_i)", typed + "h[i,j] = z[i,j] - mean[k] z[i,k]");
    sameOfSamples(
        "\\mathbf{z}_i / \\mathrm{norm}(\\mathbf{z}_i)",
        typed + "h[i,j] = z[i,j] / sqrt(sum[k] z[i,k]^2)");
    sameOfSamples(
        "\\mathrm{softmax}(\\mathbf{z}_i)", typed + "h[i,j] = exp(z[i,j]) / sum[k] exp(z[i,k])");
    sameOfSamples(
        "\\mathbf{a} \\odot \\mathrm{center}(\\mathbf{z}_i) / \\sqrt{\\mathrm{mean}(\\mathrm{center}(\\mathbf{z}_i)^{\\odot 2})}",
        typed + "c[i,j] = z[i,j] - mean[k] z[i,k]\nh[i,j] = a[j] c[i,j] / sqrt(mean[k] c[i,k]^2)");
  }

  private static void sameOfSamples(String value, String typed) {
    same(
        SAMPLES
            + "$$\\mathbf{z}_i = \\mathbf{W} \\mathbf{x}_i, \\quad \\mathbf{h}_i = "
            + value
            + "$$\n$$L = \\sum_i \\|\\mathbf{h}_i - \\mathbf{y}_i\\|^2$$",
        typed + "\nloss L = sum[i] sum[j] (h[i,j] - y[i,j])^2");
  }

  @Test
  void r9OfElements() {
    same(
        R9_DECLARATIONS
            + """
            $$z_{ij} = \\sum_k W_{jk} x_{ik} + b_j.$$
            u_{ij} = \\exp(z_{ij})
            $$\\hat{y}_i = \\boldsymbol{\\alpha}^\\top \\mathbf{u}_i = \\sum_{j=1}^M \\alpha_j u_{ij}.$$
            $$L = \\sum_{i=1}^N (y_i - \\hat{y}_i)^2.$$
            """,
        R9_TYPED);
  }

  @Test
  void c1SquaredLength() {
    same("input x : (3)\n$$y = \\mathbf{x}^T \\cdot \\mathbf{x}$$", "input x : (3)\ny = x^T x");
  }

  private static final String C2_DECLARATIONS =
      """
      dim n_in = 3, n_hid = 4, n_out = 2
      input  x  : (n_in)
      target y  : (n_out)
      param  W1 : (n_in, n_hid)
      param  W2 : (n_hid, n_out)
      """;

  private static final String C2_LAYERS =
      """
      $$a_j^{(1)} = \\sum_i x_i W_{i,j}^{(1)} \\quad z_j^{(1)} = g(a_j^{(1)}) \\quad (2)$$

      $$a_k^{(2)} = \\sum_j z_j^{(1)} W_{j,k}^{(2)} \\quad z_k^{(2)} = g(a_k^{(2)}) \\quad (3)$$
      """;

  @Test
  void c2TwoLayersByIndices() {
    same(
        C2_DECLARATIONS
            + C2_LAYERS
            + """
            $$E = \\sum_k (\\hat{y}_k - y_k)^2$$
            $$g(x) = \\frac{1}{1 + e^{-x}}$$
            $$\\hat{y} = z^{(2)}$$
            """,
        C2_DECLARATIONS
            + """
            a1[j] = sum[i] x[i] W1[i,j]
            z1[j] = sigmoid(a1[j])
            a2[k] = sum[j] z1[j] W2[j,k]
            output z2[k] = sigmoid(a2[k])
            loss   E = sum[k] (z2[k] - y[k])^2
            """);
  }

  /** The activation and the error are left open, so that derivations are compared as text. */
  @Test
  void c2WithOpenFunctions() {
    sameDerivation(
        "fn g(u)\nfn E(z, y)\n" + C2_DECLARATIONS + C2_LAYERS + "$$E(z^{(2)}, y) \\quad (4)$$",
        "fn g(u)\nfn E(z, y)\n"
            + C2_DECLARATIONS
            + """
            a1[j] = sum[i] x[i] W1[i,j]
            z1[j] = g(a1[j])
            a2[k] = sum[j] z1[j] W2[j,k]
            z2[k] = g(a2[k])
            loss L = E(z2, y)
            """);
  }

  @Test
  void c3AnyNumberOfLayers() {
    sameDerivation(
        """
        fn g(u)
        \\begin{align*}
          a^{(1)} &= W_1^\\top x \\\\
          a^{(2)} &= W_2^\\top g(a^{(1)}) \\\\
          a^{(3)} &= W_3^\\top g\\left(a^{(2)}\\right)
        \\end{align*}
        $$E = \\sum_k (g(a^{(3)}_k) - y_k)^2$$
        """,
        """
        fn g(u)
        a1 = W1^T x
        a2 = W2^T g(a1)
        a3 = W3^T g(a2)
        loss E = sum[k] (g(a3[k]) - y[k])^2
        """);
  }

  /** An error in what LaTeX means points into the LaTeX. */
  @Test
  void errorsPointIntoTheLatex() {
    List<Diagnostic> errors =
        Specs.diagnostics(G1_DECLARATIONS + "$$z_1 = \\mathbf{W}_1 \\, x + b_1$$").stream()
            .filter(d -> d.code() != DiagnosticCode.LATEX)
            .toList();
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).toString())
        .startsWith(
            """
            test.nabla:6:9: error: W1 x does not balance [shape-product]
                6 | $$z_1 = \\mathbf{W}_1 \\, x + b_1$$
                  |         ^^^^^^^^^^^^^^^^^
            """);
  }

  /** The limit of a sum is compared with the shapes. */
  @Test
  void aLimitThatContradictsTheShapesIsAnError() {
    String text = "dim n = 4; input x : (3); param w : (n); q = w\n$$L = \\sum_{i=1}^{%s} x_i$$";
    assertThat(Specs.diagnostics(text.formatted("3")))
        .noneMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
    for (String limit : List.of("4", "n")) {
      assertThat(Specs.diagnostics(text.formatted(limit)))
          .filteredOn(d -> d.severity() == Diagnostic.Severity.ERROR)
          .singleElement()
          .satisfies(d -> assertThat(d.code()).isEqualTo(DiagnosticCode.INDEX))
          .satisfies(
              d ->
                  assertThat(d.message())
                      .isEqualTo(
                          "the index i runs over " + limit + " here and over 3 in what follows"));
    }
  }

  // ---------------------------------------------------------------- comparison

  private static Network network(String text, Map<String, Integer> dims) {
    Diagnostics diagnostics = new Diagnostics(new Source("test.nabla", text));
    return Elaborator.read(diagnostics.source(), new Options("Test", dims), diagnostics)
        .orElseThrow(() -> new AssertionError(diagnostics.all().toString()));
  }

  private static List<Variable> given(Network network) {
    return Stream.of(network.inputs(), network.targets(), network.parameters())
        .flatMap(List::stream)
        .toList();
  }

  /** Sizes that are open get small different numbers. */
  private static Network closed(String text) {
    Network open = network(text, Map.of());
    Map<String, Integer> dims = new LinkedHashMap<>();
    for (Size size : open.sizes()) {
      if (size.value().isEmpty()) {
        dims.put(size.name(), 2 + dims.size());
      }
    }
    return network(text, dims);
  }

  /** Both have the same variables, up to names, and the same result and gradients. */
  private static void same(String latex, String typed) {
    Network one = closed(latex);
    Network other = closed(typed);
    assertThat(one.lossIsSum()).isEqualTo(other.lossIsSum());
    assertThat(one.loss().isPresent()).isEqualTo(other.loss().isPresent());
    assertThat(given(one)).hasSameSizeAs(given(other));
    for (int seed = 1; seed <= 3; seed++) {
      List<double[]> expected = values(other, seed);
      List<double[]> actual = values(one, seed);
      assertThat(actual).hasSameSizeAs(expected);
      for (int k = 0; k < expected.size(); k++) {
        assertThat(actual.get(k)).hasSameSizeAs(expected.get(k));
        for (int i = 0; i < expected.get(k).length; i++) {
          double tolerance = 1e-9 * Math.max(1, Math.abs(expected.get(k)[i]));
          assertThat(actual.get(k)[i]).isCloseTo(expected.get(k)[i], Offset.offset(tolerance));
        }
      }
    }
  }

  /** The result and the gradients, in order of declaration, at random values. */
  private static List<double[]> values(Network network, int seed) {
    Derivation derivation = Deriver.derive(network);
    Interpreter interpreter = new Interpreter();
    Random random = new Random(seed);
    given(network).forEach(variable -> interpreter.set(variable, numbers(variable, random)));
    derivation.program().seed().ifPresent(v -> interpreter.set(v, numbers(v, random)));
    interpreter.run(network.constants()).run(network.values());
    List<double[]> all = new ArrayList<>();
    all.add(interpreter.value(network.result()).data());
    interpreter.run(derivation.program().adjoints());
    for (Binding gradient : derivation.program().gradients()) {
      all.add(interpreter.value(gradient.value()).data());
    }
    return all;
  }

  private static Tensor numbers(Variable variable, Random random) {
    int[] sizes = variable.axes().stream().mapToInt(Size::intValue).toArray();
    return new Tensor(sizes, random.doubles(Tensor.count(sizes), 0.1, 0.9).toArray());
  }

  /** Both have the same adjoints and gradients as text. */
  private static void sameDerivation(String latex, String typed) {
    assertThat(derivation(latex)).isEqualTo(derivation(typed));
  }

  private static List<String> derivation(String text) {
    Network network = network(text, Map.of());
    Derivation derivation = Deriver.derive(network);
    return Stream.concat(derivation.adjoints().stream(), derivation.gradients().stream())
        .map(d -> d.of().name() + " " + d.of().shape() + " " + d.formula())
        .toList();
  }
}
