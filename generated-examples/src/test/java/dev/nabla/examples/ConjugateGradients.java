package dev.nabla.examples;

import java.util.Arrays;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer.Formula;
import org.hipparchus.util.MathArrays;

/**
 * The least loss by nonlinear conjugate gradients, as Hipparchus has them, with a generated
 * gradient. (Hipparchus 4.0 has no L-BFGS; one of another library takes the same two functions.)
 *
 * <pre>
 * LogisticRegression model = new LogisticRegression();
 * ConjugateGradients.minimum((theta, grad) -> model.gradient(theta, x, y, grad), start, 1e-6).getPoint();
 * </pre>
 */
final class ConjugateGradients {
  /** A line is searched until the loss is lowered by no more than rounding. */
  private static final double LINE_PRECISION = 1e-14;

  private static final double FIRST_STEP = 1;
  private static final int MOST_EVALUATIONS = 100_000;

  private ConjugateGradients() {}

  /** A loss as generated classes compute it: returned, with its gradient written to an array. */
  interface Loss {
    double gradient(double[] theta, double[] grad);
  }

  /**
   * Where the loss is least, near a start.
   *
   * @param start the θ to begin with
   * @param slope the length of the gradient with which it ends
   */
  static PointValuePair minimum(Loss loss, double[] start, double slope) {
    double[] grad = new double[start.length];
    return new NonLinearConjugateGradientOptimizer(
            Formula.POLAK_RIBIERE,
            (iteration, before, now) -> {
              loss.gradient(now.getPoint(), grad);
              return MathArrays.safeNorm(grad) <= slope;
            },
            LINE_PRECISION,
            LINE_PRECISION,
            FIRST_STEP)
        .optimize(
            new MaxEval(MOST_EVALUATIONS),
            GoalType.MINIMIZE,
            new InitialGuess(start),
            new ObjectiveFunction(theta -> loss.gradient(theta, grad)),
            new ObjectiveFunctionGradient(
                theta -> {
                  loss.gradient(theta, grad);
                  return Arrays.copyOf(grad, grad.length);
                }));
  }
}
