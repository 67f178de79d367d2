package dev.nabla.train;

/** A way to step along gradients. It has a state and belongs to one training. */
public interface Optimizer {
  /** Moves {@code theta} by one step against the gradient {@code g} of the loss there. */
  void step(double[] theta, double[] g);

  /** The optimisers by name. */
  enum Kind {
    /** Gradient descent: {@code θ ← θ - η g}. */
    SGD(0.1) {
      @Override
      public Optimizer start(double rate, int parameters) {
        return (theta, g) -> {
          for (int k = 0; k < theta.length; k++) {
            theta[k] -= rate * g[k];
          }
        };
      }
    },
    /** Heavy ball: {@code v ← 0.9 v + g, θ ← θ - η v}. */
    MOMENTUM(0.02) {
      @Override
      public Optimizer start(double rate, int parameters) {
        return new Momentum(rate, parameters);
      }
    },
    /** Adam of Kingma and Ba (2015), with β1 = 0.9, β2 = 0.999 and ε = 1e-8. */
    ADAM(0.01) {
      @Override
      public Optimizer start(double rate, int parameters) {
        return new Adam(rate, parameters);
      }
    };

    private final double usualRate;

    Kind(double usualRate) {
      this.usualRate = usualRate;
    }

    /** The learning rate when none is chosen. */
    public double usualRate() {
      return usualRate;
    }

    /** A new optimiser with a learning rate η. */
    public abstract Optimizer start(double rate, int parameters);
  }

  /** See {@link Kind#MOMENTUM}. */
  final class Momentum implements Optimizer {
    private static final double KEPT = 0.9;

    private final double rate;
    private final double[] velocity;

    Momentum(double rate, int parameters) {
      this.rate = rate;
      this.velocity = new double[parameters];
    }

    @Override
    public void step(double[] theta, double[] g) {
      for (int k = 0; k < theta.length; k++) {
        velocity[k] = KEPT * velocity[k] + g[k];
        theta[k] -= rate * velocity[k];
      }
    }
  }

  /** See {@link Kind#ADAM}. */
  final class Adam implements Optimizer {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double rate;
    private final double[] first;
    private final double[] second;
    private double power1 = 1;
    private double power2 = 1;

    Adam(double rate, int parameters) {
      this.rate = rate;
      this.first = new double[parameters];
      this.second = new double[parameters];
    }

    @Override
    public void step(double[] theta, double[] g) {
      power1 *= BETA1;
      power2 *= BETA2;
      double scale1 = 1 / (1 - power1);
      double scale2 = 1 / (1 - power2);
      for (int k = 0; k < theta.length; k++) {
        first[k] = BETA1 * first[k] + (1 - BETA1) * g[k];
        second[k] = BETA2 * second[k] + (1 - BETA2) * g[k] * g[k];
        theta[k] -= rate * first[k] * scale1 / (Math.sqrt(second[k] * scale2) + EPSILON);
      }
    }
  }
}
