package dev.nabla.cli;

import dev.nabla.report.values.BadInput;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains the commands. */
@Command(
    name = "help",
    mixinStandardHelpOptions = true,
    description = "Explains a command, or lists them all.",
    footer = {
      "",
      "Examples:",
      "  # what generate can do, with examples",
      "  nabla help generate",
      "  # everything on one page, for man",
      "  nabla help --man"
    })
final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "the command")
  private Optional<String> name = Optional.empty();

  @Option(names = "--man", description = "print the manual page instead")
  private boolean man;

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    if (man) {
      spec.commandLine().getOut().print(ManPage.of(root.getCommandSpec()));
      return ExitCode.DONE;
    }
    CommandLine command =
        name.map(
                wanted ->
                    Optional.ofNullable(root.getSubcommands().get(wanted))
                        .orElseThrow(() -> unknown(wanted, root)))
            .orElse(root);
    command.usage(spec.commandLine().getOut(), root.getColorScheme());
    return ExitCode.DONE;
  }

  private static BadInput unknown(String wanted, CommandLine root) {
    return new BadInput(
        "help",
        "there is no command "
            + wanted
            + "; there are "
            + String.join(", ", root.getSubcommands().keySet()));
  }
}
