package dev.nabla.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Stochastic gradient descent in mini-batches. After each epoch the loss over all training samples
 * is computed, and the parameters with which it was least are kept. Held-out samples are looked at
 * and never decide anything.
 */
public final class Trainer {
  /**
   * How long and in which portions.
   *
   * @param epochs how often to go through all samples
   * @param batchSize samples for one step
   * @param seed of the order of samples, which is another one in each epoch
   */
  public record Settings(int epochs, int batchSize, long seed) {}

  /**
   * How well some samples are predicted.
   *
   * @param loss their mean loss
   * @param score as the {@link Judge} has it
   */
  public record Quality(double loss, OptionalDouble score) {}

  /**
   * What holds after an epoch.
   *
   * @param number from 1 on; 0 is the state before
   * @param train of the samples that are trained with
   * @param test of the held-out ones, where there are some
   */
  public record Epoch(int number, Quality train, Optional<Quality> test) {}

  /** Why training ended. */
  public enum End {
    /** All epochs are done. */
    DONE,
    /** It was told to stop. */
    STOPPED,
    /** The loss is no longer a finite number. */
    DIVERGED
  }

  /**
   * What training led to.
   *
   * @param theta the parameters with the least training loss
   * @param best the epoch that they are of
   * @param history of all epochs with a finite loss
   * @param end why it ended
   */
  public record Result(double[] theta, Epoch best, List<Epoch> history, End end) {
    public Result {
      history = List.copyOf(history);
    }
  }

  private final Objective objective;
  private final Optional<Judge> judge;
  private final Samples train;
  private final Samples test;

  /**
   * A trainer.
   *
   * @param judge what scores predictions, if something does
   * @param train at least one sample
   * @param test maybe none
   */
  public Trainer(Objective objective, Optional<Judge> judge, Samples train, Samples test) {
    this.objective = objective;
    this.judge = judge;
    this.train = train;
    this.test = test;
  }

  /**
   * Trains.
   *
   * @param start the parameters to start from
   * @param stop asked before each step whether to end
   * @param listener is told of each epoch
   */
  public Result run(
      double[] start,
      Optimizer optimizer,
      Settings settings,
      BooleanSupplier stop,
      Consumer<Epoch> listener) {
    double[] theta = start.clone();
    double[] best = start.clone();
    Epoch bestEpoch = epoch(0, theta);
    List<Epoch> history = new ArrayList<>();
    if (!isFinite(bestEpoch)) {
      return new Result(best, bestEpoch, history, End.DIVERGED);
    }
    history.add(bestEpoch);
    listener.accept(bestEpoch);
    int[] order = new int[train.count()];
    Arrays.setAll(order, k -> k);
    Random random = new Random(settings.seed());
    for (int number = 1; number <= settings.epochs(); number++) {
      Split.shuffle(order, random);
      End end = steps(theta, order, optimizer, settings.batchSize(), stop);
      Epoch epoch = epoch(number, theta);
      if (end == End.DIVERGED || !isFinite(epoch)) {
        return new Result(best, bestEpoch, history, End.DIVERGED);
      }
      history.add(epoch);
      if (epoch.train().loss() < bestEpoch.train().loss()) {
        bestEpoch = epoch;
        best = theta.clone();
      }
      listener.accept(epoch);
      if (end == End.STOPPED) {
        return new Result(best, bestEpoch, history, End.STOPPED);
      }
    }
    return new Result(best, bestEpoch, history, End.DONE);
  }

  private static boolean isFinite(Epoch epoch) {
    return Double.isFinite(epoch.train().loss());
  }

  /** One step for each batch. */
  private End steps(
      double[] theta, int[] order, Optimizer optimizer, int batchSize, BooleanSupplier stop) {
    double[] grad = new double[theta.length];
    for (int from = 0; from < order.length; from += batchSize) {
      if (stop.getAsBoolean()) {
        return End.STOPPED;
      }
      int to = Math.min(order.length, from + batchSize);
      double loss = objective.gradient(theta, train, order, from, to, grad);
      if (!Double.isFinite(loss)) {
        return End.DIVERGED;
      }
      optimizer.step(theta, grad);
    }
    return End.DONE;
  }

  private Epoch epoch(int number, double[] theta) {
    Optional<Quality> held =
        test.count() == 0 ? Optional.empty() : Optional.of(quality(theta, test));
    return new Epoch(number, quality(theta, train), held);
  }

  private Quality quality(double[] theta, Samples samples) {
    double loss = objective.loss(theta, samples);
    OptionalDouble score =
        judge.isPresent() && Double.isFinite(loss)
            ? judge.get().score(theta, samples)
            : OptionalDouble.empty();
    return new Quality(loss, score);
  }
}
