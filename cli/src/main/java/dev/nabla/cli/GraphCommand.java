package dev.nabla.cli;

import dev.nabla.codegen.spec.WholeFile;
import dev.nabla.report.graph.ComputationGraph;
import dev.nabla.report.graph.ComputationGraph.Detail;
import dev.nabla.report.graph.DotGraph;
import dev.nabla.report.graph.GraphException;
import dev.nabla.report.graph.SvgGraph;
import dev.nabla.report.values.BadInput;
import dev.nabla.report.values.GivenValues;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Draws the computation graph of a network. */
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    description = "Draws the computation graph of a definition.",
    footer = {
      "",
      "With --values, the forward value stands above each edge and what comes back",
      "below it: the derivative of the loss by the value at the edge's start.",
      "",
      "Examples:",
      "  # a drawing that browsers and documents show",
      "  nabla graph two-layer.nabla -o two-layer.svg",
      "  # with values and gradients at a point",
      "  nabla graph --values two-layer.json two-layer.nabla -o two-layer.svg",
      "  # for Graphviz: dot -Tpdf iris.dot -o iris.pdf",
      "  nabla graph iris.nabla -o iris.dot",
      "  # a node for each statement, as large networks have it anyway",
      "  nabla graph --detail statements --format dot iris.nabla",
      "  # a definition on the command line",
      "  nabla graph -e 'input x : (), y : (), z : (); f = (x + y) z' -o f.svg"
    })
final class GraphCommand implements Callable<Integer> {
  /** How a graph is written. */
  enum Format {
    SVG,
    DOT
  }

  @Spec private CommandSpec spec;
  @Mixin private SpecOptions definitions;

  @Option(
      names = "--format",
      description = "svg or dot (default: as the name of the output ends, svg without one)")
  private Optional<Format> format = Optional.empty();

  @Option(names = "--detail", description = "what is a node (default: auto, by number)")
  private Detail detail = Detail.AUTO;

  @Option(
      names = "--values",
      paramLabel = "FILE.json",
      description =
          "the values of inputs, targets and parameters, maybe in several files, of which the later"
              + " go first; - is standard input")
  private List<String> values = List.of();

  @Option(
      names = "--wrt",
      split = ",",
      paramLabel = "NAME",
      description = "with --values, gradients by these (default: inputs and parameters)")
  private List<String> wrt = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "the file to write (default: standard output)")
  private Optional<Path> output = Optional.empty();

  @Override
  public Integer call() {
    require(definitions.count() <= 1, "one definition at a time");
    require(wrt.isEmpty() || !values.isEmpty(), "--wrt needs --values");
    Optional<GivenValues> given =
        values.isEmpty()
            ? Optional.empty()
            : Optional.of(GivenValues.read("graph", values, definitions.readStdin(), System.in));
    return definitions.each(
        definition -> {
          write(text(graph(definition, given)));
          return ExitCode.DONE;
        });
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new BadInput("graph", message);
    }
  }

  private ComputationGraph graph(SpecOptions.Definition definition, Optional<GivenValues> given) {
    try {
      if (given.isEmpty()) {
        Network network = definitions.network(definition);
        return ComputationGraph.of(network, definition.source(), detail);
      }
      Network network = definitions.network(definition, given.get());
      List<Variable> by =
          SpecOptions.variables(network, wrt)
              .orElseGet(
                  () ->
                      Stream.concat(network.inputs().stream(), network.parameters().stream())
                          .toList());
      return ComputationGraph.of(network, definition.source(), detail, given.get().of(network), by);
    } catch (GraphException e) {
      throw new BadInput("graph", e.getMessage());
    }
  }

  private String text(ComputationGraph graph) {
    return switch (format.orElseGet(this::formatOfName)) {
      case SVG -> SvgGraph.of(graph);
      case DOT -> DotGraph.of(graph);
    };
  }

  private Format formatOfName() {
    String name = output.map(Path::toString).orElse("").toLowerCase(Locale.ROOT);
    return name.endsWith(".dot") || name.endsWith(".gv") ? Format.DOT : Format.SVG;
  }

  private void write(String text) {
    if (output.isEmpty()) {
      spec.commandLine().getOut().print(text);
      return;
    }
    try {
      WholeFile.write(output.get(), text);
    } catch (IOException e) {
      throw BadInput.of(output.get(), "written", e);
    }
  }
}
