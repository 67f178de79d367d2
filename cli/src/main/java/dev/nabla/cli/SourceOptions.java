package dev.nabla.cli;

import dev.nabla.codegen.spec.SpecFile;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.report.values.BadInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where definitions come from. */
class SourceOptions {
  private static final String STDIN = "-";

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "definitions; - is standard input")
  private List<String> files = List.of();

  @Option(
      names = {"-e", "--expression"},
      paramLabel = "TEXT",
      description = "a definition as text, statements separated by ;")
  private List<String> texts = List.of();

  @Option(
      names = "--color",
      description =
          "colour messages; auto (the default) does on a terminal, unless NO_COLOR is set")
  private Colors.When color = Colors.When.AUTO;

  /**
   * A definition that has been read.
   *
   * @param file where it was read from, if it was a file
   */
  record Definition(Source source, String defaultName, Optional<Path> file) {}

  /**
   * Does something with each definition, and goes on after one that is wrong.
   *
   * @return the worst exit code
   */
  final int each(ToIntFunction<Definition> action) {
    List<Definition> all = all();
    int code = ExitCode.DONE;
    boolean wrong = false;
    for (int k = 0; k < all.size(); k++) {
      String name = all.get(k).source().name();
      String many = all.size() == 1 ? "" : " (" + (k + 1) + " of " + all.size() + ")";
      Main.of(spec).progress().say(spec.name() + " " + name + many);
      try {
        code = Math.max(code, action.applyAsInt(all.get(k)));
      } catch (WrongDefinition failure) {
        String of = all.size() == 1 ? "" : name + ": ";
        spec.commandLine().getErr().println(of + failure.getMessage());
        wrong = true;
      }
    }
    return wrong ? ExitCode.SPEC : code;
  }

  /** All definitions, in order. */
  final List<Definition> all() {
    List<Definition> definitions = new ArrayList<>();
    if (files.stream().filter(STDIN::equals).count() > 1) {
      throw usage("standard input can be read once");
    }
    for (String file : files) {
      definitions.add(file.equals(STDIN) ? text(sound(stdin())) : file(file));
    }
    texts.forEach(text -> definitions.add(text(new Source("<expression>", text))));
    if (definitions.isEmpty()) {
      throw usage("a FILE is missing, or -e 'TEXT'");
    }
    return definitions;
  }

  /** How many definitions there are. */
  final int count() {
    return files.size() + texts.size();
  }

  /** Whether a definition is read from standard input. */
  final boolean readStdin() {
    return files.contains(STDIN);
  }

  /** The files, when all definitions are files. */
  final Optional<List<Path>> files() {
    return readStdin() || !texts.isEmpty()
        ? Optional.empty()
        : Optional.of(files.stream().map(Path::of).toList());
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
    Colors colors = new Colors(color, Main.of(spec).screen());
    diagnostics.all().forEach(diagnostic -> err.println(colors.paint(diagnostic)));
  }

  /** Prints what is wrong with a definition; what ends the work on it. */
  final WrongDefinition failure(Diagnostics diagnostics) {
    report(diagnostics);
    return errors(diagnostics);
  }

  /** What ends the work on a definition after its errors have been printed. */
  static WrongDefinition errors(Diagnostics diagnostics) {
    long errors =
        diagnostics.all().stream().filter(d -> d.severity() == Diagnostic.Severity.ERROR).count();
    return new WrongDefinition(errors == 1 ? "1 error" : errors + " errors");
  }

  private static Diagnostics stdin() {
    try {
      return SpecFile.read(System.in, "<stdin>");
    } catch (IOException e) {
      throw BadInput.of("standard input", "read", e);
    }
  }

  private static Definition file(String name) {
    Path path = Path.of(name);
    try {
      Source source = sound(SpecFile.read(path, name));
      return new Definition(source, SpecFile.networkName(path), Optional.of(path));
    } catch (IOException e) {
      throw BadInput.unread(name, e);
    }
  }

  private static Source sound(Diagnostics read) {
    if (read.hasErrors()) {
      throw new WrongDefinition(read.all().get(0).toString());
    }
    return read.source();
  }
}
