package dev.nabla.cli;

import dev.nabla.report.values.BadInput;
import dev.nabla.train.Optimizer;
import dev.nabla.train.Plan;
import dev.nabla.train.Scale;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What to train with, and how. */
final class TrainOptions {
  @Option(
      names = "--target",
      paramLabel = "[NAME=]COLUMNS",
      description = "the column to predict, or several: y=a,b or a..d")
  private List<String> targets = List.of();

  @Option(
      names = {"--features", "--input"},
      paramLabel = "[NAME=]COLUMNS",
      description = "the columns of an input (default: all that are left)")
  private List<String> features = List.of();

  @Option(
      names = "--categorical",
      paramLabel = "COLUMNS",
      description = "columns whose numbers are names of categories")
  private List<String> categories = List.of();

  @Option(
      names = "--scale",
      description =
          "the inputs' numbers: to mean 0 and deviation 1, to 0 ... 1, or not at all (default:"
              + " standard)")
  private Scale scale = Scale.STANDARD;

  @Option(names = "--no-standardise", description = "the same as --scale none")
  private boolean unscaled;

  @Option(
      names = "--test-fraction",
      paramLabel = "F",
      description = "the part of the rows that is held out (default: 0.2; 0 with --test)")
  private Optional<Double> testFraction = Optional.empty();

  @Option(
      names = "--hidden-sizes",
      split = ",",
      paramLabel = "N",
      description = "values of the sizes that the table leaves open, in order; or --dim n_hid=N")
  private List<Integer> hidden = List.of();

  @Option(
      names = "--batch-dim",
      paramLabel = "SIZE",
      description = "the size that counts samples in inputs; none: they are one sample")
  private Optional<String> batchDim = Optional.empty();

  @Option(
      names = "--predict",
      paramLabel = "NAME",
      description = "the value that is the prediction (default: the output)")
  private Optional<String> prediction = Optional.empty();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "how often to go through all rows (default: ${DEFAULT-VALUE})")
  private int epochs = 100;

  @Option(names = "--optimizer", description = "(default: adam)")
  private Optimizer.Kind optimizer = Optimizer.Kind.ADAM;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description = "the learning rate (default: sgd 0.1, momentum 0.02, adam 0.01)")
  private Optional<Double> rate = Optional.empty();

  @Option(names = "--batch-size", paramLabel = "N", description = "rows for one step (default: 32)")
  private Optional<Integer> batchSize = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "of all that is random (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  /** Ends the command when a number makes no sense. */
  void require(boolean hasTestFile) {
    require(epochs >= 0, "--epochs: 0 or more");
    require(batchSize.orElse(1) >= 1, "--batch-size: at least 1");
    double eta = rate.orElse(1.0);
    require(eta > 0 && Double.isFinite(eta), "--lr: a number above 0");
    double fraction = testFraction.orElse(0.0);
    require(fraction >= 0 && fraction < 1, "--test-fraction: from 0 to below 1");
    require(!hasTestFile || testFraction.isEmpty(), "either --test or --test-fraction");
    require(hidden.stream().allMatch(n -> n >= 1), "--hidden-sizes: a size is at least 1");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new BadInput("train", message);
    }
  }

  Plan.Wishes wishes() {
    return new Plan.Wishes(features, targets, categories, unscaled ? Scale.NONE : scale);
  }

  double testFraction(boolean hasTestFile) {
    return testFraction.orElse(hasTestFile ? 0 : 0.2);
  }

  List<Integer> hidden() {
    return hidden;
  }

  Optional<String> batchDim() {
    return batchDim;
  }

  Optional<String> prediction() {
    return prediction;
  }

  int epochs() {
    return epochs;
  }

  Optimizer.Kind optimizer() {
    return optimizer;
  }

  double rate() {
    return rate.orElse(optimizer.usualRate());
  }

  Optional<Integer> batchSize() {
    return batchSize;
  }

  long seed() {
    return seed;
  }
}
