package dev.nabla.cli;

import dev.nabla.grammar.Diagnostic;
import java.util.stream.Collectors;

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

  Colors(When when) {
    boolean terminal = System.console() != null && System.getenv("NO_COLOR") == null;
    this.on = when == When.ALWAYS || when == When.AUTO && terminal;
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
