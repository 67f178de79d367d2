package dev.nabla.cli;

import dev.nabla.report.values.BadInput;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import dev.nabla.train.BatchForm;
import dev.nabla.train.BatchLoss;
import dev.nabla.train.Judge;
import dev.nabla.train.Kernel;
import dev.nabla.train.MeanLoss;
import dev.nabla.train.Objective;
import dev.nabla.train.Plan;
import dev.nabla.train.Prediction;
import dev.nabla.train.Problems;
import dev.nabla.train.Samples;
import dev.nabla.train.Split;
import dev.nabla.train.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A definition and a table made ready for training.
 *
 * @param definition the definition
 * @param plan which columns go where
 * @param sizes the values of sizes that the definition does not give, for one sample
 * @param kernel the class for one sample
 * @param objective what is made small
 * @param judge what scores predictions, if something does
 * @param train the rows to train with
 * @param test the rows held out
 * @param batchSize how many rows make a step
 */
record TrainSetup(
    SpecOptions.Definition definition,
    Plan plan,
    Map<String, Integer> sizes,
    Kernel kernel,
    Objective objective,
    Optional<Judge> judge,
    Samples train,
    Samples test,
    int batchSize) {
  private static final int USUAL_BATCH = 32;

  /** Whether classes are predicted, which can be confused. */
  boolean hasClasses() {
    return judge.filter(j -> j.question() != Judge.Question.NUMBERS).isPresent();
  }

  /**
   * Makes it all ready.
   *
   * @param test the table of held-out rows, if there is one
   */
  static TrainSetup of(
      SpecOptions definitions, TrainOptions options, Table data, Optional<Table> test) {
    SpecOptions.Definition definition = definitions.one();
    Network symbolic = definitions.network(definition);
    Kernels.requireTrainable(definition, symbolic);
    Prediction.choose(symbolic, options.prediction());
    Split split = Split.of(data.rows(), options.testFraction(test.isPresent()), options.seed());
    if (split.train().length == 0) {
      throw new BadInput(data.name(), "no row is left to train with");
    }
    Optional<BatchForm> form = form(symbolic, options.batchDim());
    Plan plan = Plan.of(symbolic, form, data, split.train(), options.wishes());
    Map<String, Integer> sizes = new LinkedHashMap<>(plan.sizes());
    hidden(symbolic, form, options.hidden(), sizes);
    Problems problems = new Problems();
    Samples train = Samples.of(plan.inputs(), plan.targets(), data, split.train(), problems);
    Table heldTable = test.orElse(data);
    int[] heldRows = test.isPresent() ? heldTable.allRows() : split.test();
    Samples held = Samples.of(plan.inputs(), plan.targets(), heldTable, heldRows, problems);
    problems.failIfAny();
    int batch = batchSize(form, options, train.count());
    Optional<String> prediction = options.prediction();
    Map<String, Integer> one = with(sizes, form, 1);
    Kernel kernel = Kernels.compile(definitions, definition, one, prediction);
    Objective objective = new MeanLoss(kernel);
    if (form.isPresent()) {
      Map<String, Integer> many = with(sizes, form, batch);
      Kernel batches = Kernels.compile(definitions, definition, many, prediction);
      BatchLoss loss = new BatchLoss(batches, form.get(), batch);
      loss.requireIndependence(kernel, train);
      objective = loss;
    }
    Map<String, Integer> all = new LinkedHashMap<>(definitions.dims());
    all.putAll(one);
    Optional<Judge> judge = Judge.of(kernel, plan.targets());
    return new TrainSetup(definition, plan, all, kernel, objective, judge, train, held, batch);
  }

  /** Sizes with that which counts samples, where one does. */
  private static Map<String, Integer> with(
      Map<String, Integer> sizes, Optional<BatchForm> form, int samples) {
    Map<String, Integer> all = new LinkedHashMap<>(sizes);
    form.ifPresent(f -> all.put(f.size(), samples));
    return all;
  }

  private static Optional<BatchForm> form(Network network, Optional<String> wish) {
    if (wish.isEmpty()) {
      return BatchForm.find(network);
    }
    if (wish.get().equals("none")) {
      return Optional.empty();
    }
    return Optional.of(
        BatchForm.of(network, wish.get())
            .orElseThrow(
                () ->
                    new BadInput(
                        "--batch-dim " + wish.get(),
                        "it must be the first size of all inputs and targets, or the last,"
                            + " and of no parameter")));
  }

  /** Gives the sizes that are still open the values wished for. */
  private static void hidden(
      Network network, Optional<BatchForm> form, List<Integer> values, Map<String, Integer> sizes) {
    if (values.isEmpty()) {
      return;
    }
    List<String> open =
        network.sizes().stream()
            .filter(size -> size.value().isEmpty())
            .map(Size::name)
            .filter(name -> !sizes.containsKey(name))
            .filter(name -> form.isEmpty() || !form.get().size().equals(name))
            .toList();
    if (open.size() != values.size()) {
      throw new BadInput(
          "--hidden-sizes",
          (open.isEmpty()
                  ? "no size is open"
                  : "the open sizes are " + open.stream().collect(Collectors.joining(", ")))
              + ", but "
              + (values.size() == 1 ? "1 value is" : values.size() + " values are")
              + " given");
    }
    for (int k = 0; k < values.size(); k++) {
      sizes.put(open.get(k), values.get(k));
    }
  }

  private static int batchSize(Optional<BatchForm> form, TrainOptions options, int rows) {
    Optional<Integer> defined = form.flatMap(BatchForm::value);
    return options
        .batchSize()
        .or(() -> defined)
        .map(size -> form.isPresent() ? size : Math.min(size, rows))
        .orElse(Math.min(USUAL_BATCH, rows));
  }
}
