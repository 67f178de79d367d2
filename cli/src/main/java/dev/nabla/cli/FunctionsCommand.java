package dev.nabla.cli;

import dev.nabla.grammar.print.Style;
import dev.nabla.report.FunctionJson;
import dev.nabla.report.FunctionLatex;
import dev.nabla.report.FunctionText;
import dev.nabla.report.values.BadInput;
import dev.nabla.symbolic.catalogue.FunctionEntry;
import dev.nabla.symbolic.elaborate.BuiltIns;
import dev.nabla.symbolic.elaborate.words.BuiltIn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the functions of the language. */
@Command(
    name = "functions",
    mixinStandardHelpOptions = true,
    description = "Lists the functions of the language with definitions and derivatives.",
    footer = {
      "",
      "Examples:",
      "  # list them all",
      "  nabla functions",
      "  # these in full",
      "  nabla functions softplus huber",
      "  # tables with LaTeX",
      "  nabla functions --format markdown"
    })
final class FunctionsCommand implements Callable<Integer> {
  /** How the functions are written. */
  enum Format {
    TEXT,
    UNICODE,
    MARKDOWN,
    JSON
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "show these functions in full")
  private List<String> names = List.of();

  @Option(names = "--format", description = "how they are written (default: text)")
  private Format format = Format.TEXT;

  @Override
  public Integer call() {
    List<FunctionEntry> entries = chosen().stream().map(FunctionEntry::of).toList();
    spec.commandLine()
        .getOut()
        .print(
            switch (format) {
              case TEXT -> text(entries, Style.TEXT);
              case UNICODE -> text(entries, Style.UNICODE);
              case MARKDOWN -> FunctionLatex.markdown(entries);
              case JSON -> FunctionJson.of(entries) + "\n";
            });
    return ExitCode.DONE;
  }

  private String text(List<FunctionEntry> entries, Style style) {
    return names.isEmpty() ? FunctionText.list(entries, style) : FunctionText.full(entries, style);
  }

  private List<BuiltIn> chosen() {
    if (names.isEmpty()) {
      return BuiltIns.all();
    }
    List<BuiltIn> chosen = new ArrayList<>();
    for (String name : names) {
      List<BuiltIn> found = BuiltIns.named(name);
      if (found.isEmpty()) {
        throw new BadInput(unknown(name));
      }
      found.stream().filter(f -> !chosen.contains(f)).forEach(chosen::add);
    }
    return chosen;
  }

  private static String unknown(String name) {
    List<String> near = BuiltIns.near(name);
    String help =
        near.isEmpty()
            ? "nabla functions lists them all"
            : "did you mean " + String.join(", ", near) + "?";
    return "functions: there is no function " + name + "; " + help;
  }
}
