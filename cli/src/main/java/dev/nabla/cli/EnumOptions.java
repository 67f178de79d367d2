package dev.nabla.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What is chosen out of a few values shows these, as they are typed. */
final class EnumOptions {
  private EnumOptions() {}

  /** Shows the values in the help and the completion of a command and its subcommands. */
  static void show(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    for (ArgSpec argument : List.copyOf(spec.args())) {
      if (argument.type().isEnum()) {
        spec.remove(argument);
        spec.add(shown(argument));
      }
    }
    command.getSubcommands().values().forEach(EnumOptions::show);
  }

  private static ArgSpec shown(ArgSpec argument) {
    List<String> values =
        Stream.of(argument.type().getEnumConstants())
            .map(value -> value.toString().toLowerCase(Locale.ROOT))
            .toList();
    String label = String.join("|", values);
    return argument instanceof OptionSpec option
        ? OptionSpec.builder(option).paramLabel(label).completionCandidates(values).build()
        : PositionalParamSpec.builder((PositionalParamSpec) argument)
            .paramLabel(label)
            .completionCandidates(values)
            .build();
  }
}
