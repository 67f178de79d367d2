package dev.nabla.cli;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that completes command lines. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints a script with which a shell completes command lines of nabla.",
    footer = {
      "",
      "Examples:",
      "  # in ~/.bashrc:  source <(nabla completion bash)",
      "  nabla completion bash",
      "  # in ~/.zshrc:   source <(nabla completion zsh)",
      "  nabla completion zsh"
    })
final class CompletionCommand implements Runnable {
  /** Shells that can be helped. */
  enum Shell {
    BASH,
    ZSH
  }

  /** Where the script begins, behind remarks; it asks which of the two shells runs it. */
  private static final String START = "if [ -n \"$BASH_VERSION\"";

  @Spec private CommandSpec spec;

  @Parameters(description = "the shell")
  private Shell shell;

  @Override
  public void run() {
    String script = AutoComplete.bash("nabla", spec.root().commandLine());
    String name = shell.name().toLowerCase(Locale.ROOT);
    spec.commandLine()
        .getOut()
        .print(
            "# Completes command lines of nabla. In ~/."
                + name
                + "rc: source <(nabla completion "
                + name
                + ")\n\n"
                + script.substring(script.indexOf(START)));
  }
}
