package dev.nabla.symbolic.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.derive.Deriver.Detail;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.rewrite.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table {@code explanations.txt}: all that is said about a step, in both layouts. */
class ExplanationsTest {
  /** A section of the table. */
  private record Section(
      String definition, boolean numerator, List<String> names, List<String> lines) {
    static Section of(String text) {
      List<String> lines = text.lines().filter(line -> !line.startsWith("#")).toList();
      List<String> layout = List.of(lines.get(1).substring(2).split(" "));
      return new Section(
          lines.get(0).substring(2),
          layout.get(0).equals("numerator"),
          layout.subList(1, layout.size()),
          lines.subList(2, lines.size()));
    }

    @Override
    public String toString() {
      return definition + (numerator ? " in numerator layout" : "");
    }
  }

  static Stream<Section> sections() {
    try (var in = ExplanationsTest.class.getResourceAsStream("explanations.txt")) {
      String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(table.split("\n\n")).skip(1).map(Section::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("sections")
  void saysAllThereIs(Section section) {
    Network network = network(section.definition());
    Derivation derivation =
        Deriver.derive(network, Deriver.variables(network), Rules.STANDARD, Detail.REWRITES);
    Layout layout =
        section.numerator() ? Layout.numerator(derivation) : Layout.gradient(derivation);
    Explainer explainer = new Explainer(derivation, layout);
    List<String> lines = new ArrayList<>();
    derivation.steps().stream()
        .filter(s -> section.names().isEmpty() || section.names().contains(s.name().name()))
        .forEach(step -> lines.addAll(Shown.lines(explainer.explain(step))));

    assertThat(lines).containsExactlyElementsOf(section.lines());
  }

  private static Network network(String definition) {
    Source source = new Source("test", definition.replace(";", "\n"));
    Diagnostics diagnostics = new Diagnostics(source);
    return Elaborator.read(source, Options.named("T"), diagnostics)
        .orElseThrow(() -> new AssertionError(diagnostics.all()));
  }
}
