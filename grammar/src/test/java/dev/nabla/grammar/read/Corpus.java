package dev.nabla.grammar.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.base.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Pairs of {@code name.nabla} and {@code name.expected}: a definition, and what is understood of it
 * or said about it. Run tests with {@code -Dnabla.refresh} to write the second anew, and read what
 * has changed.
 */
public final class Corpus {
  private static final Path FOLDER = Path.of("src/test/resources/corpus");

  private Corpus() {}

  /** The definitions of a kind, {@code good} or {@code bad}, in order of their names. */
  public static List<Path> definitions(String kind) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve(kind))) {
      return files.filter(file -> file.toString().endsWith(".nabla")).sorted().toList();
    }
  }

  /** A definition, under its file's name. */
  public static Source source(Path file) {
    try {
      return new Source(
          file.getFileName().toString(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compares with what is expected, or writes it. */
  public static void check(Path file, String found) throws IOException {
    String name = file.getFileName().toString().replace(".nabla", ".expected");
    Path expected = file.resolveSibling(name);
    if (System.getProperty("nabla.refresh") != null) {
      Files.writeString(expected, found);
    }
    assertThat(expected).as("refresh with -Dnabla.refresh").exists();
    assertThat(found).isEqualTo(Files.readString(expected));
  }
}
