package dev.nabla.cli;

import dev.nabla.codegen.GeneratedSource;
import dev.nabla.codegen.GenerationException;
import dev.nabla.codegen.JavaGenerator;
import dev.nabla.codegen.NumberType;
import dev.nabla.codegen.Options;
import dev.nabla.grammar.Diagnostic;
import dev.nabla.grammar.DiagnosticCode;
import dev.nabla.grammar.Diagnostics;
import dev.nabla.grammar.Source;
import dev.nabla.grammar.SpecParser;
import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Span;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.network.Network;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes Java classes. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Writes a Java class for each definition; it needs no library.",
    footer = {
      "",
      "Examples:",
      "  nabla generate -o src/main/java --package demo two-layer.nabla",
      "  nabla generate --stdout --dim n=4 --dim m=3 -e 'loss L = ‖W x - y‖^2'"
    })
final class GenerateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SpecOptions definitions;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "the source folder to write to")
  private Optional<Path> output = Optional.empty();

  @Option(names = "--stdout", description = "print the source instead")
  private boolean stdout;

  @Option(names = "--package", paramLabel = "P", description = "the package of the classes")
  private String packageName = "";

  @Option(names = "--class", paramLabel = "C", description = "the name of the class")
  private Optional<String> className = Optional.empty();

  @Option(names = "--type", description = "${COMPLETION-CANDIDATES} (default: double)")
  private NumberType type = NumberType.DOUBLE;

  @Option(names = "--batch", description = "add methods for many samples at once")
  private boolean batch;

  @Mixin private ExtraMethods methods;

  @Option(names = "--check", description = "write nothing; fail when files are not up to date")
  private boolean check;

  @Override
  public Integer call() {
    if (stdout == output.isPresent()) {
      throw new Failure(ExitCode.USAGE, "generate: either -o DIR or --stdout is needed");
    }
    if (stdout && check) {
      throw new Failure(ExitCode.USAGE, "generate: --check needs -o DIR");
    }
    List<SpecOptions.Definition> all = definitions.all();
    if (className.isPresent() && all.size() > 1) {
      throw new Failure(ExitCode.USAGE, "generate: --class goes with one definition");
    }
    Map<String, GeneratedSource> sources = new LinkedHashMap<>();
    for (SpecOptions.Definition definition : all) {
      GeneratedSource source = source(definition);
      if (sources.put(source.path(), source) != null) {
        throw new Failure(
            ExitCode.USAGE,
            "generate: two definitions give " + source.path() + "; name one otherwise");
      }
    }
    return stdout ? print(sources) : write(output.get(), sources);
  }

  private GeneratedSource source(SpecOptions.Definition definition) {
    Network network = definitions.network(definition);
    String name = className.orElse(network.name());
    Options options = new Options(packageName, name, type, batch, true, methods.extras());
    try {
      return new JavaGenerator().generate(Deriver.derive(network).program(), options);
    } catch (GenerationException e) {
      throw failure(definition, e);
    }
  }

  /** Why there is no code, as a message about the definition. */
  static Failure failure(SpecOptions.Definition definition, GenerationException e) {
    if (e.reason() == GenerationException.Reason.INVALID_NAME) {
      return new Failure(
          ExitCode.USAGE, "generate: " + e.getMessage() + "; choose with --package and --class");
    }
    if (e.reason() == GenerationException.Reason.NOT_APPLICABLE) {
      return new Failure(ExitCode.USAGE, e.getMessage() + "; " + e.details().get(0));
    }
    String names = String.join(", ", e.details());
    Diagnostic diagnostic =
        switch (e.reason()) {
          case OPEN_SIZE ->
              diagnostic(
                  definition,
                  e.details().get(0),
                  DiagnosticCode.OPEN_SIZE,
                  "code needs the value of " + names,
                  "give it as in --dim "
                      + e.details().get(0)
                      + "=4, or in the definition: dim "
                      + e.details().get(0)
                      + " = 4");
          case OPAQUE ->
              diagnostic(
                  definition,
                  e.details().get(0),
                  DiagnosticCode.OPAQUE,
                  "code cannot be generated from "
                      + names
                      + (e.details().size() == 1 ? ", which has" : ", which have")
                      + " no definition",
                  "define it: fn " + e.details().get(0) + "(u) = ...");
          default ->
              diagnostic(definition, "", DiagnosticCode.LIMIT, e.getMessage(), e.details().get(0));
        };
    return new Failure(ExitCode.SPEC, diagnostic.toString());
  }

  private static Diagnostic diagnostic(
      SpecOptions.Definition definition,
      String name,
      DiagnosticCode code,
      String message,
      String help) {
    Span place = place(definition.source(), name);
    return new Diagnostic(code, definition.source(), place, message, List.of(), List.of(help));
  }

  /** Where a size or a function is declared, or the start of what declares it nowhere. */
  private static Span place(Source source, String name) {
    return SpecParser.parse(source, Elaborator.functionNames(), new Diagnostics(source)).stream()
        .flatMap(parsed -> parsed.statements().stream())
        .flatMap(statement -> declared(statement).stream())
        .filter(declared -> declared.text().equals(name))
        .map(Expression.Name::span)
        .findFirst()
        .orElse(Span.NONE);
  }

  private static Optional<Expression.Name> declared(Statement statement) {
    if (statement instanceof Statement.Dimension size) {
      return Optional.of(size.name());
    }
    return statement instanceof Statement.Function function
        ? Optional.of(function.name())
        : Optional.empty();
  }

  private int print(Map<String, GeneratedSource> sources) {
    PrintWriter out = spec.commandLine().getOut();
    sources.values().forEach(source -> out.print(source.text()));
    return ExitCode.DONE;
  }

  private int write(Path folder, Map<String, GeneratedSource> sources) {
    int code = ExitCode.DONE;
    for (GeneratedSource source : sources.values()) {
      Path file = folder.resolve(source.path());
      try {
        boolean same =
            Files.exists(file)
                && Files.readString(file, StandardCharsets.UTF_8).equals(source.text());
        if (check && !same) {
          spec.commandLine().getErr().println(file + ": not up to date");
          code = ExitCode.CHECK;
        } else if (!same) {
          WholeFile.write(file, source.text());
        }
      } catch (IOException e) {
        throw new Failure(ExitCode.USAGE, file + ": cannot be written: " + e.getMessage());
      }
    }
    return code;
  }
}
