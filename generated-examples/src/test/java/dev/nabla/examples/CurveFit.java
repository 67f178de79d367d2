package dev.nabla.examples;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;

/**
 * Nonlinear least squares by Levenberg and Marquardt, as Hipparchus has it, with a generated
 * Jacobian. A class generated with {@code parameter-jacobian} fits as it is:
 *
 * <pre>
 * ExponentialDecay model = new ExponentialDecay();
 * CurveFit.fit(model::predict, model::parameterJacobian, times, values, start).getPoint();
 * </pre>
 */
final class CurveFit {
  private static final int MOST_EVALUATIONS = 1_000;

  private CurveFit() {}

  /** A method of a generated class that writes to its last argument: f(x; θ), or ∂f/∂θ there. */
  interface Model {
    void at(double[] theta, double[] x, double[] out);
  }

  /**
   * The θ with the least {@code Σ_i (f(x_i; θ) - y_i)^2}, for a model with one input and one
   * output.
   *
   * @param predict f
   * @param jacobian its derivatives by θ
   * @param xs the inputs
   * @param ys a value for each
   * @param start the θ to begin with
   */
  static Optimum fit(Model predict, Model jacobian, double[] xs, double[] ys, double[] start) {
    return new LevenbergMarquardtOptimizer()
        .optimize(
            new LeastSquaresBuilder()
                .model(theta -> linearisation(predict, jacobian, xs, theta.toArray()))
                .target(ys)
                .start(start)
                .maxEvaluations(MOST_EVALUATIONS)
                .maxIterations(MOST_EVALUATIONS)
                .build());
  }

  /** The predictions for all inputs, and the Jacobian: a row for each input. */
  private static Pair<RealVector, RealMatrix> linearisation(
      Model predict, Model jacobian, double[] xs, double[] theta) {
    double[] predictions = new double[xs.length];
    double[][] rows = new double[xs.length][theta.length];
    double[] out = new double[1];
    for (int i = 0; i < xs.length; i++) {
      double[] x = {xs[i]};
      predict.at(theta, x, out);
      predictions[i] = out[0];
      jacobian.at(theta, x, rows[i]);
    }
    return new Pair<>(
        new ArrayRealVector(predictions, false), new Array2DRowRealMatrix(rows, false));
  }
}
