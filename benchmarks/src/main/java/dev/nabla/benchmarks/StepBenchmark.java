package dev.nabla.benchmarks;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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

  /** The file with the reason why an implementation is not available. */
  static final String REASON = "reason";

  /** The file with the number of bytes that a call allocates. */
  static final String BYTES = "bytes";

  private static final int COUNTED_CALLS = 16;

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
      Files.writeString(folder.resolve(REASON), Providers.reason(e));
      throw e;
    }
  }

  /** Counts what a call allocates, exactly: by the counter of this thread. */
  @TearDown
  public void tearDown() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long nothing =
        -threads.getCurrentThreadAllocatedBytes() + threads.getCurrentThreadAllocatedBytes();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int call = 0; call < COUNTED_CALLS; call++) {
      implementation.run();
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before - nothing;
    Path folder = Path.of(System.getProperty(FOLDER));
    Files.writeString(folder.resolve(BYTES), String.valueOf((double) bytes / COUNTED_CALLS));
    implementation.close();
  }

  /** The work. */
  @Benchmark
  public double step() {
    return implementation.run();
  }
}
