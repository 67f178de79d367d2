package dev.nabla.benchmarks.peers;

import dev.nabla.benchmarks.Implementation;
import dev.nabla.benchmarks.Problem;
import dev.nabla.benchmarks.Provider;
import java.util.Optional;
import org.ejml.data.Matrix;

/**
 * EJML as a careful user writes it: the procedures of CommonOps on matrices that are allocated
 * once.
 */
public final class Ejml implements Provider {
  /** Found by name. */
  public Ejml() {}

  @Override
  public String version() {
    return "EJML " + org.ejml.EjmlVersion.VERSION;
  }

  @Override
  public Optional<Implementation> prepare(Problem problem) {
    return problem.of().single()
        ? implementation(problem, new EjmlFloats())
        : implementation(problem, new EjmlDoubles());
  }

  private static <M extends Matrix> Optional<Implementation> implementation(
      Problem problem, EjmlNumbers<M> ops) {
    return Optional.of(
        switch (problem.of().family()) {
          case BINARY, SOFTMAX, DEEP_TANH -> new EjmlChain<>(problem, ops);
          case TANH_SOFTMAX -> new EjmlHessian<>(problem, ops);
          case LINEAR -> new EjmlProducts<>(problem, ops);
          case BILINEAR -> new EjmlBilinear<>(problem, ops);
          case LSTM -> new EjmlLstm<>(problem, ops);
          case ATTENTION -> new EjmlAttention<>(problem, ops);
        });
  }
}
