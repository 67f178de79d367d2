package dev.nabla.train;

import dev.nabla.report.values.BadInput;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.shape.Size;
import java.util.Arrays;
import java.util.List;

/**
 * The loss of a definition in the form of a batch: what it says of so many samples at once, be it a
 * sum or a mean. A batch that is too short is filled up with the samples that come first.
 */
public final class BatchLoss implements Objective {
  private static final double TOLERANCE = 1e-9;

  private final Kernel kernel;
  private final BatchForm form;
  private final int rows;
  private final double[] x;
  private final double[] y;

  /**
   * The loss of a compiled network.
   *
   * @param rows how many samples a batch has
   */
  public BatchLoss(Kernel kernel, BatchForm form, int rows) {
    this.kernel = kernel;
    this.form = form;
    this.rows = rows;
    this.x = new double[kernel.inputs()];
    this.y = new double[kernel.targets()];
  }

  @Override
  public int parameters() {
    return kernel.parameters();
  }

  @Override
  public double gradient(
      double[] theta, Samples samples, int[] order, int from, int to, double[] grad) {
    gather(samples, order, from);
    return kernel.gradient(theta, x, y, grad);
  }

  @Override
  public double loss(double[] theta, Samples samples) {
    int[] order = inOrder(samples);
    double total = 0;
    int batches = 0;
    for (int from = 0; from < order.length; from += rows) {
      gather(samples, order, from);
      total += kernel.loss(theta, x, y);
      batches++;
    }
    return total / batches;
  }

  /**
   * Makes sure that what is predicted for a sample does not depend on the others of its batch.
   *
   * @param single the class for batches of one sample
   * @throws BadInput when it does, or when there is not a prediction for each sample
   */
  public void requireIndependence(Kernel single, Samples samples) {
    String prediction = kernel.network().outputs().get(0).name();
    if (kernel.outputs() != rows * single.outputs()) {
      throw new BadInput(
          prediction + " is not a prediction for each sample; choose another value with --predict");
    }
    double[] theta = Initialization.of(kernel.network(), 1);
    double[] together = predictions(theta, samples);
    double[] alone = single.predictions(theta, samples);
    for (int k = 0; k < Math.min(together.length, alone.length); k++) {
      if (Math.abs(together[k] - alone[k]) > TOLERANCE * (1 + Math.abs(alone[k]))) {
        throw new BadInput(
            "what "
                + prediction
                + " is for a sample depends on the other samples of the batch, so a table of"
                + " samples cannot train it; with --batch-dim none a row of the table is all of "
                + kernel.network().inputs().get(0).name());
      }
    }
  }

  /** The predictions for the first samples, sample by sample. */
  private double[] predictions(double[] theta, Samples samples) {
    int[] order = inOrder(samples);
    gather(samples, order, 0);
    double[] out = kernel.predictions(theta, new Samples(1, x, y));
    double[] bySample = new double[out.length];
    copy(kernel.network().outputs(), bySample, out, true);
    return bySample;
  }

  private static int[] inOrder(Samples samples) {
    int[] order = new int[samples.count()];
    Arrays.setAll(order, k -> k);
    return order;
  }

  /** Puts the samples from a place on into the inputs and targets of the class. */
  private void gather(Samples samples, int[] order, int from) {
    int inputs = x.length / rows;
    int targets = y.length / rows;
    double[] xs = new double[x.length];
    double[] ys = new double[y.length];
    for (int k = 0; k < rows; k++) {
      int sample = order[(from + k) % order.length];
      System.arraycopy(samples.xs(), sample * inputs, xs, k * inputs, inputs);
      System.arraycopy(samples.ys(), sample * targets, ys, k * targets, targets);
    }
    copy(kernel.network().inputs(), xs, x, false);
    copy(kernel.network().targets(), ys, y, false);
  }

  /**
   * Copies between arrays of samples and arrays of variables.
   *
   * @param back from variables to samples
   */
  private void copy(List<Variable> variables, double[] samples, double[] arrays, boolean back) {
    int width = samples.length / rows;
    int before = 0;
    for (Variable variable : variables) {
      int elements = elements(variable) / rows;
      for (int k = 0; k < rows; k++) {
        for (int e = 0; e < elements; e++) {
          int at = before * rows + (form.isFirst() ? k * elements + e : e * rows + k);
          int of = k * width + before + e;
          if (back) {
            samples[of] = arrays[at];
          } else {
            arrays[at] = samples[of];
          }
        }
      }
      before += elements;
    }
  }

  private static int elements(Variable variable) {
    return variable.axes().stream().mapToInt(Size::intValue).reduce(1, (a, b) -> a * b);
  }
}
