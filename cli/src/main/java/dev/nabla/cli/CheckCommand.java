package dev.nabla.cli;

import dev.nabla.codegen.GenerationException;
import dev.nabla.codegen.NumberType;
import dev.nabla.codegen.check.CheckReport;
import dev.nabla.codegen.check.GradientCheck;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.derive.Deriver;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;
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
      "Prints the worst relative error of each variable; exit code 4 when one is above 1e-6.",
      "Examples:",
      "  nabla check two-layer.nabla",
      "  nabla check --hessian --hvp two-layer.nabla",
      "  nabla check --dim n=5 --dim m=3 --trials 20 -e 'loss L = ‖W x - y‖^2'"
    })
final class CheckCommand implements Callable<Integer> {
  private static final double TOLERANCE = 1e-6;

  @Spec private CommandSpec spec;
  @Mixin private SpecOptions definitions;

  @Option(names = "--seed", description = "of the random points (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(names = "--trials", description = "how many points (default: ${DEFAULT-VALUE})")
  private int trials = 5;

  @Mixin private ExtraMethods methods;

  @Override
  public Integer call() {
    if (trials < 1) {
      throw new Failure(ExitCode.USAGE, "--trials: at least 1");
    }
    int code = ExitCode.DONE;
    for (SpecOptions.Definition definition : definitions.all()) {
      DerivedProgram program = Deriver.derive(definitions.network(definition)).program();
      try {
        code =
            Math.max(
                code, check(spec.commandLine().getOut(), program, methods.extras(), seed, trials));
      } catch (GenerationException e) {
        throw GenerateCommand.failure(definition, e);
      }
    }
    return code;
  }

  /** Checks one program, prints what was found and returns the exit code. */
  static int check(
      PrintWriter out, DerivedProgram program, Set<Goal> extras, long seed, int trials) {
    CheckReport report = GradientCheck.check(program, NumberType.DOUBLE, extras, seed, trials);
    boolean passed = report.isWithin(TOLERANCE);
    String name = program.network().name();
    out.println(name + ": " + (passed ? "passed" : "FAILED") + ", " + trials + " points");
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
              entry.worst() <= TOLERANCE ? "" : "  <- wrong",
              kinks));
    }
    return passed ? ExitCode.DONE : ExitCode.CHECK;
  }
}
