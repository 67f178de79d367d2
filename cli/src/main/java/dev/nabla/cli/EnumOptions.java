package dev.nabla.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Options that choose one of a few values show these, as they are typed. */
final class EnumOptions {
  private EnumOptions() {}

  /** Shows the values in the help and the completion of a command and its subcommands. */
  static void show(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    for (OptionSpec option : List.copyOf(spec.options())) {
      if (option.type().isEnum()) {
        List<String> values =
            Stream.of(option.type().getEnumConstants())
                .map(value -> value.toString().toLowerCase(Locale.ROOT))
                .toList();
        spec.remove(option);
        spec.addOption(
            OptionSpec.builder(option)
                .paramLabel(String.join("|", values))
                .completionCandidates(values)
                .build());
      }
    }
    command.getSubcommands().values().forEach(EnumOptions::show);
  }
}
