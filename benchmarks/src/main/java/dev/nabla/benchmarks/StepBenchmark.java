package dev.nabla.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
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

  /** The property that says for how many milliseconds the compiler has to be idle at the start. */
  static final String IDLE = "nabla.benchmarks.idle";

  /** The property that says how many calls there are at least before iterations begin. */
  static final String LEAST_CALLS = "nabla.benchmarks.leastCalls";

  private static final int COUNTED_CALLS = 16;

  /** The name of a case. */
  @Param("")
  public String caseName;

  /** The name of a provider. */
  @Param("")
  public String provider;

  private final List<Double> shares = new ArrayList<>();
  private Implementation implementation;
  private double settling;
  private long wallStart;
  private long cpuStart;

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
    settling =
        Settling.settle(
            implementation,
            Integer.getInteger(IDLE),
            Integer.getInteger(LEAST_CALLS),
            Providers.variants().contains(provider));
  }

  /** Starts the clocks. */
  @Setup(Level.Iteration)
  public void startIteration() {
    wallStart = System.nanoTime();
    cpuStart = cpuTime();
  }

  /** Notes how much of a core this process had. */
  @TearDown(Level.Iteration)
  public void endIteration() {
    long cpu = cpuTime() - cpuStart;
    shares.add((double) cpu / (System.nanoTime() - wallStart));
  }

  private static long cpuTime() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Leaves the notes. */
  @TearDown
  public void tearDown() throws IOException {
    double bytes = (double) Allocation.bytes(implementation, COUNTED_CALLS) / COUNTED_CALLS;
    Path folder = Path.of(System.getProperty(FOLDER));
    new ForkNotes(bytes, settling, shares).write(folder);
    implementation.close();
  }

  /** The work. */
  @Benchmark
  public double step() {
    return implementation.run();
  }
}
