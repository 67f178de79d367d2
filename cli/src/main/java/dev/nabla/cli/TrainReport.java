package dev.nabla.cli;

import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.train.ConfusionPlot;
import dev.nabla.train.Encoder;
import dev.nabla.train.Feed;
import dev.nabla.train.Judge;
import dev.nabla.train.TrainedNetwork;
import dev.nabla.train.Trainer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is said of a training. */
final class TrainReport {
  private static final int BAR = 20;

  private final TrainSetup setup;
  private final TrainOptions options;
  private final Network network;

  TrainReport(TrainSetup setup, TrainOptions options) {
    this.setup = setup;
    this.options = options;
    this.network = setup.kernel().network();
  }

  /** What is trained with what. */
  void head(PrintWriter print) {
    int held = setup.test().count();
    print.println(
        network.name()
            + ": "
            + counted(setup.train().count(), "row")
            + " to train with, "
            + (held == 0 ? "none" : String.valueOf(held))
            + " held out");
    List<Variable> variables = new ArrayList<>(network.inputs());
    variables.addAll(network.targets());
    List<Feed> feeds = new ArrayList<>(setup.plan().inputs());
    feeds.addAll(setup.plan().targets());
    int width = variables.stream().mapToInt(v -> title(v).length()).max().orElse(0);
    for (int k = 0; k < feeds.size(); k++) {
      print.println("  " + padded(title(variables.get(k)), width) + "  " + described(feeds.get(k)));
    }
    String kind = options.optimizer().name().toLowerCase(Locale.ROOT);
    print.println(
        "  "
            + counted(
                network.parameters().isEmpty() ? 0 : setup.objective().parameters(), "parameter")
            + "; "
            + kind
            + " with learning rate "
            + plain(options.rate())
            + ", batches of "
            + setup.batchSize()
            + ", seed "
            + options.seed());
    print.flush();
  }

  private static String title(Variable variable) {
    return variable.name() + " : " + variable.shape();
  }

  private static String described(Feed feed) {
    List<String> names = feed.columns().stream().map(Feed.Source::column).toList();
    if (names.size() == 1 && feed.columns().get(0).encoder() instanceof Encoder.Category category) {
      return names.get(0) + ": " + shortened(category.labels());
    }
    return shortened(names);
  }

  private static String shortened(List<String> names) {
    int most = 6;
    return names.size() <= most
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 2))
            + ", ..., "
            + names.get(names.size() - 1)
            + " ("
            + names.size()
            + ")";
  }

  /** Whether a line tells of an epoch where no bar can be seen: the 1st, 2nd, 5th, 10th … */
  boolean isTold(Trainer.Epoch epoch) {
    int number = epoch.number();
    int power = 1;
    while (number >= 10 * power) {
      power *= 10;
    }
    boolean round = number == power || number == 2 * power || number == 5 * power;
    return number > 0 && (round || number == options.epochs());
  }

  /** An epoch in a line. */
  String line(Trainer.Epoch epoch) {
    return "epoch "
        + epoch.number()
        + " of "
        + options.epochs()
        + ": "
        + quality(epoch.train())
        + epoch.test().map(test -> "; held out: " + quality(test)).orElse("");
  }

  private String quality(Trainer.Quality quality) {
    return "loss "
        + number(quality.loss())
        + (quality.score().isPresent() ? ", " + score(quality.score().getAsDouble()) : "");
  }

  private String score(double score) {
    Judge judge = setup.judge().orElseThrow();
    return judge.scoreName() + " " + judge.text(score);
  }

  /** How far the training is. */
  String bar(Trainer.Epoch epoch) {
    int done = options.epochs() == 0 ? BAR : (int) ((long) BAR * epoch.number() / options.epochs());
    return "["
        + "#".repeat(done)
        + ".".repeat(BAR - done)
        + "] epoch "
        + epoch.number()
        + "/"
        + options.epochs()
        + " "
        + quality(epoch.train());
  }

  /** What to do about a loss that is no number. */
  String divergence(Trainer.Result result) {
    if (result.history().isEmpty()) {
      return "the loss is not a finite number before the first step: does the target fit the loss?"
          + " A logarithm needs what is above 0";
    }
    return "the training diverged in epoch "
        + result.history().size()
        + ": the loss is no longer a finite number. Try a smaller learning rate, as in --lr "
        + plain(options.rate() / 10)
        + (result.best().number() == 0
            ? "; there is nothing to keep"
            : "; the parameters of epoch " + result.best().number() + " are kept");
  }

  /** What came of it. */
  void result(PrintWriter print, Trainer.Result result) {
    Trainer.Epoch best = result.best();
    int last = result.history().get(result.history().size() - 1).number();
    print.println();
    if (result.end() == Trainer.End.STOPPED) {
      print.println("stopped in epoch " + last + " of " + options.epochs());
    }
    print.println(
        best.number() == 0
            ? "no epoch made the training loss smaller: the parameters are those of the start"
            : "epoch " + best.number() + " has the least training loss; its parameters are kept");
    print.println("  training  " + quality(best.train()));
    best.test().ifPresent(test -> print.println("  held out  " + quality(test)));
    confusion(result.theta()).ifPresent(drawn -> print(print, drawn));
    print.flush();
  }

  /** How often each class was taken for each: of the held-out rows, or of all. */
  Optional<ConfusionPlot> confusion(double[] theta) {
    boolean held = setup.test().count() > 0;
    return setup
        .judge()
        .filter(j -> setup.hasClasses())
        .map(
            judge ->
                new ConfusionPlot(
                    network.name() + ": " + (held ? "held-out rows" : "training rows"),
                    judge.labels(),
                    judge.confusion(theta, held ? setup.test() : setup.train())));
  }

  private static void print(PrintWriter print, ConfusionPlot confusion) {
    print.println();
    print.println(confusion.title() + " by what they are, in columns what they were taken for");
    List<String> labels = confusion.labels();
    int first = labels.stream().mapToInt(String::length).max().orElse(0);
    int cell = Math.max(4, first);
    StringBuilder head = new StringBuilder("  " + " ".repeat(first));
    labels.forEach(label -> head.append("  ").append(flushRight(label, cell)));
    print.println(head);
    for (int k = 0; k < labels.size(); k++) {
      StringBuilder row = new StringBuilder("  " + padded(labels.get(k), first));
      for (int count : confusion.counts()[k]) {
        row.append("  ").append(flushRight(count == 0 ? "." : "" + count, cell));
      }
      print.println(row);
    }
  }

  /** What is kept in a file. */
  TrainedNetwork trained(Trainer.Result result) {
    return new TrainedNetwork(
        network.name(),
        TrainedNetwork.fingerprint(network),
        setup.sizes(),
        network.outputs().get(0).name(),
        setup.plan().inputs(),
        setup.plan().targets(),
        TrainedNetwork.parameters(network, result.theta()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private static String plain(double value) {
    return new java.math.BigDecimal(value)
        .round(new java.math.MathContext(6))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String flushRight(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
