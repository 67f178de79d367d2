package dev.nabla.cli;

import dev.nabla.codegen.compile.MissingModuleException;
import dev.nabla.symbolic.derive.DerivationException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code nabla}. */
@Command(
    name = "nabla",
    mixinStandardHelpOptions = true,
    version = "nabla 0.1.0",
    subcommands = {
      DeriveCommand.class,
      GenerateCommand.class,
      CheckCommand.class,
      EvalCommand.class,
      FmtCommand.class,
      FunctionsCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    header = "Networks as in lecture notes, to checked shapes, derived gradients and Java.",
    footer = {
      "",
      "Try:  nabla derive -e 'z = W x + b; loss L = ‖z - y‖^2'",
      "",
      "Exit codes: 0 done, 1 internal error, 2 usage, 3 the definition is wrong, 4 a check failed."
    })
public final class Main implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }

  /** Runs the command; exits with its code unless it is 0. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int code =
        run(
            new PrintWriter(out, true, StandardCharsets.UTF_8),
            new PrintWriter(err, true, StandardCharsets.UTF_8),
            arguments);
    if (code != ExitCode.DONE) {
      System.exit(code);
    }
  }

  /** Runs the command with these outputs and returns its exit code. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return run(CommandLine.defaultFactory(), out, err, arguments);
  }

  /** The same with commands made by a factory. */
  static int run(
      CommandLine.IFactory factory, PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine command = new CommandLine(new Main(), factory);
    List.of("generate", "check")
        .forEach(name -> SettingOptions.addTo(command.getSubcommands().get(name)));
    command.setOut(out);
    command.setErr(err);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setExecutionExceptionHandler((e, line, parsed) -> report(e, err));
    int code = command.execute(arguments);
    out.flush();
    err.flush();
    return code;
  }

  private static int report(Exception e, PrintWriter err) {
    if (e instanceof Failure failure) {
      err.println(failure.getMessage());
      return failure.exitCode();
    }
    if (e instanceof MissingModuleException) {
      err.println("nabla: " + e.getMessage());
      return ExitCode.USAGE;
    }
    String what =
        e instanceof DerivationException
            ? e.getMessage()
            : e.getClass().getName() + ": " + e.getMessage();
    err.println("nabla: internal error: " + what);
    err.println("nabla: this is a mistake in nabla, not in your definition; please report it");
    return ExitCode.INTERNAL;
  }
}
