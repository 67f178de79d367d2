package dev.nabla.cli;

import dev.nabla.grammar.Diagnostic;
import dev.nabla.grammar.Diagnostics;
import dev.nabla.grammar.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
  private static final int MAX_BYTES = 16 << 20;

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
      definitions.add(file.equals("-") ? text("<stdin>", decode("<stdin>", stdin())) : file(file));
    }
    texts.forEach(text -> definitions.add(text("<expression>", text)));
    if (definitions.isEmpty()) {
      throw usage("a FILE is missing, or -e 'TEXT'");
    }
    return definitions;
  }

  private static Definition text(String name, String text) {
    return new Definition(new Source(name, text), "Network", Optional.empty());
  }

  private static Definition file(String name) {
    Source source = new Source(name, decode(name, bytes(name)));
    return new Definition(source, nameOf(name), Optional.of(Path.of(name)));
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

  private static byte[] stdin() {
    try {
      return System.in.readNBytes(MAX_BYTES);
    } catch (IOException e) {
      throw new Failure(ExitCode.USAGE, "standard input cannot be read: " + e.getMessage());
    }
  }

  private static byte[] bytes(String file) {
    try {
      if (Files.size(Path.of(file)) > MAX_BYTES) {
        throw new Failure(
            ExitCode.SPEC, file + ":1:1: error: the file is larger than 16 MiB [limit]");
      }
      return Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new Failure(ExitCode.USAGE, file + ": there is no such file");
    } catch (IOException e) {
      throw new Failure(ExitCode.USAGE, file + ": cannot be read: " + e.getMessage());
    }
  }

  private static String decode(String name, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Failure(
          ExitCode.SPEC, name + ":1:1: error: the file is not valid UTF-8 [bad-character]");
    }
  }

  /** {@code two-layer.nabla} is the network {@code TwoLayer}. */
  private static String nameOf(String file) {
    String base = String.valueOf(Path.of(file).getFileName()).replaceFirst("\\.[^.]*$", "");
    StringBuilder name = new StringBuilder();
    for (String part : base.split("[^\\p{L}\\p{N}]+")) {
      if (!part.isEmpty()) {
        name.appendCodePoint(Character.toUpperCase(part.codePointAt(0)));
        name.append(part.substring(part.offsetByCodePoints(0, 1)));
      }
    }
    return name.isEmpty() || !Character.isJavaIdentifierStart(name.codePointAt(0))
        ? "Network"
        : name.toString();
  }
}
