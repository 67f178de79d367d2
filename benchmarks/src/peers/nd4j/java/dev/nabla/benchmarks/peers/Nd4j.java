package dev.nabla.benchmarks.peers;

import dev.nabla.benchmarks.Family;
import dev.nabla.benchmarks.Implementation;
import dev.nabla.benchmarks.Problem;
import dev.nabla.benchmarks.Provider;
import dev.nabla.benchmarks.matrix.MatrixPrograms;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4jBackend;

/** ND4J by hand: products into matrices allocated once, everything else in place. */
public final class Nd4j implements Provider {
  /** Found by name. */
  public Nd4j() {}

  @Override
  public String version() {
    String jar = Nd4jBackend.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return jar.replaceFirst(".*/nd4j-api-(.*)\\.jar", "$1");
  }

  @Override
  public Optional<Implementation> prepare(Problem problem) {
    Family family = problem.of().family();
    if (family == Family.TANH_SOFTMAX || family == Family.LSTM) {
      return Optional.empty();
    }
    DataType type = problem.of().single() ? DataType.FLOAT : DataType.DOUBLE;
    return Optional.of(MatrixPrograms.of(problem, new Nd4jMatrices(type)));
  }
}
