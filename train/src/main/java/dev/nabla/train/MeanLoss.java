package dev.nabla.train;

/** The mean loss over samples, of a network whose inputs and targets are one sample. */
public final class MeanLoss implements Objective {
  private final Kernel kernel;
  private double[] xs = {};
  private double[] ys = {};

  public MeanLoss(Kernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public int parameters() {
    return kernel.parameters();
  }

  @Override
  public double gradient(
      double[] theta, Samples samples, int[] order, int from, int to, double[] grad) {
    int count = to - from;
    int inputs = kernel.inputs();
    int targets = kernel.targets();
    if (xs.length != count * inputs || ys.length != count * targets) {
      xs = new double[count * inputs];
      ys = new double[count * targets];
    }
    for (int k = 0; k < count; k++) {
      int sample = order[from + k];
      System.arraycopy(samples.xs(), sample * inputs, xs, k * inputs, inputs);
      System.arraycopy(samples.ys(), sample * targets, ys, k * targets, targets);
    }
    return kernel.gradientBatch(theta, xs, ys, count, grad);
  }

  @Override
  public double loss(double[] theta, Samples samples) {
    double[] x = new double[kernel.inputs()];
    double[] y = new double[kernel.targets()];
    double total = 0;
    for (int k = 0; k < samples.count(); k++) {
      System.arraycopy(samples.xs(), k * x.length, x, 0, x.length);
      System.arraycopy(samples.ys(), k * y.length, y, 0, y.length);
      total += kernel.loss(theta, x, y);
    }
    return total / samples.count();
  }
}
