package dev.nabla.cli;

import dev.nabla.report.values.BadInput;
import dev.nabla.train.Table;
import picocli.CommandLine.Option;

/** How tables are read. */
final class TableOptions {
  @Option(
      names = "--no-header",
      description = "the first line is a row; columns are called by number, from 1")
  private boolean headless;

  @Option(
      names = "--separator",
      paramLabel = "CHAR",
      description = "what stands between cells; tab is a tabulator (default: ,)")
  private String separator = ",";

  /** The format of the tables. */
  Table.Format format() {
    char character = separator.equals("tab") ? '\t' : separator.charAt(0);
    if (separator.length() != 1 && !separator.equals("tab") || "\"\r\n".indexOf(character) >= 0) {
      throw new BadInput("--separator", "one character, as in --separator ';'");
    }
    return new Table.Format(!headless, character);
  }
}
