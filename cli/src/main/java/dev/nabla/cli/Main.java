package dev.nabla.cli;

import dev.nabla.codegen.compile.MissingModuleException;
import dev.nabla.grammar.base.Visible;
import dev.nabla.report.values.BadInput;
import dev.nabla.symbolic.derive.DerivationException;
import java.io.FileDescriptor;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code nabla}. */
@Command(
    name = "nabla",
    mixinStandardHelpOptions = true,
    version = Main.VERSION,
    subcommands = {
      DeriveCommand.class,
      GenerateCommand.class,
      CheckCommand.class,
      EvalCommand.class,
      GraphCommand.class,
      TrainCommand.class,
      PredictCommand.class,
      FmtCommand.class,
      FunctionsCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    header = "Networks as in lecture notes, to checked shapes, derived gradients and Java.",
    footer = {
      "",
      "Examples:",
      "  # the formulas of a definition",
      "  nabla derive -e 'z = W x + b; loss L = ‖z - y‖^2'",
      "  # a Java class that trains it",
      "  nabla generate two-layer.nabla -o src/main/java --package demo",
      "  # whether its gradients are right",
      "  nabla check two-layer.nabla",
      "  # more on a command, and examples of it",
      "  nabla help generate"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:internal error",
      "2:the command line, or a file that it names, cannot be used",
      "3:the definition is wrong",
      "4:a check failed"
    })
public final class Main implements Runnable {
  static final String VERSION = "nabla 0.1.0";

  private final Screen screen;
  private final Progress progress;

  @CommandLine.Spec private CommandSpec spec;

  private Main(Screen screen, Progress progress) {
    this.screen = screen;
    this.progress = progress;
  }

  /** What a command belongs to. */
  static Main of(CommandSpec command) {
    return (Main) command.root().userObject();
  }

  Screen screen() {
    return screen;
  }

  Progress progress() {
    return progress;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }

  /** Runs the command; exits with its code unless it is 0. */
  public static void main(String[] arguments) {
    StandardOutput out = new StandardOutput(FileDescriptor.out);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int code =
        run(
            new PrintWriter(out, true, StandardCharsets.UTF_8),
            new PrintWriter(err, true, StandardCharsets.UTF_8),
            arguments);
    if (code == ExitCode.DONE && out.problem().isPresent()) {
      err.println("nabla: standard output cannot be written: " + out.problem().get());
      code = ExitCode.USAGE;
    }
    if (code != ExitCode.DONE) {
      System.exit(code);
    }
  }

  /** Runs the command with these outputs and returns its exit code. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return run(CommandLine.defaultFactory(), Screen.of(out, err), arguments);
  }

  /** The same with commands made by a factory. */
  static int run(CommandLine.IFactory factory, Screen screen, String... arguments) {
    try (Progress progress = new Progress(screen)) {
      CommandLine command = commandLine(factory, screen, progress);
      command.setOut(progress.guard(screen.out()));
      command.setErr(progress.guard(screen.err()));
      command.setColorScheme(Help.defaultColorScheme(Colors.help(List.of(arguments), screen)));
      command.setExecutionExceptionHandler((e, line, parsed) -> report(e, command.getErr()));
      return execute(command, arguments);
    } finally {
      screen.out().flush();
      screen.err().flush();
    }
  }

  private static int execute(CommandLine command, String... arguments) {
    try {
      return command.execute(arguments);
    } catch (OutOfMemoryError e) {
      long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
      command
          .getErr()
          .println("nabla: the " + mebibytes + " MiB of memory that Java has are not enough");
      command
          .getErr()
          .println("nabla: choose smaller sizes, or set JAVA_TOOL_OPTIONS=-Xmx8g for 8 GiB");
      return ExitCode.USAGE;
    } catch (StackOverflowError e) {
      return internal("the definition is too deep", command.getErr());
    }
  }

  /** The command with all its options. */
  static CommandLine commandLine(CommandLine.IFactory factory, Screen screen, Progress progress) {
    CommandLine command = new CommandLine(new Main(screen, progress), factory);
    List.of("generate", "check")
        .forEach(name -> SettingOptions.addTo(command.getSubcommands().get(name)));
    EnumOptions.show(command);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    return command;
  }

  private static int report(Exception e, PrintWriter err) {
    if (e instanceof WrongDefinition) {
      err.println(e.getMessage());
      return ExitCode.SPEC;
    }
    if (e instanceof BadInput) {
      err.println(e.getMessage());
      return ExitCode.USAGE;
    }
    if (e instanceof InvalidPathException path) {
      String name = Visible.of(path.getInput());
      err.println("nabla: " + name + ": no name for a file on this system: " + path.getReason());
      return ExitCode.USAGE;
    }
    if (e instanceof MissingModuleException) {
      err.println("nabla: " + e.getMessage());
      return ExitCode.USAGE;
    }
    String what =
        e instanceof DerivationException
            ? e.getMessage()
            : e.getClass().getName() + ": " + e.getMessage();
    return internal(what, err);
  }

  private static int internal(String what, PrintWriter err) {
    err.println("nabla: internal error: " + Visible.lines(what));
    err.println("nabla: this is a mistake in nabla, not in your definition; please report it");
    return ExitCode.INTERNAL;
  }
}
