package dev.nabla.benchmarks.peers;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import dev.nabla.benchmarks.Implementation;
import dev.nabla.benchmarks.Problem;
import dev.nabla.benchmarks.Provider;
import dev.nabla.benchmarks.matrix.MatrixPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The system's BLAS, called through JNI; it has to be OpenBLAS. */
public final class OpenBlas implements Provider {
  private final BLAS blas;
  private final String library;

  /** Found by name. */
  public OpenBlas() throws IOException {
    try {
      this.blas = NativeBLAS.getInstance();
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalStateException(
          "no BLAS library; on Debian: apt-get install libopenblas0-pthread", e);
    }
    this.library = loaded();
    if (!library.contains("openblas")) {
      throw new IllegalStateException("the BLAS of the system is " + library + ", not OpenBLAS");
    }
  }

  /** The file that was loaded, from the map of this process. */
  private static String loaded() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .filter(line -> line.matches(".*blas[^/]*\\.so.*") && !line.contains("netlib"))
        .map(line -> line.substring(line.indexOf('/')))
        .findFirst()
        .orElse("unknown");
  }

  @Override
  public String version() {
    return library;
  }

  @Override
  public Optional<Implementation> prepare(Problem problem) {
    return Optional.of(
        problem.of().single()
            ? MatrixPrograms.of(problem, new BlasFloats(blas))
            : MatrixPrograms.of(problem, new BlasDoubles(blas)));
  }
}
