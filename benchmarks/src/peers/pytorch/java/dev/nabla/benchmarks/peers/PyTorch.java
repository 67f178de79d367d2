package dev.nabla.benchmarks.peers;

import ai.djl.engine.Engine;
import dev.nabla.benchmarks.Family;
import dev.nabla.benchmarks.Implementation;
import dev.nabla.benchmarks.Problem;
import dev.nabla.benchmarks.Provider;
import java.util.Optional;

/** PyTorch through DJL: the definition in operations on arrays, gradients by its own recording. */
public final class PyTorch implements Provider {
  private final Engine engine = Engine.getEngine("PyTorch");

  /** Found by name. */
  public PyTorch() {}

  @Override
  public String version() {
    return engine.getVersion() + ", DJL " + Engine.getDjlVersion();
  }

  @Override
  public Optional<Implementation> prepare(Problem problem) {
    Family family = problem.of().family();
    if (family == Family.TANH_SOFTMAX) {
      // DJL has no second derivatives.
      return Optional.empty();
    }
    return Optional.of(
        family == Family.LINEAR
            ? new PyTorchProducts(problem, engine)
            : new PyTorchStep(problem, engine));
  }
}
