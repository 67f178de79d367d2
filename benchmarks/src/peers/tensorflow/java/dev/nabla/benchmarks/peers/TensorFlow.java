package dev.nabla.benchmarks.peers;

import dev.nabla.benchmarks.Family;
import dev.nabla.benchmarks.Implementation;
import dev.nabla.benchmarks.Problem;
import dev.nabla.benchmarks.Provider;
import java.util.Optional;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** TensorFlow Java: a graph with the gradients that it derives, run in a session. */
public final class TensorFlow implements Provider {
  /** Found by name. */
  public TensorFlow() {}

  @Override
  public String version() {
    return org.tensorflow.TensorFlow.version();
  }

  @Override
  public Optional<Implementation> prepare(Problem problem) {
    if (problem.of().family() == Family.TANH_SOFTMAX) {
      // The graph has no gradients of the gradients of these operations.
      return Optional.empty();
    }
    return Optional.of(
        problem.of().single()
            ? new TensorFlowGraph<>(problem, TFloat32.class)
            : new TensorFlowGraph<>(problem, TFloat64.class));
  }
}
