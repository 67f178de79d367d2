package dev.nabla.examples;

/** Central differences of a generated class's own loss. */
final class FiniteDifferences {
  private static final double STEP = 1e-5;

  private FiniteDifferences() {}

  interface Loss {
    double at(double[] theta, double[] x, double[] y);
  }

  interface Gradient {
    double at(double[] theta, double[] x, double[] y, double[] grad);
  }

  /** The derivative of the loss by each parameter; theta is as before afterwards. */
  static double[] byTheta(Loss loss, double[] theta, double[] x, double[] y) {
    double[] differences = new double[theta.length];
    for (int p = 0; p < theta.length; p++) {
      double middle = theta[p];
      theta[p] = middle + STEP;
      double above = loss.at(theta, x, y);
      theta[p] = middle - STEP;
      double below = loss.at(theta, x, y);
      theta[p] = middle;
      differences[p] = (above - below) / (2 * STEP);
    }
    return differences;
  }

  /** The largest difference, relative to the larger of 1 and the largest element. */
  static double error(double[] a, double[] b) {
    double difference = 0;
    double scale = 1;
    for (int k = 0; k < a.length; k++) {
      difference = Math.max(difference, Math.abs(a[k] - b[k]));
      scale = Math.max(scale, Math.max(Math.abs(a[k]), Math.abs(b[k])));
    }
    return difference / scale;
  }
}
