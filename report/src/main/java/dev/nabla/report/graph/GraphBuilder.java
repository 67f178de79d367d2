package dev.nabla.report.graph;

import dev.nabla.grammar.ast.Statement.Assignment;
import dev.nabla.grammar.base.Source;
import dev.nabla.report.graph.ComputationGraph.Detail;
import dev.nabla.report.graph.ComputationGraph.Edge;
import dev.nabla.report.graph.ComputationGraph.Frame;
import dev.nabla.report.graph.ComputationGraph.Kind;
import dev.nabla.report.graph.ComputationGraph.Node;
import dev.nabla.report.graph.Draft.Use;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the graph from drafts of its nodes. */
final class GraphBuilder {
  private final Network network;
  private final Detail detail;
  private final Labels labels;
  private final List<Draft> drafts;

  private GraphBuilder(Network network, Detail detail, Labels labels, List<Draft> drafts) {
    this.network = network;
    this.detail = detail;
    this.labels = labels;
    this.drafts = drafts;
  }

  static GraphBuilder of(Network network, Source source, Detail detail) {
    Labels labels = new Labels(source);
    List<Draft> drafts =
        detail == Detail.STATEMENTS
            ? List.of()
            : Drafting.operations(
                network,
                labels,
                detail == Detail.AUTO
                    ? ComputationGraph.MOST_OPERATIONS
                    : ComputationGraph.MOST_NODES);
    boolean folded =
        detail == Detail.STATEMENTS
            || detail == Detail.AUTO && drafts.size() > ComputationGraph.MOST_OPERATIONS;
    if (folded) {
      drafts = Drafting.statements(network, labels, ComputationGraph.MOST_NODES);
    }
    if (drafts.size() > ComputationGraph.MOST_NODES) {
      throw new GraphException(
          String.format(
              Locale.ROOT,
              "the graph has more than %,d nodes, the limit%s",
              ComputationGraph.MOST_NODES,
              folded ? "" : "; --detail statements has fewer"));
    }
    return new GraphBuilder(
        network, folded ? Detail.STATEMENTS : Detail.OPERATIONS, labels, drafts);
  }

  ComputationGraph graph(Optional<NodeValues.Point> point) {
    SplitDefinition split = new SplitDefinition(network, drafts, point.isPresent());
    Optional<NodeValues> values = point.map(at -> NodeValues.at(at, network, split));
    Map<Integer, Integer> frames = frames();
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (Draft draft : drafts) {
      nodes.add(node(draft, split, values, frames));
      for (int k = 0; k < draft.uses().size(); k++) {
        Use use = draft.uses().get(k);
        String operand = split.operand(draft, k);
        Optional<Tensor> adjoint =
            values.filter(v -> use.replaceable()).flatMap(v -> v.adjoint(operand));
        edges.add(new Edge(use.from(), draft.id(), k, adjoint));
      }
    }
    addEnds(nodes, edges);
    return new ComputationGraph(
        network.name(),
        detail,
        nodes,
        edges,
        frameList(frames),
        Labels.name(network.result().name()),
        point.isPresent());
  }

  private Node node(
      Draft draft,
      SplitDefinition split,
      Optional<NodeValues> values,
      Map<Integer, Integer> frames) {
    boolean output =
        draft.name().isPresent()
            && network.outputs().stream().anyMatch(v -> v.name().equals(draft.name().get()));
    OptionalInt frame =
        draft.statement().filter(frames::containsKey).stream().mapToInt(frames::get).findFirst();
    return new Node(
        draft.id(),
        draft.kind(),
        draft.label(),
        draft.name().map(Labels::name),
        draft.formula(),
        output,
        split.shape(draft),
        frame,
        values.map(v -> v.value(draft.variable())),
        values.flatMap(v -> v.adjoint(draft.variable())));
  }

  /** The statements that two nodes or more belong to, each with the number of its frame. */
  private Map<Integer, Integer> frames() {
    Map<Integer, Long> sizes =
        drafts.stream()
            .flatMap(draft -> draft.statement().stream())
            .collect(Collectors.groupingBy(s -> s, Collectors.counting()));
    Map<Integer, Integer> frames = new HashMap<>();
    for (int statement = 0; statement < network.values().size(); statement++) {
      if (sizes.getOrDefault(statement, 0L) > 1) {
        frames.put(statement, frames.size());
      }
    }
    return frames;
  }

  private List<Frame> frameList(Map<Integer, Integer> frames) {
    return frames.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(entry -> new Frame(entry.getValue(), labels.statement(statement(entry.getKey()))))
        .toList();
  }

  private Assignment statement(int position) {
    return network.syntax().get(network.values().get(position).variable().name());
  }

  /** Adds the names of the values that flow nowhere. */
  private void addEnds(List<Node> nodes, List<Edge> edges) {
    Set<Integer> used = new HashSet<>();
    edges.forEach(edge -> used.add(edge.from()));
    for (Draft draft : drafts) {
      if (used.contains(draft.id()) || draft.name().isEmpty()) {
        continue;
      }
      Node node = nodes.get(draft.id());
      nodes.add(
          new Node(
              nodes.size(),
              end(node, draft.name().get()),
              node.name().orElseThrow(),
              Optional.empty(),
              node.formula(),
              node.output(),
              node.shape(),
              OptionalInt.empty(),
              node.value(),
              node.adjoint()));
      edges.add(new Edge(node.id(), nodes.size() - 1, 0, node.adjoint()));
    }
  }

  private Kind end(Node node, String name) {
    if (network.loss().map(Variable::name).equals(Optional.of(name))) {
      return Kind.LOSS;
    }
    return node.output() ? Kind.OUTPUT : Kind.RESULT;
  }
}
