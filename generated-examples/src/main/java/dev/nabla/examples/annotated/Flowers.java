package dev.nabla.examples.annotated;

import dev.nabla.annotation.Nabla;
import java.util.function.UnaryOperator;

/**
 * Tells flowers by a network whose definition is a file, in both precisions: two classes come of
 * one interface.
 */
@Nabla(file = "dev/nabla/examples/iris.nabla", name = "FlowerNetwork", batch = true)
@Nabla(file = "dev/nabla/examples/iris.nabla", name = "FastFlowerNetwork", type = Nabla.Type.FLOAT)
public interface Flowers extends UnaryOperator<double[]> {
  /** Probabilities of the kinds, by measures of petals and sepals. */
  @Override
  double[] apply(double[] measures);

  /** Flowers by these parameters. */
  static Flowers of(double[] theta) {
    FlowerNetwork network = new FlowerNetwork();
    return measures -> {
      double[] out = new double[FlowerNetwork.OUTPUTS];
      network.predict(theta, measures, out);
      return out;
    };
  }
}
