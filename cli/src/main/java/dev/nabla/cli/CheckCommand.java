package dev.nabla.cli;

import dev.nabla.codegen.NumberType;
import dev.nabla.codegen.Options;
import dev.nabla.codegen.check.CheckReport;
import dev.nabla.codegen.check.GradientCheck;
import dev.nabla.codegen.spec.Setting;
import dev.nabla.codegen.spec.SpecGenerator;
import dev.nabla.report.values.BadInput;
import dev.nabla.symbolic.derive.DerivedProgram;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compiles the generated class in memory and compares its gradients. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Compares generated, interpreted and numeric gradients at random points.",
    footer = {
      "",
      "Prints the worst relative error of each variable; the exit code is 4 when one",
      "is above 1e-6, or above 1e-3 with --type float.",
      "",
      "Examples:",
      "  # the gradients of a class, as generated in memory",
      "  nabla check two-layer.nabla",
      "  # second derivatives too",
      "  nabla check --hessian --hvp two-layer.nabla",
      "  # many files, in single precision",
      "  nabla check --type float *.nabla",
      "  # sizes that the definition leaves open, and more points",
      "  nabla check --dim n=5 --dim m=3 --trials 20 -e 'loss L = ‖W x - y‖^2'"
    })
final class CheckCommand implements Callable<Integer> {
  private static final Map<NumberType, Double> TOLERANCES =
      Map.of(NumberType.DOUBLE, 1e-6, NumberType.FLOAT, 1e-3);

  @Spec private CommandSpec spec;
  @Mixin private SpecOptions definitions;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "of the random points (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "how many points (default: ${DEFAULT-VALUE})")
  private int trials = 5;

  @Override
  public Integer call() {
    if (trials < 1) {
      throw new BadInput("--trials", "at least 1");
    }
    Map<Setting, String> settings = SettingOptions.chosen(spec);
    return definitions.each(
        definition -> {
          SpecGenerator.Generated generated =
              definitions.generated(definition, "", Optional.of("Checked"), settings);
          PrintWriter out = spec.commandLine().getOut();
          return check(out, generated.program(), generated.options(), seed, trials);
        });
  }

  /** Checks one program, prints what was found and returns the exit code. */
  static int check(
      PrintWriter out, DerivedProgram program, Options options, long seed, int trials) {
    CheckReport report = GradientCheck.check(program, options, seed, trials);
    double tolerance = TOLERANCES.get(options.type());
    boolean passed = report.isWithin(tolerance);
    String name = program.network().name();
    if (report.points() == 0) {
      out.println(
          name
              + ": not checked; no point was found where "
              + program.network().result().name()
              + " has a value");
      return ExitCode.DONE;
    }
    String fewer = report.points() < trials ? " of " + trials + ", no others have a value" : "";
    out.println(
        name + ": " + (passed ? "passed" : "FAILED") + ", " + report.points() + " points" + fewer);
    int width = report.entries().stream().mapToInt(e -> e.name().length()).max().orElse(0);
    for (CheckReport.Entry entry : report.entries()) {
      String kinks = entry.kinks() == 0 ? "" : "  (" + entry.kinks() + " at a kink left out)";
      if (!entry.isCompared()) {
        kinks = "  <- not compared: a kink within the step of each of " + entry.kinks();
      }
      out.println(
          String.format(
              Locale.ROOT,
              "  %-" + Math.max(1, width) + "s  worst relative error %.1e%s%s",
              entry.name(),
              entry.worst(),
              entry.worst() <= tolerance ? "" : "  <- wrong",
              kinks));
    }
    return passed ? ExitCode.DONE : ExitCode.CHECK;
  }
}
