package dev.nabla.grammar.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.print.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the parser makes of definitions that need no shapes to be understood, or rejected. */
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
    Optional<Spec> spec = SpecParser.parse(diagnostics.source(), Reading.FUNCTIONS, diagnostics);
    assertThat(diagnostics.all()).isEmpty();
    String title =
        spec.orElseThrow().name().map(name -> "network " + name.text() + "\n").orElse("");
    String statements =
        spec.get().statements().stream().map(CorpusTest::read).collect(Collectors.joining());
    Corpus.check(file, title + statements);
  }

  /** The statement in canonical spelling, and its tree, which leaves no grouping open. */
  private static String read(Statement statement) {
    return Style.TEXT.statement(statement) + "\n    " + Dump.of(statement) + "\n";
  }

  @ParameterizedTest
  @MethodSource("bad")
  void isRejected(Path file) throws IOException {
    Diagnostics diagnostics = new Diagnostics(Corpus.source(file));
    assertThat(SpecParser.parse(diagnostics.source(), Reading.FUNCTIONS, diagnostics)).isEmpty();
    Corpus.check(file, diagnostics.all().stream().map(d -> d + "\n").collect(Collectors.joining()));
  }
}
