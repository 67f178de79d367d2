package dev.nabla.cli;

import dev.nabla.grammar.diagnostic.Diagnostic;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** Colours diagnostics for a terminal. */
final class Colors {
  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[1;33m";
  private static final String CYAN = "\u001b[36m";

  /** Whether to colour. */
  enum When {
    /** On a terminal, unless the environment sets {@code NO_COLOR}. */
    AUTO,
    ALWAYS,
    NEVER
  }

  private final boolean on;

  Colors(When when, Screen screen) {
    this.on = when == When.ALWAYS || when == When.AUTO && screen.isColored();
  }

  /** Whether help is coloured, which is printed before the command line is understood. */
  static Ansi help(List<String> arguments, Screen screen) {
    When when = When.AUTO;
    for (int k = 0; k < arguments.size(); k++) {
      String next = k + 1 < arguments.size() ? arguments.get(k + 1) : "";
      String value = arguments.get(k).equals("--color") ? next : arguments.get(k);
      for (When choice : When.values()) {
        String name = choice.name().toLowerCase(Locale.ROOT);
        boolean alone = arguments.get(k).equals("--color");
        when = value.equalsIgnoreCase(alone ? name : "--color=" + name) ? choice : when;
      }
    }
    return new Colors(when, screen).on ? Ansi.ON : Ansi.OFF;
  }

  /** The text of a diagnostic. */
  String paint(Diagnostic diagnostic) {
    String text = diagnostic.toString();
    if (!on) {
      return text;
    }
    String accent = diagnostic.severity() == Diagnostic.Severity.ERROR ? RED : YELLOW;
    String[] lines = text.split("\n", 2);
    String head =
        BOLD + lines[0].replaceFirst("(error|warning|note):", accent + "$1:" + RESET + BOLD);
    String rest =
        lines.length < 2
            ? ""
            : "\n"
                + lines[1]
                    .lines()
                    .map(line -> body(line, accent))
                    .collect(Collectors.joining("\n"));
    return head + RESET + rest;
  }

  private static String body(String line, String accent) {
    if (line.strip().startsWith("help:")) {
      return line.replaceFirst("help:", CYAN + "help:" + RESET);
    }
    return line.matches("\\s*\\| +\\^+")
        ? line.replaceFirst("(\\^+)", accent + "$1" + RESET)
        : line;
  }
}
