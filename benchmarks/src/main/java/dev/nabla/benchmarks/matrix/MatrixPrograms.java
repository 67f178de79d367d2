package dev.nabla.benchmarks.matrix;

import dev.nabla.benchmarks.Implementation;
import dev.nabla.benchmarks.Problem;

/** The cases written by hand with the procedures of a matrix library. */
public final class MatrixPrograms {
  private MatrixPrograms() {}

  /** The program for a case; everything is allocated here. */
  public static <M> Implementation of(Problem problem, Matrices<M> library) {
    return switch (problem.of().family()) {
      case BINARY, SOFTMAX, DEEP_TANH -> new ChainProgram<>(problem, library);
      case TANH_SOFTMAX -> new HessianProgram<>(problem, library);
      case LINEAR -> new ProductsProgram<>(problem, library);
      case BILINEAR -> new BilinearProgram<>(problem, library);
      case LSTM -> new LstmProgram<>(problem, library);
      case ATTENTION -> new AttentionProgram<>(problem, library);
    };
  }
}
