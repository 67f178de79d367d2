package dev.nabla.report.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.report.graph.ComputationGraph.Detail;
import dev.nabla.report.graph.ComputationGraph.Edge;
import dev.nabla.report.graph.ComputationGraph.Frame;
import dev.nabla.report.graph.ComputationGraph.Kind;
import dev.nabla.report.graph.ComputationGraph.Node;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Derivation.Derived;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComputationGraphTest {
  private static final String LECTURE = "input x : (), y : (), z : (); f = (x + y) z";

  static List<String> examples() throws IOException {
    return Drawn.examples();
  }

  /** The examples that end with a number. */
  static List<String> scalars() throws IOException {
    List<String> names =
        Drawn.examples().stream()
            .filter(name -> Drawn.example(name).network().result().isScalar())
            .toList();
    assertThat(names).hasSizeGreaterThan(25);
    return names;
  }

  private static Node node(ComputationGraph graph, String label) {
    return graph.nodes().stream().filter(n -> n.label().equals(label)).findFirst().orElseThrow();
  }

  private static List<Double> along(ComputationGraph graph, String from) {
    return graph.edges().stream()
        .filter(edge -> graph.nodes().get(edge.from()).label().equals(from))
        .map(edge -> edge.adjoint().orElseThrow().value())
        .toList();
  }

  // ---------------------------------------------------------------- nodes and edges

  @Test
  void drawsTheGraphOfTheLecture() {
    Drawn lecture = Drawn.text(LECTURE);
    ComputationGraph graph = lecture.at(lecture.scalars(1, -3, 4));

    assertThat(Drawn.operations(graph)).containsExactly("x y -> +", "+ z -> f:×", "f -> f");
    assertThat(graph.nodes())
        .extracting(node -> node.value().orElseThrow().value())
        .containsExactly(1.0, -3.0, -2.0, 4.0, -8.0, -8.0);
    assertThat(graph.nodes())
        .extracting(node -> node.adjoint().orElseThrow().value())
        .containsExactly(4.0, 4.0, 4.0, -2.0, 1.0, 1.0);
    assertThat(graph.frames()).containsExactly(new Frame(0, "f = (x + y) z"));
  }

  @Test
  void namesValuesAndMarksPredictionAndLoss() {
    ComputationGraph graph = Drawn.example("two-layer").operations();

    assertThat(Drawn.operations(graph))
        .containsExactly(
            "W₁ -> T",
            "T x -> ×",
            "× b₁ -> z₁:+",
            "z₁ -> h₁:relu",
            "W₂ -> T",
            "T h₁ -> ×",
            "× b₂ -> z₂:+",
            "z₂ -> h₂:σ",
            "h₂ -> log",
            "y log -> ×",
            "× -> −",
            "y -> 1 - ·",
            "h₂ -> 1 - ·",
            "1 - · -> log",
            "1 - · log -> ×",
            "− × -> L:−",
            "L -> L");
    assertThat(graph.nodes().stream().filter(Node::output))
        .extracting(Node::label)
        .containsOnly("σ");
    assertThat(graph.nodes().get(graph.nodes().size() - 1).kind()).isEqualTo(Kind.LOSS);
    assertThat(graph.frames())
        .extracting(Frame::label)
        .containsExactly(
            "z₁ = W₁ᵀ x + b₁", "z₂ = W₂ᵀ h₁ + b₂", "L = -y log(h₂) - (1 - y) log(1 - h₂)");
    assertThat(graph.nodes())
        .filteredOn(node -> node.kind() != Kind.OPERATION && !node.kind().isEnd())
        .extracting(node -> node.label() + " " + node.kind())
        .containsExactly(
            "W₁ PARAMETER", "x INPUT", "b₁ PARAMETER", "W₂ PARAMETER", "b₂ PARAMETER", "y TARGET");
    assertThat(node(graph, "relu").shape()).hasToString("(n_hid, 1)");
  }

  @Test
  void whatIsWrittenTwiceIsOneNode() {
    Drawn square = Drawn.text("input a : (), b : (); s = (a - b) (a - b) + exp(a - b)");
    ComputationGraph graph = square.at(square.scalars(3, 1));

    assertThat(Drawn.operations(graph))
        .containsExactly("a b -> −", "− − -> ×", "− -> exp", "× exp -> s:+", "s -> s");
    assertThat(along(graph, "−")).containsExactly(2.0, 2.0, Math.exp(2));
    assertThat(node(graph, "−").adjoint().orElseThrow().value()).isEqualTo(4 + Math.exp(2));
  }

  @Test
  void gradientsAddUpWhereAValueGoesSeveralWays() {
    Drawn shared = Drawn.text("input x : (); u = x^2; f = u x + u");
    ComputationGraph graph = shared.at(shared.scalars(3));

    assertThat(Drawn.operations(graph))
        .containsExactly("x -> u:·²", "u x -> ×", "× u -> f:+", "f -> f");
    assertThat(along(graph, "x")).containsExactly(24.0, 9.0);
    assertThat(along(graph, "·²")).containsExactly(3.0, 1.0);
    assertThat(node(graph, "x").adjoint().orElseThrow().value()).isEqualTo(33);
  }

  @Test
  void numbersArePartOfTheOperationAndOtherConstantsAreNodes() {
    Drawn drawn =
        Drawn.text(
            "dim n = 2; const c = 0.5; input x : (n)\n"
                + "loss L = c ‖x‖^2 + max(0, 1 - 2 x[1]) / 3 + sum(identity(n) x) + n e^x[2] + log(2 π)");
    ComputationGraph graph = drawn.at(drawn.point(1));

    assertThat(Drawn.operations(graph))
        .contains("x -> ‖·‖", "c ·² -> ×", "x -> ·[1]", "1 - · -> max(0, ·)", "·[1] -> 2 × ·")
        .contains("max(0, ·) -> · / 3", "identity(n) x -> ×", "n e^· -> ×");
    assertThat(graph.nodes())
        .filteredOn(node -> node.kind() == Kind.CONSTANT)
        .extracting(Node::label)
        .containsExactly("c", "identity(n)", "n", "log(2 π)");
    assertThat(node(graph, "c").value().orElseThrow().value()).isEqualTo(0.5);
    assertThat(node(graph, "c").adjoint()).isEmpty();
  }

  @Test
  void aFormulaWithIndicesIsOneNode() {
    ComputationGraph graph = Drawn.example("index-two-layer").operations();

    assertThat(Drawn.operations(graph))
        .containsExactly(
            "x W₁ -> a₁:Σ[i] x[i] W₁[i,j]",
            "a₁ -> z₁:σ(a₁[j])",
            "z₁ W₂ -> a₂:Σ[j] z₁[j] W₂[j,k]",
            "a₂ -> z₂:σ(a₂[k])",
            "z₂ y -> E:Σ[k] (z₂[k] - y[k])²",
            "E -> E");
  }

  @Test
  void drawsARecurrentCell() {
    ComputationGraph graph = Drawn.example("lstm-cell").operations();

    assertThat(graph.frames()).hasSize(6);
    assertThat(Drawn.operations(graph))
        .contains(
            "Wi x -> ×",
            "× × -> +",
            "+ bi -> +",
            "+ -> i:σ",
            "f c₀ -> ⊙",
            "⊙ ⊙ -> c:+",
            "h₁ t -> L:mse");
    assertThat(graph.edges().stream().filter(e -> e.from() == node(graph, "x").id())).hasSize(4);
    assertThat(graph.nodes()).hasSize(43);
  }

  @Test
  void whatAFunctionMentionsFlowsIntoItsApplication() {
    Drawn drawn = Drawn.text("input x : (); param w : (); fn f(u) = w u^2; y = f(x) + f(w)");
    ComputationGraph graph = drawn.at(drawn.scalars(3, 2));

    assertThat(Drawn.operations(graph)).startsWith("x w -> f", "w -> f", "f f -> y:+");
    assertThat(node(graph, "w").adjoint().orElseThrow().value()).isEqualTo(9 + 3 * 4);
  }

  @Test
  void aValueCanBeANameOrANumberOnly() {
    ComputationGraph graph = Drawn.text("input x : (); a = x; b = 2; c = a b").operations();

    assertThat(Drawn.operations(graph)).containsExactly("x -> a:=", "a b -> c:×", "c -> c");
  }

  // ---------------------------------------------------------------- folding

  @Test
  void statementsAreNodes() {
    ComputationGraph graph = Drawn.example("two-layer").statements();

    assertThat(Drawn.operations(graph))
        .containsExactly(
            "W₁ x b₁ -> z₁:z₁ = W₁ᵀ x + b₁",
            "z₁ -> h₁:h₁ = relu(z₁)",
            "W₂ h₁ b₂ -> z₂:z₂ = W₂ᵀ h₁ + b₂",
            "z₂ -> h₂:h₂ = σ(z₂)",
            "y h₂ -> L:L = -y log(h₂) - (1 - y) log(1 - h₂)",
            "L -> L");
    assertThat(graph.frames()).isEmpty();
  }

  private static Drawn chain(int layers) {
    StringBuilder text = new StringBuilder("input x : ()\nh0 = x\n");
    for (int k = 1; k <= layers; k++) {
      text.append("h%d = tanh(2 h%d)%n".formatted(k, k - 1));
    }
    return Drawn.text(text.toString());
  }

  @Test
  void largeGraphsAreFoldedUnlessOperationsAreAskedFor() {
    Drawn small = chain(40);
    Drawn large = chain(100);

    assertThat(ComputationGraph.of(small.network(), small.source(), Detail.AUTO).detail())
        .isEqualTo(Detail.OPERATIONS);
    assertThat(ComputationGraph.of(large.network(), large.source(), Detail.AUTO).detail())
        .isEqualTo(Detail.STATEMENTS);
    assertThat(large.operations().detail()).isEqualTo(Detail.OPERATIONS);
  }

  @Test
  void thereIsALimit() {
    Drawn huge = chain(ComputationGraph.MOST_NODES + 1);

    assertThatThrownBy(huge::statements)
        .hasMessage("the graph has more than 6,000 nodes, the limit");
    assertThatThrownBy(huge::operations).hasMessageContaining("--detail statements has fewer");
  }

  // ---------------------------------------------------------------- values

  @ParameterizedTest
  @MethodSource("scalars")
  void valuesAndGradientsAreThoseOfTheNetwork(String example) {
    Drawn drawn = Drawn.example(example);
    Map<Variable, Tensor> point = drawn.point(example.hashCode());
    Network network = drawn.network();
    Interpreter interpreter = new Interpreter();
    point.forEach(interpreter::set);
    interpreter.run(network.constants()).run(network.values());
    Map<String, Tensor> values =
        network.values().stream()
            .map(binding -> binding.variable())
            .collect(Collectors.toMap(v -> Labels.name(v.name()), interpreter::value));
    Derivation derivation = Deriver.derive(network, drawn.wrt());
    interpreter.run(derivation.program().values());
    derivation.program().seed().ifPresent(seed -> interpreter.set(seed, Tensor.scalar(1)));
    interpreter.run(derivation.program().adjoints());

    for (ComputationGraph graph :
        List.of(
            drawn.at(point),
            ComputationGraph.of(network, drawn.source(), Detail.STATEMENTS, point, drawn.wrt()))) {
      Map<String, Node> byName =
          graph.nodes().stream()
              .filter(node -> !node.kind().isEnd())
              .collect(
                  Collectors.toMap(
                      n ->
                          n.name()
                              .orElse("#" + n.label() + (n.kind() == Kind.OPERATION ? n.id() : "")),
                      n -> n));
      values.forEach((name, value) -> close(byName.get(name).value().orElseThrow(), value));
      for (Derived gradient : derivation.gradients()) {
        // A target that is none of a class tells the facts of the formula from those of the values.
        boolean honest = network.targets().stream().allMatch(t -> t.facts().isEmpty());
        Node node = byName.get("#" + Labels.name(gradient.of().name()));
        if (honest && node != null) {
          close(node.adjoint().orElseThrow(), interpreter.value(gradient.formula()));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scalars")
  void theAdjointOfANodeIsTheSumOverItsEdges(String example) {
    Drawn drawn = Drawn.example(example);
    ComputationGraph graph = drawn.at(drawn.point(3));

    int compared = 0;
    for (Node node : graph.nodes()) {
      List<Edge> edges = graph.edges().stream().filter(e -> e.from() == node.id()).toList();
      if (node.adjoint().isPresent() && !edges.isEmpty()) {
        double[] sum = new double[node.adjoint().get().data().length];
        edges.stream()
            .flatMap(edge -> edge.adjoint().stream())
            .forEach(
                part -> {
                  for (int k = 0; k < sum.length; k++) {
                    sum[k] += part.data()[k];
                  }
                });
        close(node.adjoint().get(), new Tensor(node.adjoint().get().sizes(), sum));
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  private static void close(Tensor actual, Tensor expected) {
    assertThat(actual.sizes()).isEqualTo(expected.sizes());
    for (int k = 0; k < expected.data().length; k++) {
      assertThat(actual.data()[k])
          .isCloseTo(
              expected.data()[k],
              org.assertj.core.data.Offset.offset(1e-9 * (1 + Math.abs(expected.data()[k]))));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyNodeHasAShapeAndOperandsBeforeIt(String example) {
    ComputationGraph graph = Drawn.example(example).operations();

    assertThat(graph.edges()).allMatch(edge -> edge.from() < edge.to());
    assertThat(graph.nodes())
        .extracting(Node::id)
        .isEqualTo(Stream.iterate(0, k -> k + 1).limit(graph.nodes().size()).toList());
    assertThat(graph.nodes()).noneMatch(node -> node.label().isBlank());
    assertThat(graph).isEqualTo(Drawn.example(example).operations());
  }

  @Test
  void onlyWhatIsDerivedByHasAGradient() {
    Drawn drawn = Drawn.text("input x : (), y : (); p = x^2; q = y^2; f = p q");
    ComputationGraph graph =
        ComputationGraph.of(
            drawn.network(),
            drawn.source(),
            Detail.OPERATIONS,
            drawn.scalars(2, 3),
            List.of(drawn.network().given("x").orElseThrow()));

    assertThat(node(graph, "x").adjoint().orElseThrow().value()).isEqualTo(36);
    assertThat(node(graph, "y").adjoint()).isEmpty();
  }

  @Test
  void aResultThatIsNoNumberHasNoGradient() {
    Drawn drawn = Drawn.example("linear-score");

    assertThatThrownBy(() -> drawn.at(drawn.point(1)))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("f : (m, 1) is none");
  }

  @Test
  void infiniteValuesAreShownAsTheyAre() {
    Drawn drawn = Drawn.text("input z : (); loss L = -log(1 - sigmoid(z))");
    ComputationGraph graph = drawn.at(drawn.scalars(40));

    assertThat(node(graph, "log").value().orElseThrow().value())
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
