package dev.nabla.cli;

import dev.nabla.codegen.spec.SpecFile;
import dev.nabla.grammar.Diagnostic;
import dev.nabla.grammar.Diagnostics;
import dev.nabla.grammar.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where definitions come from. */
class SourceOptions {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "definitions; - is standard input")
  private List<String> files = List.of();

  @Option(
      names = {"-e", "--expression"},
      paramLabel = "TEXT",
      description = "a definition as text, statements separated by ;")
  private List<String> texts = List.of();

  @Option(names = "--color", description = "${COMPLETION-CANDIDATES} (default: auto)")
  private Colors.When color = Colors.When.AUTO;

  /**
   * A definition that has been read.
   *
   * @param file where it was read from, if it was a file
   */
  record Definition(Source source, String defaultName, Optional<Path> file) {}

  /** The only definition. */
  final Definition single() {
    List<Definition> all = all();
    if (all.size() > 1) {
      throw usage("one definition at a time");
    }
    return all.get(0);
  }

  /** All definitions, in order. */
  final List<Definition> all() {
    List<Definition> definitions = new ArrayList<>();
    for (String file : files) {
      definitions.add(file.equals("-") ? text(sound(stdin())) : file(file));
    }
    texts.forEach(text -> definitions.add(text(new Source("<expression>", text))));
    if (definitions.isEmpty()) {
      throw usage("a FILE is missing, or -e 'TEXT'");
    }
    return definitions;
  }

  private static Definition text(Source source) {
    return new Definition(source, "Network", Optional.empty());
  }

  final ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Prints what is to be said about a definition. */
  final void report(Diagnostics diagnostics) {
    PrintWriter err = spec.commandLine().getErr();
    Colors colors = new Colors(color);
    diagnostics.all().forEach(diagnostic -> err.println(colors.paint(diagnostic)));
  }

  static String errorCount(Diagnostics diagnostics) {
    long errors =
        diagnostics.all().stream().filter(d -> d.severity() == Diagnostic.Severity.ERROR).count();
    return errors == 1 ? "1 error" : errors + " errors";
  }

  private static Diagnostics stdin() {
    try {
      return SpecFile.read(System.in, "<stdin>");
    } catch (IOException e) {
      throw new Failure(ExitCode.USAGE, "standard input cannot be read: " + e.getMessage());
    }
  }

  private static Definition file(String name) {
    Path path = Path.of(name);
    try {
      Source source = sound(SpecFile.read(path, name));
      return new Definition(source, SpecFile.networkName(path), Optional.of(path));
    } catch (NoSuchFileException e) {
      throw new Failure(ExitCode.USAGE, name + ": there is no such file");
    } catch (IOException e) {
      throw new Failure(ExitCode.USAGE, name + ": cannot be read: " + e.getMessage());
    }
  }

  private static Source sound(Diagnostics read) {
    if (read.hasErrors()) {
      throw new Failure(ExitCode.SPEC, read.all().get(0).toString());
    }
    return read.source();
  }
}
