package dev.nabla.cli;

import dev.nabla.codegen.spec.WholeFile;
import dev.nabla.report.values.BadInput;
import dev.nabla.train.Initialization;
import dev.nabla.train.Judge;
import dev.nabla.train.Optimizer;
import dev.nabla.train.Table;
import dev.nabla.train.Trainer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a network with a table. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Trains a network with the rows of a table, by its generated class.",
    footer = {
      "",
      "Sizes of inputs and targets are read off the table. Columns of texts become",
      "unit vectors, columns of numbers are standardised. The parameters of the epoch",
      "with the least training loss are kept; Ctrl-C ends a training early, and keeps",
      "them too.",
      "",
      "Examples:",
      "  # a classifier; the other columns are its input",
      "  nabla train iris.nabla --data iris.csv --target species",
      "  # keep what was learned",
      "  nabla train iris.nabla --data iris.csv --target species -o theta.json",
      "  # draw the curves",
      "  nabla train iris.nabla --data iris.csv --target species --plot loss.svg",
      "  # a plane through points, three columns of which are its input",
      "  nabla train -e 'z = w^T x + b; loss L = ‖z - y‖^2' --data iris.csv \\",
      "    --features sepal_length..petal_length --target petal_width"
    })
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SpecOptions definitions;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE.csv",
      description = "the rows to train with")
  private String data;

  @Option(
      names = "--test",
      paramLabel = "FILE.csv",
      description = "the rows to hold out, in another file")
  private Optional<String> test = Optional.empty();

  @Mixin private TableOptions tables;
  @Mixin private TrainOptions options;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE.json",
      description = "write the parameters to this file, for predict and eval")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--plot",
      paramLabel = "FILE.svg",
      description = "draw the curves of loss and accuracy")
  private Optional<Path> plot = Optional.empty();

  @Option(
      names = "--confusion",
      paramLabel = "FILE.svg",
      description = "draw how often each class was taken for each")
  private Optional<Path> confusion = Optional.empty();

  @Override
  public Integer call() {
    options.require(test.isPresent());
    Table rows = Table.read(data, tables.format());
    Optional<Table> held = test.map(file -> Table.read(file, tables.format()));
    Main.of(spec).progress().say("train: making the class");
    TrainSetup setup = TrainSetup.of(definitions, options, rows, held);
    if (confusion.isPresent() && !setup.hasClasses()) {
      throw new BadInput("--confusion", "the target has no classes");
    }
    PrintWriter print = spec.commandLine().getOut();
    TrainReport report = new TrainReport(setup, options);
    report.head(print);
    try (Interruption interruption = new Interruption()) {
      Trainer.Result result = train(setup, report, interruption);
      return finish(setup, report, result);
    } finally {
      print.flush();
    }
  }

  private Trainer.Result train(TrainSetup setup, TrainReport report, Interruption interruption) {
    Screen screen = Main.of(spec).screen();
    PrintWriter err = spec.commandLine().getErr();
    double[] start = Initialization.of(setup.kernel().network(), options.seed());
    Optimizer optimizer = options.optimizer().start(options.rate(), start.length);
    Trainer trainer = new Trainer(setup.objective(), setup.judge(), setup.train(), setup.test());
    return trainer.run(
        start,
        optimizer,
        new Trainer.Settings(options.epochs(), setup.batchSize(), options.seed()),
        interruption::isRequested,
        epoch -> {
          Main.of(spec).progress().say(report.bar(epoch));
          if (!screen.isTerminal() && report.isTold(epoch)) {
            err.println(report.line(epoch));
          }
        });
  }

  private int finish(TrainSetup setup, TrainReport report, Trainer.Result result) {
    PrintWriter print = spec.commandLine().getOut();
    if (result.end() == Trainer.End.DIVERGED) {
      spec.commandLine().getErr().println(report.divergence(result));
    }
    if (result.end() == Trainer.End.DIVERGED && result.best().number() == 0) {
      return ExitCode.CHECK;
    }
    report.result(print, result);
    print.println();
    out.ifPresent(file -> write(file, report.trained(result).json(setup.kernel().network())));
    if (out.isEmpty()) {
      print.println("the parameters are not kept: --out theta.json does");
    }
    plot.ifPresent(
        file ->
            write(
                file,
                TrainPlots.svg(
                    setup.kernel().network().name(),
                    setup.judge().map(Judge::scoreName),
                    result.history())));
    confusion.ifPresent(
        file -> report.confusion(result.theta()).ifPresent(drawn -> write(file, drawn.svg())));
    return result.end() == Trainer.End.DIVERGED ? ExitCode.CHECK : ExitCode.DONE;
  }

  private void write(Path file, String text) {
    try {
      WholeFile.write(file, text);
    } catch (IOException e) {
      throw BadInput.of(file, "written", e);
    }
    spec.commandLine().getOut().println(file + ": wrote");
  }
}
