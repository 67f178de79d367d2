package dev.nabla.cli;

import dev.nabla.codegen.spec.WholeFile;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.format.Formatter;
import dev.nabla.grammar.print.Style;
import dev.nabla.report.values.BadInput;
import dev.nabla.symbolic.elaborate.Elaborator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lays definitions out. */
@Command(
    name = "fmt",
    mixinStandardHelpOptions = true,
    description = "Prints definitions in the usual spelling, set in columns; the meaning stays.",
    footer = {
      "",
      "Comments, the order of the statements and blank lines between them stay.",
      "A file with an error is reported and left as it is.",
      "",
      "Examples:",
      "  # print it",
      "  nabla fmt two-layer.nabla",
      "  # rewrite the files that differ",
      "  nabla fmt -w *.nabla",
      "  # list them; exit code 4 if there are any",
      "  nabla fmt --check *.nabla",
      "  # a spelling that can be typed",
      "  nabla fmt -e \"z_1=W_1'x+b₁\"",
      "  # what LaTeX is read as",
      "  nabla fmt notes.tex"
    })
final class FmtCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SourceOptions definitions;

  @Option(
      names = {"-w", "--write"},
      description = "rewrite the files in place")
  private boolean write;

  @Option(names = "--check", description = "write nothing; list the files that would change")
  private boolean check;

  @Option(names = "--unicode", description = "spell as on paper: z₁ = W₁ᵀ x + b₁")
  private boolean unicode;

  @Override
  public Integer call() {
    if (write && check) {
      throw new BadInput("fmt", "either --write or --check");
    }
    if (write && definitions.files().isEmpty()) {
      throw new BadInput("fmt", "--write is for files");
    }
    Set<String> functions = Elaborator.functionNames();
    Style style = unicode ? Style.UNICODE : Style.TEXT;
    return definitions.each(
        definition -> {
          Diagnostics diagnostics = new Diagnostics(definition.source());
          String text =
              Formatter.format(definition.source(), functions, style, diagnostics)
                  .orElseThrow(() -> definitions.failure(diagnostics));
          return deliver(definition, text);
        });
  }

  private int deliver(SourceOptions.Definition definition, String text) {
    PrintWriter out = spec.commandLine().getOut();
    String name = definition.source().name();
    boolean same = text.equals(definition.source().text());
    if (check) {
      if (!same) {
        out.println(name);
      }
      return same ? ExitCode.DONE : ExitCode.CHECK;
    }
    if (!write) {
      out.print(text);
    } else if (!same) {
      try {
        WholeFile.write(definition.file().orElseThrow(), text);
      } catch (IOException e) {
        throw BadInput.of(name, "written", e);
      }
    }
    return ExitCode.DONE;
  }
}
