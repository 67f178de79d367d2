package dev.nabla.cli;

import dev.nabla.codegen.spec.Setting;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The settings of generated code as options of a command, from the rows of {@link Setting}. */
final class SettingOptions {
  private SettingOptions() {}

  /** Adds them all to a command. */
  static void addTo(CommandLine command) {
    for (Setting setting : Setting.values()) {
      command.getCommandSpec().addOption(option(setting));
    }
  }

  private static OptionSpec option(Setting setting) {
    OptionSpec.Builder option = OptionSpec.builder(name(setting));
    if (setting.isFlag()) {
      return option.type(boolean.class).arity("0").description(setting.description()).build();
    }
    String values = String.join("|", setting.choices());
    return option
        .type(String.class)
        .paramLabel(values)
        .completionCandidates(setting.choices())
        .converters(value -> valid(setting, value))
        .description(setting.description() + " (default: " + setting.standard() + ")")
        .build();
  }

  private static String name(Setting setting) {
    return "--" + setting.key();
  }

  private static String valid(Setting setting, String value) {
    if (!setting.choices().contains(value)) {
      throw new CommandLine.TypeConversionException(
          "one of " + String.join(", ", setting.choices()) + " is needed, not '" + value + "'");
    }
    return value;
  }

  /** What was chosen on the command line. */
  static Map<Setting, String> chosen(CommandSpec command) {
    CommandLine.ParseResult parsed = command.commandLine().getParseResult();
    Map<Setting, String> chosen = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      if (parsed.hasMatchedOption(name(setting))) {
        chosen.put(setting, String.valueOf(parsed.matchedOptionValue(name(setting), "true")));
      }
    }
    return chosen;
  }
}
