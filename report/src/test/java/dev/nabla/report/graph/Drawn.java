package dev.nabla.report.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.report.graph.ComputationGraph.Detail;
import dev.nabla.report.graph.ComputationGraph.Edge;
import dev.nabla.report.graph.ComputationGraph.Node;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A definition and its graph, for tests. */
record Drawn(Source source, Network network) {
  private static final Path EXAMPLES =
      Path.of("../generated-examples/src/main/nabla/dev/nabla/examples").normalize();

  static Drawn text(String text) {
    return of(new Source("<test>", text));
  }

  static Drawn example(String name) {
    try {
      Path file = EXAMPLES.resolve(name + ".nabla");
      return of(new Source(file.toString(), Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Drawn of(Source source) {
    Diagnostics diagnostics = new Diagnostics(source);
    Network network =
        Elaborator.read(source, new Options("Network", Map.of()), diagnostics).orElse(null);
    assertThat(network).as("%s", diagnostics.all()).isNotNull();
    return new Drawn(source, network);
  }

  /** The names of all examples. */
  static List<String> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".nabla"))
              .map(file -> file.replace(".nabla", ""))
              .sorted()
              .toList();
      assertThat(names).hasSizeGreaterThan(30);
      return names;
    }
  }

  ComputationGraph operations() {
    return ComputationGraph.of(network, source, Detail.OPERATIONS);
  }

  ComputationGraph statements() {
    return ComputationGraph.of(network, source, Detail.STATEMENTS);
  }

  ComputationGraph at(Map<Variable, Tensor> point) {
    return ComputationGraph.of(network, source, Detail.OPERATIONS, point, wrt());
  }

  List<Variable> wrt() {
    return Stream.concat(network.inputs().stream(), network.parameters().stream()).toList();
  }

  /** Positive values, the same for the same seed, for all that is given. */
  Map<Variable, Tensor> point(long seed) {
    Random random = new Random(seed);
    Map<Variable, Tensor> point = new LinkedHashMap<>();
    Stream.of(network.inputs(), network.targets(), network.parameters())
        .flatMap(List::stream)
        .forEach(
            variable -> {
              int[] sizes = variable.axes().stream().mapToInt(Size::intValue).toArray();
              double[] data = random.doubles(Tensor.count(sizes), 0.1, 0.9).toArray();
              point.put(variable, new Tensor(sizes, data));
            });
    return point;
  }

  /** Numbers for scalars, in order of declaration. */
  Map<Variable, Tensor> scalars(double... values) {
    List<Variable> given =
        Stream.of(network.inputs(), network.targets(), network.parameters())
            .flatMap(List::stream)
            .toList();
    Map<Variable, Tensor> point = new LinkedHashMap<>();
    for (int k = 0; k < values.length; k++) {
      int[] ones = new int[given.get(k).axes().size()];
      Arrays.fill(ones, 1);
      point.put(given.get(k), new Tensor(ones, new double[] {values[k]}));
    }
    return point;
  }

  /** A graph as {@code x y -> +} for each operation, and {@code × -> f} for each end. */
  static List<String> operations(ComputationGraph graph) {
    return graph.nodes().stream()
        .filter(node -> graph.edges().stream().anyMatch(edge -> edge.to() == node.id()))
        .map(node -> operands(graph, node) + " -> " + shown(node))
        .toList();
  }

  private static String operands(ComputationGraph graph, Node node) {
    return graph.edges().stream()
        .filter(edge -> edge.to() == node.id())
        .map(edge -> reference(graph, edge))
        .collect(Collectors.joining(" "));
  }

  private static String reference(ComputationGraph graph, Edge edge) {
    Node from = graph.nodes().get(edge.from());
    return from.name().orElse(from.label());
  }

  private static String shown(Node node) {
    return node.name().map(name -> name + ":").orElse("") + node.label();
  }
}
