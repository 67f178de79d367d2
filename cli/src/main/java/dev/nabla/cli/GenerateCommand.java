package dev.nabla.cli;

import dev.nabla.cli.report.ExplanationReport;
import dev.nabla.codegen.Explanation;
import dev.nabla.codegen.GeneratedSource;
import dev.nabla.codegen.GenerationException;
import dev.nabla.codegen.JavaGenerator;
import dev.nabla.codegen.Options;
import dev.nabla.codegen.spec.Setting;
import dev.nabla.codegen.spec.SourceFolder;
import dev.nabla.codegen.spec.SpecGenerator;
import java.io.IOException;
import java.io.PrintWriter;
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

  @Option(names = "--explain", description = "say how the code computes what, and why, instead")
  private boolean explain;

  @Option(names = "--check", description = "write nothing; fail when files are not up to date")
  private boolean check;

  @Override
  public Integer call() {
    int ways = (stdout ? 1 : 0) + (explain ? 1 : 0) + (output.isPresent() ? 1 : 0);
    if (ways != 1) {
      throw new Failure(
          ExitCode.USAGE, "generate: one of -o DIR, --stdout and --explain is needed");
    }
    if (check && output.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "generate: --check needs -o DIR");
    }
    List<SpecOptions.Definition> all = definitions.all();
    if (className.isPresent() && all.size() > 1) {
      throw new Failure(ExitCode.USAGE, "generate: --class goes with one definition");
    }
    requireNames();
    Map<Setting, String> settings = SettingOptions.chosen(spec);
    Map<String, GeneratedSource> sources = new LinkedHashMap<>();
    for (SpecOptions.Definition definition : all) {
      SpecGenerator.Generated generated =
          definitions.generated(definition, packageName, className, settings);
      if (explain) {
        Explanation explanation =
            new JavaGenerator().explain(generated.program(), generated.options());
        ExplanationReport.print(
            spec.commandLine().getOut(), generated.options().qualifiedName(), explanation);
        continue;
      }
      GeneratedSource source = generated.source();
      if (sources.put(source.path(), source) != null) {
        throw new Failure(
            ExitCode.USAGE,
            "generate: two definitions give " + source.path() + "; name one otherwise");
      }
    }
    return output.isEmpty() ? print(sources) : write(new SourceFolder(output.get()), sources);
  }

  private void requireNames() {
    try {
      Options.of(packageName, className.orElse("Network")).requireNames();
    } catch (GenerationException e) {
      throw new Failure(
          ExitCode.USAGE, "generate: " + e.getMessage() + "; choose with --package and --class");
    }
  }

  private int print(Map<String, GeneratedSource> sources) {
    PrintWriter out = spec.commandLine().getOut();
    sources.values().forEach(source -> out.print(source.text()));
    return ExitCode.DONE;
  }

  private int write(SourceFolder folder, Map<String, GeneratedSource> sources) {
    int code = ExitCode.DONE;
    for (GeneratedSource source : sources.values()) {
      Path file = folder.file(source);
      try {
        if (!check) {
          folder.write(source);
        } else if (!folder.isCurrent(source)) {
          spec.commandLine().getErr().println(file + ": not up to date");
          code = ExitCode.CHECK;
        }
      } catch (IOException e) {
        throw new Failure(ExitCode.USAGE, file + ": cannot be written: " + e.getMessage());
      }
    }
    return code;
  }
}
