package dev.nabla.cli;

import dev.nabla.grammar.Diagnostics;
import dev.nabla.grammar.Source;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a definition comes from, and the sizes given for it. */
final class SpecOptions {
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

  @Option(
      names = "--dim",
      paramLabel = "NAME=SIZE",
      description = "the value of a size, as in --dim n_in=2")
  private Map<String, Integer> dims = new LinkedHashMap<>();

  @Option(names = "--color", description = "${COMPLETION-CANDIDATES} (default: auto)")
  private Colors.When color = Colors.When.AUTO;

  /** A definition that has been read. */
  record Definition(Source source, String defaultName) {}

  /** The only definition. */
  Definition single() {
    List<Definition> all = all();
    if (all.size() > 1) {
      throw usage("one definition at a time");
    }
    return all.get(0);
  }

  /** All definitions, in order. */
  List<Definition> all() {
    List<Definition> definitions = new ArrayList<>();
    for (String file : files) {
      definitions.add(
          file.equals("-")
              ? new Definition(new Source("<stdin>", decode("<stdin>", stdin())), "Network")
              : new Definition(new Source(file, decode(file, bytes(file))), nameOf(file)));
    }
    texts.forEach(
        text -> definitions.add(new Definition(new Source("<expression>", text), "Network")));
    if (definitions.isEmpty()) {
      throw usage("a FILE is missing, or -e 'TEXT'");
    }
    return definitions;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** The network of a definition; warnings and errors are printed. */
  Network network(Definition definition) {
    return network(definition, Map.of());
  }

  /** The network of a definition with more sizes given. */
  Network network(Definition definition, Map<String, Integer> moreDims) {
    Map<String, Integer> all = new LinkedHashMap<>(moreDims);
    all.putAll(dims);
    for (Map.Entry<String, Integer> dim : all.entrySet()) {
      if (dim.getValue() < 1) {
        throw usage("--dim " + dim.getKey() + "=" + dim.getValue() + ": a size is at least 1");
      }
    }
    Diagnostics diagnostics = new Diagnostics(definition.source());
    Optional<Network> network =
        Elaborator.read(
            definition.source(), new Options(definition.defaultName(), all), diagnostics);
    PrintWriter err = spec.commandLine().getErr();
    if (moreDims.isEmpty()) {
      Colors colors = new Colors(color);
      diagnostics.all().forEach(diagnostic -> err.println(colors.paint(diagnostic)));
    }
    return network.orElseThrow(
        () -> {
          String text = String.join("\n", diagnostics.all().stream().map(String::valueOf).toList());
          return new Failure(ExitCode.SPEC, moreDims.isEmpty() ? errorCount(diagnostics) : text);
        });
  }

  private static String errorCount(Diagnostics diagnostics) {
    long errors =
        diagnostics.all().stream()
            .filter(d -> d.severity() == dev.nabla.grammar.Diagnostic.Severity.ERROR)
            .count();
    return errors == 1 ? "1 error" : errors + " errors";
  }

  /** The variables of these names, or what is derived by when none are named. */
  static Optional<List<Variable>> variables(Network network, List<String> names) {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    List<Variable> variables = new ArrayList<>();
    for (String name : names) {
      String canonical = dev.nabla.grammar.Names.canonical(name);
      variables.add(
          network
              .given(canonical)
              .or(() -> network.value(canonical).map(b -> b.variable()))
              .orElseThrow(
                  () -> new Failure(ExitCode.USAGE, "--wrt " + name + ": there is no such name")));
    }
    return Optional.of(variables);
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
