package dev.nabla.examples.annotated;

import dev.nabla.annotation.Nabla;

/** The exclusive or, learned from its four samples. */
@Nabla(
    batch = true,
    value =
        """
        network Xor

        input  x  : (2, 1)
        target y  : ()
        param  W1 : (2, 8), b1 : (8, 1)
        param  w2 : (8, 1), b2 : ()

        h = tanh(W1^T x + b1)
        output p = sigmoid(w2^T h + b2)
        loss   L = bce(p, y)
        """)
public final class XorGate {
  private static final double[] INPUTS = {0, 0, 0, 1, 1, 0, 1, 1};
  private static final double[] TARGETS = {0, 1, 1, 0};

  private final Xor net = new Xor();
  private final double[] theta;

  /** A gate that knows nothing yet. */
  public XorGate(long seed) {
    theta = Xor.initialParameters(seed);
  }

  /** Steps down the gradient of the mean loss, which it returns. */
  public double train(int steps, double rate) {
    double[] grad = new double[Xor.PARAMETERS];
    double loss = 0;
    for (int step = 0; step < steps; step++) {
      loss = net.gradientBatch(theta, INPUTS, TARGETS, TARGETS.length, grad);
      for (int k = 0; k < theta.length; k++) {
        theta[k] -= rate * grad[k];
      }
    }
    return loss;
  }

  /** The probability of a one. */
  public double predict(double a, double b) {
    double[] out = new double[1];
    net.predict(theta, new double[] {a, b}, out);
    return out[0];
  }
}
