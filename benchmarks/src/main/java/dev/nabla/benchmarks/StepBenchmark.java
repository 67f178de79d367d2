package dev.nabla.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One case by one implementation in a process of its own, checked against the reference first. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StepBenchmark {
  /** The property that names the folder of the run, where references are and reasons are left. */
  static final String FOLDER = "nabla.benchmarks.folder";

  /** The name of a case. */
  @Param("")
  public String caseName;

  /** The name of a provider. */
  @Param("")
  public String provider;

  private Implementation implementation;

  /** Makes the implementation and checks its results. */
  @Setup
  public void setUp() throws IOException {
    Path folder = Path.of(System.getProperty(FOLDER));
    Case of = Case.named(caseName);
    try {
      Provider from = Providers.named(provider);
      implementation =
          from.prepare(Problem.of(of)).orElseThrow(() -> new IllegalStateException("none"));
      Files.writeString(folder.resolve(provider + ".version"), from.version());
      implementation.run();
      Optional<String> difference =
          Reference.difference(
              of,
              Reference.read(folder.resolve(of.name() + ".reference")),
              implementation.result());
      if (difference.isPresent()) {
        throw new IllegalStateException("WRONG: " + difference.get());
      }
    } catch (RuntimeException | LinkageError e) {
      Files.writeString(folder.resolve("reason"), Providers.reason(e));
      throw e;
    }
  }

  /** Frees native memory. */
  @TearDown
  public void tearDown() {
    implementation.close();
  }

  /** The work. */
  @Benchmark
  public double step() {
    return implementation.run();
  }
}
