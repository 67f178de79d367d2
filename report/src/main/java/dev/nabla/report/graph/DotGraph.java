package dev.nabla.report.graph;

import dev.nabla.grammar.print.Markup;
import dev.nabla.report.graph.ComputationGraph.Edge;
import dev.nabla.report.graph.ComputationGraph.Frame;
import dev.nabla.report.graph.ComputationGraph.Kind;
import dev.nabla.report.graph.ComputationGraph.Node;
import dev.nabla.report.graph.Figure.Form;
import dev.nabla.report.graph.Figure.Line;
import dev.nabla.report.graph.Figure.NodeFigure;
import dev.nabla.report.graph.Theme.Colours;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Writes a graph in the language of Graphviz, which lays it out and draws it. */
public final class DotGraph {
  private final ComputationGraph graph;
  private final Figure figure;
  private final StringBuilder out = new StringBuilder();

  private DotGraph(ComputationGraph graph) {
    this.graph = graph;
    this.figure = new Figure(graph);
  }

  /** The graph as text. */
  public static String of(ComputationGraph graph) {
    return new DotGraph(graph).write();
  }

  private String write() {
    line("digraph " + quoted(graph.name()) + " {");
    line("  rankdir=" + (figure.isDown() ? "TB" : "LR") + ";");
    line("  node [fontname=\"sans-serif\", style=\"filled\"];");
    line("  edge [fontname=\"sans-serif\", fontsize=11, color=\"#57606a\"];");
    for (Frame frame : graph.frames()) {
      line("  subgraph cluster_" + frame.id() + " {");
      line("    label=" + quoted(frame.label()) + "; labeljust=l;");
      line("    fontname=\"sans-serif\"; fontsize=12; style=\"rounded,filled\";");
      line("    color=\"#d0d7de\"; fillcolor=\"#f6f8fa\";");
      nodes(OptionalInt.of(frame.id()), "    ");
      line("  }");
    }
    nodes(OptionalInt.empty(), "  ");
    graph.edges().forEach(this::edge);
    line("}");
    return out.toString();
  }

  private void nodes(OptionalInt frame, String indent) {
    graph.nodes().stream()
        .filter(node -> node.frame().equals(frame))
        .forEach(node -> line(indent + node(node)));
  }

  private String node(Node node) {
    NodeFigure drawn = figure.of(node);
    List<Line> lines = new ArrayList<>(drawn.inside());
    lines.addAll(drawn.below());
    Colours colours =
        Theme.of(node.output() && node.kind() == Kind.OPERATION ? Kind.OUTPUT : node.kind());
    String shape = drawn.form() == Form.CIRCLE ? "ellipse" : "box";
    String style = drawn.form() == Form.BOX ? "filled" : "rounded,filled";
    return "n%s [label=%s, shape=%s, style=%s, fillcolor=\"%s\", color=\"%s\", tooltip=%s];"
        .formatted(
            node.id(),
            html(lines),
            shape,
            quoted(style),
            colours.fill(),
            colours.stroke(),
            quoted(node.formula()));
  }

  private void edge(Edge edge) {
    List<Line> lines = new ArrayList<>(figure.value(edge));
    lines.addAll(figure.adjoint(edge));
    String label = lines.isEmpty() ? "" : " [label=" + html(lines) + "]";
    line("  n" + edge.from() + " -> n" + edge.to() + label + ";");
  }

  private static String html(List<Line> lines) {
    return lines.stream().map(DotGraph::html).collect(Collectors.joining("<br/>", "<", ">"));
  }

  private static String html(Line line) {
    String text = escaped(line.text());
    return switch (line.style()) {
      case VALUE -> "<font color=\"#116329\">" + text + "</font>";
      case ADJOINT -> "<font color=\"#b3261e\">" + text + "</font>";
      case CAPTION -> "<font point-size=\"11\" color=\"#57606a\">" + text + "</font>";
      default -> text;
    };
  }

  static String escaped(String text) {
    return Markup.text(text).toString().replace("\"", "&quot;");
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
