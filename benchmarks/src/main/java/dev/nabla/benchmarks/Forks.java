package dev.nabla.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs one case by one provider in a process of its own, with JMH. */
final class Forks {
  /** Enough for every method of ours that has loops to be optimised. */
  private static final int CALLS_OF_JAVA = 1_500;

  private static final int CALLS_OF_NATIVE_CODE = 200;

  private final Path folder;
  private final boolean nativeAccess;

  Forks(Path folder) {
    this.folder = folder;
    this.nativeAccess = Runtime.version().feature() >= 22;
  }

  /** Where the compiler's log of our class is, after it has been measured. */
  Path compilations(Case of, String provider) {
    return folder.resolve(of.name() + "-" + provider + ".jit");
  }

  /** The iterations of one process; what it says of itself goes to a log. */
  Measurement measure(Case of, String provider, Effort effort) {
    Path reason = folder.resolve(StepBenchmark.REASON);
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (PrintStream log = new PrintStream(folder.resolve("forks.log").toFile(), UTF_8)) {
      System.setOut(log);
      System.setErr(log);
      Files.deleteIfExists(reason);
      RunResult result = run(of, provider, effort);
      ForkNotes notes = ForkNotes.read(folder);
      List<Iteration> iterations = iterations(result, notes.shares());
      return new Measurement(of, provider, iterations, notes.bytes(), notes.settling(), "");
    } catch (RunnerException e) {
      return Measurement.missing(of, provider, reason(reason, e));
    } catch (IOException e) {
      return Measurement.missing(of, provider, Providers.reason(e));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private static String reason(Path file, Exception e) {
    try {
      return Files.exists(file) ? Files.readString(file) : Providers.reason(e);
    } catch (IOException unreadable) {
      return Providers.reason(unreadable);
    }
  }

  private RunResult run(Case of, String provider, Effort effort) throws RunnerException {
    TimeValue time = TimeValue.milliseconds(effort.milliseconds());
    return new Runner(
            new OptionsBuilder()
                .include("^" + StepBenchmark.class.getName() + ".step$")
                .param("caseName", of.name())
                .param("provider", provider)
                .forks(1)
                .warmupIterations(effort.warmUp())
                .warmupTime(time)
                .measurementIterations(effort.iterations())
                .measurementTime(time)
                .threads(1)
                .jvmArgs(jvmArguments(of, provider, effort).toArray(String[]::new))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build())
        .runSingle();
  }

  private List<String> jvmArguments(Case of, String provider, Effort effort) {
    List<String> arguments = new ArrayList<>();
    arguments.add("-Xmx2g");
    arguments.add("-D" + StepBenchmark.FOLDER + "=" + folder);
    arguments.add("-D" + StepBenchmark.IDLE + "=" + effort.idle());
    arguments.add(
        "-D"
            + StepBenchmark.LEAST_CALLS
            + "="
            + (Providers.isHeavy(provider) ? CALLS_OF_NATIVE_CODE : CALLS_OF_JAVA));
    if (Providers.variants().contains(provider)) {
      arguments.add("--add-modules=jdk.incubator.vector");
      arguments.add(
          "-Xlog:jit+compilation=debug:file=" + compilations(of, provider) + "::filecount=0");
    } else {
      arguments.add("-Dorg.bytedeco.javacpp.cachedir=" + folder.resolveSibling("javacpp"));
      arguments.add("-DDJL_CACHE_DIR=" + folder.resolveSibling("djl"));
      arguments.add("-DENGINE_CACHE_DIR=" + folder.resolveSibling("djl"));
      arguments.add("-Dai.djl.offline=true");
      arguments.add("-Dai.djl.pytorch.num_threads=1");
      arguments.add("-Dai.djl.pytorch.num_interop_threads=1");
      if (nativeAccess) {
        arguments.add("--enable-native-access=ALL-UNNAMED");
      }
    }
    return arguments;
  }

  private static List<Iteration> iterations(RunResult run, List<Double> shares) {
    List<Double> times = new ArrayList<>();
    for (BenchmarkResult fork : run.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        times.add(iteration.getPrimaryResult().getScore());
      }
    }
    int warmUp = shares.size() - times.size();
    return IntStream.range(0, times.size())
        .mapToObj(k -> new Iteration(times.get(k), shares.get(warmUp + k)))
        .toList();
  }
}
