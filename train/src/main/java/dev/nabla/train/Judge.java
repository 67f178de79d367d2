package dev.nabla.train;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Compares predictions with targets. It belongs to one thread. */
public final class Judge {
  /** What a network answers. */
  public enum Question {
    /** Which of several classes: that of the largest element of the prediction. */
    CLASS,
    /** Which of two classes, by one number: the one whose target would have the smaller loss. */
    YES_OR_NO,
    /** How much: the prediction itself. */
    NUMBERS
  }

  private final Kernel kernel;
  private final Question question;
  private final List<String> labels;
  private final double[] values;

  private Judge(Kernel kernel, Question question, List<String> labels, double[] values) {
    this.kernel = kernel;
    this.question = question;
    this.labels = List.copyOf(labels);
    this.values = values;
  }

  /** What there is to compare, if the prediction and the targets say so. */
  public static Optional<Judge> of(Kernel kernel, List<Feed> targets) {
    if (targets.size() != 1 || kernel.outputs() == 0) {
      return Optional.empty();
    }
    List<Feed.Source> sources = targets.get(0).columns();
    if (sources.size() == 1 && sources.get(0).encoder() instanceof Encoder.Category category) {
      if (!category.isOneHot()) {
        return Optional.of(
            new Judge(kernel, Question.YES_OR_NO, category.labels(), category.values()));
      }
      return kernel.outputs() == category.width()
          ? Optional.of(new Judge(kernel, Question.CLASS, category.labels(), new double[0]))
          : Optional.empty();
    }
    return kernel.outputs() == kernel.targets()
        ? Optional.of(new Judge(kernel, Question.NUMBERS, List.of(), new double[0]))
        : Optional.empty();
  }

  /** What is asked. */
  public Question question() {
    return question;
  }

  /** The classes, in order; none where numbers are asked for. */
  public List<String> labels() {
    return labels;
  }

  /** What {@link #score} is: {@code accuracy} or {@code R²}. */
  public String scoreName() {
    return question == Question.NUMBERS ? "R²" : "accuracy";
  }

  /** A score as people read it: {@code 96.7 %}, or a number. */
  public String text(double score) {
    return question == Question.NUMBERS
        ? String.format(Locale.ROOT, "%.4f", score)
        : String.format(Locale.ROOT, "%.1f %%", 100 * score);
  }

  /**
   * The part of samples whose class is right; of numbers, the coefficient of determination {@code 1
   * - Σ(y - p)² / Σ(y - ȳ)²}, where targets differ.
   */
  public OptionalDouble score(double[] theta, Samples samples) {
    if (question == Question.NUMBERS) {
      return determination(kernel.predictions(theta, samples), samples);
    }
    int[] decided = classes(theta, samples);
    int right = 0;
    for (int k = 0; k < decided.length; k++) {
      right += decided[k] == truth(samples, k) ? 1 : 0;
    }
    return OptionalDouble.of((double) right / decided.length);
  }

  /** How often each class was taken for each: the true one first. */
  public int[][] confusion(double[] theta, Samples samples) {
    int[][] counts = new int[labels.size()][labels.size()];
    int[] decided = classes(theta, samples);
    for (int k = 0; k < decided.length; k++) {
      counts[truth(samples, k)][decided[k]]++;
    }
    return counts;
  }

  /** The class of each sample, as the network decides. */
  public int[] classes(double[] theta, Samples samples) {
    int[] decided = new int[samples.count()];
    double[] outs = question == Question.CLASS ? kernel.predictions(theta, samples) : new double[0];
    double[] x = new double[kernel.inputs()];
    for (int k = 0; k < decided.length; k++) {
      if (question == Question.CLASS) {
        decided[k] = largest(outs, k * labels.size());
      } else {
        System.arraycopy(samples.xs(), k * x.length, x, 0, x.length);
        decided[k] =
            kernel.loss(theta, x, new double[] {values[1]})
                    < kernel.loss(theta, x, new double[] {values[0]})
                ? 1
                : 0;
      }
    }
    return decided;
  }

  private int largest(double[] elements, int from) {
    int best = 0;
    for (int k = 1; k < labels.size(); k++) {
      best = elements[from + k] > elements[from + best] ? k : best;
    }
    return best;
  }

  private int truth(Samples samples, int sample) {
    return question == Question.CLASS
        ? largest(samples.ys(), sample * labels.size())
        : samples.ys()[sample] == values[1] ? 1 : 0;
  }

  private static OptionalDouble determination(double[] predicted, Samples samples) {
    int width = samples.targets();
    double[] mean = new double[width];
    for (int k = 0; k < predicted.length; k++) {
      mean[k % width] += samples.ys()[k] / samples.count();
    }
    double unexplained = 0;
    double total = 0;
    for (int k = 0; k < predicted.length; k++) {
      double y = samples.ys()[k];
      unexplained += (y - predicted[k]) * (y - predicted[k]);
      total += (y - mean[k % width]) * (y - mean[k % width]);
    }
    return total > 0 ? OptionalDouble.of(1 - unexplained / total) : OptionalDouble.empty();
  }
}
