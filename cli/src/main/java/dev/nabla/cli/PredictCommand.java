package dev.nabla.cli;

import dev.nabla.codegen.spec.WholeFile;
import dev.nabla.report.values.BadInput;
import dev.nabla.symbolic.network.Network;
import dev.nabla.train.Feed;
import dev.nabla.train.Judge;
import dev.nabla.train.Kernel;
import dev.nabla.train.PredictionTable;
import dev.nabla.train.Problems;
import dev.nabla.train.Samples;
import dev.nabla.train.Table;
import dev.nabla.train.TrainedNetwork;
import dev.nabla.train.TrainedNetworkReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Predicts with a network that has been trained. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = "Predicts for the rows of a table with what nabla train has found.",
    footer = {
      "",
      "Prints a table with a row for each row of FILE.csv: the class or the number",
      "that is predicted, and the elements of the prediction. Columns of the file that",
      "the network does not need are left alone; where the target is one of them, it",
      "is compared.",
      "",
      "Examples:",
      "  # the species of flowers",
      "  nabla predict iris.nabla --parameters iris-theta.json --data iris.csv",
      "  # into a file",
      "  nabla predict iris.nabla --parameters iris-theta.json --data iris.csv \\",
      "    -o predictions.csv"
    })
final class PredictCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SpecOptions definitions;

  @Option(
      names = "--parameters",
      required = true,
      paramLabel = "FILE.json",
      description = "what nabla train --out has written")
  private String parameters;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE.csv",
      description = "the rows to predict for")
  private String data;

  @Mixin private TableOptions tables;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE.csv",
      description = "write the predictions to this file")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    SpecOptions.Definition definition = definitions.one();
    Network network = definitions.network(definition);
    Kernels.requireTrainable(definition, network);
    TrainedNetwork trained = TrainedNetworkReader.read(parameters);
    trained.requireDefinition(parameters, network, definition.source().name());
    Kernel kernel =
        Kernels.compile(
            definitions, definition, trained.sizes(), Optional.of(trained.prediction()));
    double[] theta = trained.theta(parameters, kernel.network());
    Table table = Table.read(data, tables.format());
    Samples samples = samples(trained, table);
    Optional<Judge> judge = Judge.of(kernel, trained.targets());
    deliver(PredictionTable.of(kernel, trained, judge, theta, samples).csv());
    judge
        .filter(j -> isKnown(trained.targets(), table))
        .ifPresent(
            j ->
                j.score(theta, samples)
                    .ifPresent(
                        score ->
                            spec.commandLine()
                                .getErr()
                                .println(data + ": " + j.scoreName() + " " + j.text(score))));
    return ExitCode.DONE;
  }

  private Samples samples(TrainedNetwork trained, Table table) {
    Problems problems = new Problems();
    int[] rows = table.allRows();
    double[] xs = Feed.encode(trained.inputs(), table, rows, problems);
    double[] ys =
        isKnown(trained.targets(), table)
            ? Feed.encode(trained.targets(), table, rows, problems)
            : new double[rows.length * Feed.width(trained.targets())];
    problems.failIfAny();
    return new Samples(rows.length, xs, ys);
  }

  /** Whether the table has the targets too, in every row. */
  private static boolean isKnown(List<Feed> targets, Table table) {
    return targets.stream()
        .flatMap(feed -> feed.columns().stream())
        .map(source -> table.columns().indexOf(source.column()))
        .allMatch(
            column ->
                column >= 0
                    && Arrays.stream(table.allRows())
                        .noneMatch(row -> table.cell(row, column).isEmpty()));
  }

  private void deliver(String text) {
    if (out.isEmpty()) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return;
    }
    try {
      WholeFile.write(out.get(), text);
    } catch (IOException e) {
      throw BadInput.of(out.get(), "written", e);
    }
    spec.commandLine().getOut().println(out.get() + ": wrote");
  }
}
