package dev.nabla.train;

import dev.nabla.codegen.JavaGenerator;
import dev.nabla.codegen.Options;
import dev.nabla.codegen.compile.CompilationException;
import dev.nabla.codegen.compile.GeneratedClass;
import dev.nabla.codegen.compile.InMemoryCompiler;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.network.Network;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** A network with its generated class, compiled in memory. */
public final class Kernel {
  private static final MethodType LOSS =
      MethodType.methodType(double.class, double[].class, double[].class, double[].class);

  private final Network network;
  private final GeneratedClass generated;
  private final MethodHandle loss;

  private Kernel(Network network, GeneratedClass generated) {
    this.network = network;
    this.generated = generated;
    try {
      this.loss =
          MethodHandles.publicLookup()
              .findVirtual(generated.type(), "loss", LOSS)
              .bindTo(generated.instance());
    } catch (ReflectiveOperationException e) {
      throw new CompilationException("no method loss in " + generated.type().getName(), e);
    }
  }

  /**
   * Generates and compiles the class of a network that has a loss and parameters.
   *
   * @param options with batches, in double precision
   * @throws dev.nabla.codegen.GenerationException when there is no code for it
   */
  public static Kernel compile(Network network, Options options) {
    return new Kernel(
        network,
        InMemoryCompiler.load(
            new JavaGenerator().generate(Deriver.derive(network).program(), options)));
  }

  /** The network, with the sizes that were compiled. */
  public Network network() {
    return network;
  }

  int parameters() {
    return generated.parameters();
  }

  int inputs() {
    return generated.inputs();
  }

  int targets() {
    return generated.targets();
  }

  int outputs() {
    return generated.outputs();
  }

  /** The loss of one sample. */
  double loss(double[] theta, double[] x, double[] y) {
    try {
      return (double) loss.invokeExact(theta, x, y);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new CompilationException("loss failed", e);
    }
  }

  double gradient(double[] theta, double[] x, double[] y, double[] grad) {
    return generated.gradient(theta, x, y, grad);
  }

  /** The mean loss of samples, and its gradient, whatever the definition says of sums. */
  double gradientBatch(double[] theta, double[] xs, double[] ys, int count, double[] grad) {
    double value = generated.gradientBatch(theta, xs, ys, count, grad);
    if (!network.lossIsSum()) {
      return value;
    }
    for (int k = 0; k < grad.length; k++) {
      grad[k] /= count;
    }
    return value / count;
  }

  /** The predictions for all samples, one after the other. */
  double[] predictions(double[] theta, Samples samples) {
    double[] outs = new double[Math.multiplyExact(samples.count(), outputs())];
    if (samples.count() > 0 && outs.length > 0) {
      generated.predictBatch(theta, samples.xs(), samples.count(), outs);
    }
    return outs;
  }
}
