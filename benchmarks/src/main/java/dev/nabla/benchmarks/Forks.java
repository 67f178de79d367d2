package dev.nabla.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs one case by one provider in processes of its own, with JMH. */
final class Forks {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final Path folder;
  private final boolean nativeAccess;

  Forks(Path folder) {
    this.folder = folder;
    this.nativeAccess = Runtime.version().feature() >= 22;
  }

  /** Where the compiler's log of our class is, after it has been measured. */
  Path compilations(Problem problem, String provider) {
    return folder.resolve(problem.of().name() + "-" + provider + ".jit");
  }

  Measurement measure(Problem problem, String provider, Effort effort) {
    Path reason = folder.resolve("reason");
    try {
      Files.deleteIfExists(reason);
      RunResult result = run(problem, provider, effort);
      return new Measurement(
          problem.of(), provider, median(result, null), median(result, ALLOCATED), "");
    } catch (RunnerException e) {
      return Measurement.missing(problem.of(), provider, reason(reason, e));
    } catch (IOException e) {
      return Measurement.missing(problem.of(), provider, Providers.reason(e));
    }
  }

  private static String reason(Path file, Exception e) {
    try {
      return Files.exists(file) ? Files.readString(file) : Providers.reason(e);
    } catch (IOException unreadable) {
      return Providers.reason(unreadable);
    }
  }

  private RunResult run(Problem problem, String provider, Effort effort) throws RunnerException {
    TimeValue time = TimeValue.milliseconds(effort.milliseconds());
    return new Runner(
            new OptionsBuilder()
                .include("^" + StepBenchmark.class.getName() + ".step$")
                .param("caseName", problem.of().name())
                .param("provider", provider)
                .forks(effort.forks())
                .warmupIterations(effort.warmUp())
                .warmupTime(time)
                .measurementIterations(effort.iterations())
                .measurementTime(time)
                .threads(1)
                .addProfiler(GCProfiler.class)
                .jvmArgs(jvmArguments(problem, provider).toArray(String[]::new))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build())
        .runSingle();
  }

  private List<String> jvmArguments(Problem problem, String provider) {
    List<String> arguments = new ArrayList<>();
    arguments.add("-Xmx2g");
    arguments.add("-D" + StepBenchmark.FOLDER + "=" + folder);
    if (Providers.variants().contains(provider)) {
      arguments.add("--add-modules=jdk.incubator.vector");
      arguments.add(
          "-Xlog:jit+compilation=debug:file=" + compilations(problem, provider) + "::filecount=0");
    } else {
      arguments.add("-Dorg.bytedeco.javacpp.cachedir=" + folder.resolveSibling("javacpp"));
      arguments.add("-DDJL_CACHE_DIR=" + folder.resolveSibling("djl"));
      arguments.add("-DENGINE_CACHE_DIR=" + folder.resolveSibling("djl"));
      arguments.add("-Dai.djl.offline=true");
      arguments.add("-Dai.djl.pytorch.num_threads=1");
      arguments.add("-Dai.djl.pytorch.num_interop_threads=1");
      arguments.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
      if (nativeAccess) {
        arguments.add("--enable-native-access=ALL-UNNAMED");
      }
    }
    return arguments;
  }

  /** The median over all iterations of all forks, of the time or of another result. */
  private static double median(RunResult run, String label) {
    List<Double> scores = new ArrayList<>();
    for (BenchmarkResult fork : run.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        Result<?> result =
            label == null
                ? iteration.getPrimaryResult()
                : iteration.getSecondaryResults().get(label);
        scores.add(result.getScore());
      }
    }
    scores.sort(null);
    int middle = scores.size() / 2;
    return scores.size() % 2 == 1
        ? scores.get(middle)
        : (scores.get(middle - 1) + scores.get(middle)) / 2;
  }
}
