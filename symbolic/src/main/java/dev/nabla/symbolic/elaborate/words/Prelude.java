package dev.nabla.symbolic.elaborate.words;

import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.read.SpecParser;
import dev.nabla.symbolic.function.FunctionGroup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The functions that are defined in the language itself, in {@code prelude.nabla}: one definition
 * on a line, told apart by name and number of arguments. Only what is asked for is parsed.
 */
public final class Prelude {
  private static final String RESOURCE = "/dev/nabla/symbolic/prelude.nabla";
  private static final Pattern DEFINITION = Pattern.compile("fn (\\w+)\\(([\\w, ]*)\\) = .*");

  private record Key(String name, int arity) {}

  private record Line(String text, FunctionGroup group) {}

  private final Map<Key, Line> lines;
  private final Map<Key, Statement.Function> parsed = new HashMap<>();

  private final Set<String> others;

  private Prelude(Map<Key, Line> lines, Set<String> others) {
    this.lines = lines;
    this.others = others;
  }

  /**
   * Reads the definitions.
   *
   * @param others the names of the functions of the language that are not defined in it
   */
  public static Prelude load(Set<String> others) {
    Map<Key, Line> lines = new LinkedHashMap<>();
    FunctionGroup group = FunctionGroup.ELEMENTWISE;
    for (String line : read().split("\n")) {
      Matcher matcher = DEFINITION.matcher(line);
      if (matcher.matches()) {
        int arity = (int) Arrays.stream(matcher.group(2).split(",")).count();
        lines.put(new Key(matcher.group(1), arity), new Line(line, group));
      } else if (line.startsWith("# ")) {
        group = FunctionGroup.titled(line.substring(2)).orElse(group);
      } else if (!line.isBlank()) {
        throw new IllegalStateException("not a definition: " + line);
      }
    }
    return new Prelude(lines, others);
  }

  private static String read() {
    try (InputStream in = Prelude.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all functions of the language, whether defined here or built in. */
  public Set<String> functionNames() {
    Set<String> names = new LinkedHashSet<>();
    lines.keySet().forEach(key -> names.add(key.name()));
    names.addAll(others);
    return names;
  }

  /** What the definitions are, for people. */
  public List<BuiltIn> described() {
    return lines.values().stream()
        .map(line -> BuiltIn.read(line.text().substring("fn ".length()), line.group(), ""))
        .toList();
  }

  /** How many arguments the definitions of this name take. */
  public List<Integer> arities(String name) {
    return lines.keySet().stream().filter(k -> k.name().equals(name)).map(Key::arity).toList();
  }

  /** The definition with this name and number of arguments. */
  public Optional<Statement.Function> find(String name, int arity) {
    Key key = new Key(name, arity);
    return Optional.ofNullable(lines.get(key))
        .map(line -> parsed.computeIfAbsent(key, k -> parse(line.text())));
  }

  private Statement.Function parse(String line) {
    Source source = new Source("prelude.nabla", line);
    Diagnostics diagnostics = new Diagnostics(source);
    Optional<Spec> spec = SpecParser.parse(source, functionNames(), diagnostics);
    return (Statement.Function)
        spec.filter(s -> !diagnostics.hasErrors())
            .orElseThrow(() -> new IllegalStateException("prelude: " + diagnostics.all()))
            .statements()
            .get(0);
  }
}
