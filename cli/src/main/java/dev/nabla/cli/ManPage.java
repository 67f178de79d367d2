package dev.nabla.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The manual page of the command, from what its help says. */
final class ManPage {
  private final StringBuilder out = new StringBuilder();

  private ManPage() {}

  /** The page as {@code man} reads it. */
  static String of(CommandSpec root) {
    return new ManPage().page(root);
  }

  private String page(CommandSpec root) {
    UsageMessageSpec usage = root.usageMessage();
    macro("TH", root.name().toUpperCase(Locale.ROOT), "1", "", Main.VERSION, "Nabla");
    macro("SH", "NAME");
    line(root.name() + " - " + lowered(String.join(" ", usage.header())));
    macro("SH", "SYNOPSIS");
    for (CommandSpec command : commands(root)) {
      raw("\\fB" + escaped(command.qualifiedName()) + "\\fR " + synopsis(command));
      raw(".br");
    }
    macro("SH", "COMMANDS");
    commands(root).forEach(this::command);
    macro("SH", "EXAMPLES");
    footer(Stream.of(usage.footer()).filter(text -> text.startsWith("  ")).toList());
    macro("SH", "EXIT STATUS");
    usage
        .exitCodeList()
        .forEach(
            (code, text) -> {
              raw(".TP 4");
              bold(code);
              line(text);
            });
    macro("SH", "ENVIRONMENT");
    raw(".TP");
    bold("NO_COLOR");
    line("When it is set and not empty, messages are not coloured unless --color=always says so.");
    return out.toString();
  }

  private static List<CommandSpec> commands(CommandSpec root) {
    return root.subcommands().values().stream().map(c -> c.getCommandSpec()).toList();
  }

  private static String lowered(String sentence) {
    return sentence.substring(0, 1).toLowerCase(Locale.ROOT)
        + sentence.substring(1).replaceFirst("\\.$", "");
  }

  private static String synopsis(CommandSpec command) {
    Stream<String> parameters = command.positionalParameters().stream().map(p -> operand(p));
    return Stream.concat(Stream.of("[\\fIoptions\\fR]"), parameters)
        .collect(Collectors.joining(" "));
  }

  private static String operand(PositionalParamSpec parameter) {
    String name = "\\fI" + escaped(parameter.paramLabel()) + "\\fR";
    boolean many = parameter.arity().max() > 1;
    return parameter.arity().min() == 0 ? "[" + name + (many ? "..." : "") + "]" : name;
  }

  private void command(CommandSpec command) {
    macro("SS", command.qualifiedName());
    line(String.join(" ", command.usageMessage().description()));
    command.positionalParameters().forEach(p -> argument(operand(p), p));
    command.options().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .sorted((a, b) -> a.longestName().compareTo(b.longestName()))
        .forEach(option -> argument(names(option), option));
    footer(List.of(command.usageMessage().footer()));
  }

  private static String names(OptionSpec option) {
    String value = option.arity().max() == 0 ? "" : "=\\fI" + escaped(option.paramLabel()) + "\\fR";
    return Stream.of(option.names())
            .map(name -> "\\fB" + escaped(name) + "\\fR")
            .collect(Collectors.joining(", "))
        + value;
  }

  private void argument(String head, ArgSpec argument) {
    raw(".TP");
    raw(head);
    line(String.join(" ", argument.description()));
  }

  /** Text in paragraphs; what is indented is shown as it is. */
  private void footer(List<String> lines) {
    boolean shown = false;
    for (String text : lines) {
      boolean show = text.startsWith("  ");
      if (show != shown) {
        raw(show ? ".RS 2\n.nf" : ".fi\n.RE");
      }
      shown = show;
      if (text.isEmpty()) {
        raw(".PP");
      } else {
        line(text.strip());
      }
    }
    if (shown) {
      raw(".fi\n.RE");
    }
  }

  private void macro(String name, String... arguments) {
    out.append('.').append(name);
    for (String argument : arguments) {
      out.append(" \"").append(escaped(argument)).append('"');
    }
    out.append('\n');
  }

  private void bold(String text) {
    raw("\\fB" + escaped(text) + "\\fR");
  }

  private void line(String text) {
    raw((text.startsWith(".") || text.startsWith("'") ? "\\&" : "") + escaped(text));
  }

  private void raw(String line) {
    out.append(line).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("'", "\\(aq")
        .replace("^", "\\(ha");
  }
}
