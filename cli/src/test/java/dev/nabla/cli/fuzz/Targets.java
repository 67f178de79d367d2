package dev.nabla.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codegen.GeneratedSource;
import dev.nabla.codegen.spec.SpecFile;
import dev.nabla.codegen.spec.SpecGenerator;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.format.Formatter;
import dev.nabla.grammar.print.Style;
import dev.nabla.grammar.read.SpecParser;
import dev.nabla.report.values.BadInput;
import dev.nabla.report.values.NestedArray;
import dev.nabla.report.values.ValuesReader;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.network.Network;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What may be given any bytes at all. Each of these either does its work or says what is wrong and
 * where; it throws nothing else.
 */
public final class Targets {
  /** Texts and networks up to these sizes are derived and generated from. */
  private static final int SMALL_TEXT = 300;

  private static final int SMALL_NETWORK = 8;

  private static final Set<String> FUNCTIONS = Elaborator.functionNames();

  private Targets() {}

  /** The parser, and the formatter, whose text reads as the same and stays as it is. */
  public static void parser(byte[] bytes) {
    Diagnostics diagnostics = read(bytes);
    if (diagnostics.hasErrors()) {
      return;
    }
    Optional<Spec> spec = SpecParser.parse(diagnostics.source(), FUNCTIONS, diagnostics);
    assertThat(spec.isPresent()).isNotEqualTo(diagnostics.hasErrors());
    check(diagnostics);
    spec.stream()
        .flatMap(read -> read.statements().stream())
        .forEach(statement -> assertThat(Style.LATEX.statement(statement)).isNotBlank());
    if (spec.isPresent()) {
      String once = format(diagnostics.source());
      assertThat(format(new Source("fuzz.nabla", once))).isEqualTo(once);
    }
  }

  private static String format(Source source) {
    Diagnostics diagnostics = new Diagnostics(source);
    return Formatter.format(source, FUNCTIONS, Style.TEXT, diagnostics)
        .orElseThrow(() -> new AssertionError(diagnostics.all()));
  }

  /** The elaborator, and the derivation of what is small. */
  public static void elaborator(byte[] bytes) {
    Diagnostics diagnostics = read(bytes);
    if (diagnostics.hasErrors()) {
      return;
    }
    Optional<Network> network =
        Elaborator.read(diagnostics.source(), Options.named("Fuzz"), diagnostics);
    assertThat(network.isPresent()).isNotEqualTo(diagnostics.hasErrors());
    check(diagnostics);
    if (network.filter(n -> isSmall(diagnostics.source(), n)).isPresent()) {
      Derivation derivation = Deriver.derive(network.get());
      assertThat(derivation.gradients()).isNotNull();
    }
  }

  /** The generator: Java in ASCII that nothing in a definition has a say in but names. */
  public static void generator(byte[] bytes) {
    Diagnostics diagnostics = read(bytes);
    Source source = diagnostics.source();
    if (diagnostics.hasErrors() || source.text().length() > SMALL_TEXT) {
      return;
    }
    Optional<SpecGenerator.Generated> generated =
        SpecGenerator.generate(
            new SpecGenerator.Request(
                source, "Fuzz", "", Optional.of("Fuzz"), Map.of(), Map.of(), Map.of()),
            diagnostics);
    assertThat(generated.isPresent()).isNotEqualTo(diagnostics.hasErrors());
    check(diagnostics);
    generated.map(SpecGenerator.Generated::source).ifPresent(Targets::check);
  }

  private static void check(GeneratedSource source) {
    assertThat(source.path()).isEqualTo("Fuzz.java");
    assertThat(source.text().chars()).allMatch(c -> c == '\n' || c >= ' ' && c <= '~');
    assertThat(source.text()).doesNotContain("\\u");
  }

  /** The reader of values: arrays of finite numbers, or what is wrong and where. */
  public static void values(byte[] bytes) {
    try {
      Map<String, NestedArray> values =
          ValuesReader.read("fuzz.json", new ByteArrayInputStream(bytes));
      for (NestedArray array : values.values()) {
        long count =
            array.sizes().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        assertThat(array.data()).hasSize(Math.toIntExact(count));
        for (double number : array.data()) {
          assertThat(number).isFinite();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (BadInput failure) {
      assertThat(failure.getMessage())
          .matches("(?s)fuzz\\.json:[0-9]+:[0-9]+: error: .*")
          .doesNotContain("StreamRead", "JsonRead", "[Source")
          .hasSizeLessThan(2_500);
    }
  }

  private static Diagnostics read(byte[] bytes) {
    try {
      return SpecFile.read(new ByteArrayInputStream(bytes), "fuzz.nabla");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSmall(Source source, Network network) {
    return source.text().length() <= SMALL_TEXT && network.values().size() <= SMALL_NETWORK;
  }

  private static void check(Diagnostics diagnostics) {
    int length = diagnostics.source().text().length();
    for (Diagnostic diagnostic : diagnostics.all()) {
      assertThat(diagnostic.span().start()).isBetween(0, length);
      assertThat(diagnostic.span().end()).isBetween(diagnostic.span().start(), length);
      assertThat(diagnostic.toString())
          .startsWith("fuzz.nabla:")
          .hasSizeLessThan(20_000)
          .matches(text -> text.codePoints().noneMatch(Targets::isControl));
    }
  }

  private static boolean isControl(int c) {
    return c != '\n' && Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
  }
}
