package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.diagnostic.DiagnosticCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message of the catalogue is provoked by a definition of the corpus, here or below. */
class CatalogueTest {
  private static final Path BAD = Path.of("src/test/resources/corpus/bad");

  private static final List<Path> CORPUS =
      List.of(
          Path.of("src/test/resources/corpus"),
          Path.of("../grammar/src/test/resources/corpus"),
          Path.of("../symbolic/src/test/resources/corpus"));

  static List<Path> bad() throws IOException {
    try (Stream<Path> files = Files.list(BAD)) {
      return files.filter(file -> file.toString().endsWith(".nabla")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("bad")
  void saysWhyThereIsNoCode(Path file) throws IOException {
    Cli cli = Cli.run("generate", "--stdout", file.toString());
    assertThat(cli.code()).isEqualTo(ExitCode.SPEC);
    String said = cli.err().replace(BAD + "/", "");
    Path expected =
        file.resolveSibling(file.getFileName().toString().replace(".nabla", ".expected"));
    if (System.getProperty("nabla.refresh") != null) {
      Files.writeString(expected, said);
    }
    assertThat(said).isEqualTo(Files.readString(expected));
  }

  @ParameterizedTest
  @EnumSource(DiagnosticCode.class)
  void isProvoked(DiagnosticCode code) throws IOException {
    String mark = " [" + code.id() + "]\n";
    assertThat(expected("good") + expected("bad")).contains(mark);
  }

  @Test
  void hasManyPairs() throws IOException {
    assertThat(count("good")).isGreaterThanOrEqualTo(120);
    assertThat(count("bad")).isGreaterThanOrEqualTo(150);
  }

  private static long count(String kind) throws IOException {
    long count = 0;
    for (Path folder : CORPUS) {
      if (Files.exists(folder.resolve(kind))) {
        try (Stream<Path> files = Files.list(folder.resolve(kind))) {
          count += files.filter(file -> file.toString().endsWith(".expected")).count();
        }
      }
    }
    return count;
  }

  private static String expected(String kind) throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path folder : CORPUS) {
      if (Files.exists(folder.resolve(kind))) {
        try (Stream<Path> files = Files.list(folder.resolve(kind))) {
          all.append(
              files
                  .filter(file -> file.toString().endsWith(".expected"))
                  .map(CatalogueTest::read)
                  .collect(Collectors.joining()));
        }
      }
    }
    return all.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
