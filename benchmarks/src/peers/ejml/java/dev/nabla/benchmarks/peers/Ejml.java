package dev.nabla.benchmarks.peers;

import dev.nabla.benchmarks.Implementation;
import dev.nabla.benchmarks.Problem;
import dev.nabla.benchmarks.Provider;
import dev.nabla.benchmarks.matrix.MatrixPrograms;
import java.util.Optional;
import org.ejml.EjmlVersion;

/**
 * EJML as a careful user writes it: the procedures of CommonOps on matrices that are allocated
 * once.
 */
public final class Ejml implements Provider {
  /** Found by name. */
  public Ejml() {}

  @Override
  public String version() {
    return EjmlVersion.VERSION;
  }

  @Override
  public Optional<Implementation> prepare(Problem problem) {
    return Optional.of(
        problem.of().single()
            ? MatrixPrograms.of(problem, new EjmlFloats())
            : MatrixPrograms.of(problem, new EjmlDoubles()));
  }
}
