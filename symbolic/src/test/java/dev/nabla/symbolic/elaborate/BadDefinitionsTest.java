package dev.nabla.symbolic.elaborate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.Diagnostics;
import dev.nabla.grammar.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said about wrong definitions, word for word; run with -Dnabla.refresh to rewrite. */
class BadDefinitionsTest {
  private static final Path FOLDER = Path.of("src/test/resources/elaborate/bad");

  static List<Path> definitions() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".nabla")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void saysWhatIsWrongAndWhere(Path file) throws IOException {
    String name = file.getFileName().toString();
    Diagnostics diagnostics = new Diagnostics(new Source(name, Files.readString(file)));
    boolean elaborated =
        Elaborator.read(diagnostics.source(), Options.named(name), diagnostics).isPresent();
    String said = diagnostics.all().stream().map(d -> d + "\n").collect(Collectors.joining());
    Path expected = file.resolveSibling(name.replace(".nabla", ".expected"));
    if (Boolean.getBoolean("nabla.refresh")) {
      Files.writeString(expected, said);
    }
    assertThat(elaborated).isFalse();
    assertThat(said).isEqualTo(Files.readString(expected));
  }
}
