package dev.nabla.symbolic.elaborate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.print.Style;
import dev.nabla.grammar.read.Corpus;
import dev.nabla.grammar.read.SpecParser;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.network.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is understood of whole definitions, and what is said about wrong ones, word for word. */
class CorpusTest {
  static List<Path> good() throws IOException {
    return Corpus.definitions("good");
  }

  static List<Path> bad() throws IOException {
    return Corpus.definitions("bad");
  }

  @ParameterizedTest
  @MethodSource("good")
  void isUnderstood(Path file) throws IOException {
    Diagnostics diagnostics = new Diagnostics(Corpus.source(file));
    Optional<Network> network = read(diagnostics);
    assertThat(diagnostics.hasErrors()).as("%s", diagnostics.all()).isFalse();
    String understood = Understood.of(diagnostics.source(), network.orElseThrow());
    Corpus.check(file, understood + said(diagnostics));
  }

  /** What is printed can be read, and means the same. */
  @ParameterizedTest
  @MethodSource("good")
  void isUnderstoodAgainInCanonicalSpelling(Path file) {
    Diagnostics diagnostics = new Diagnostics(Corpus.source(file));
    Network network = read(diagnostics).orElseThrow();
    Spec spec =
        SpecParser.parse(diagnostics.source(), Elaborator.functionNames(), diagnostics)
            .orElseThrow();
    Source canonical = new Source(diagnostics.source().name(), Style.TEXT.spec(spec));
    Network again = read(new Diagnostics(canonical)).orElseThrow();
    assertThat(Understood.of(canonical, again))
        .isEqualTo(Understood.of(diagnostics.source(), network));
  }

  /** Every step of a derivation is checked as it is made. */
  @ParameterizedTest
  @MethodSource("good")
  void isDerived(Path file) {
    Network network = read(new Diagnostics(Corpus.source(file))).orElseThrow();
    assertThatCode(() -> Deriver.derive(network)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void isRejected(Path file) throws IOException {
    Diagnostics diagnostics = new Diagnostics(Corpus.source(file));
    assertThat(read(diagnostics)).isEmpty();
    assertThat(diagnostics.hasErrors()).isTrue();
    Corpus.check(file, said(diagnostics));
  }

  private static Optional<Network> read(Diagnostics diagnostics) {
    String name = diagnostics.source().name().replace(".nabla", "");
    return Elaborator.read(diagnostics.source(), Options.named(name), diagnostics);
  }

  private static String said(Diagnostics diagnostics) {
    return diagnostics.all().stream().map(d -> d + "\n").collect(Collectors.joining());
  }
}
