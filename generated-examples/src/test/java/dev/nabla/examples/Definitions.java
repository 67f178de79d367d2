package dev.nabla.examples;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.network.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The definitions that the classes are generated from. */
final class Definitions {
  private static final Path FOLDER = Path.of("src/main/nabla/dev/nabla/examples");

  private Definitions() {}

  /** All files, in order of their names. */
  static List<Path> files() {
    return files(FOLDER, ".nabla");
  }

  /** The files of a folder that end so, in order of their names. */
  static List<Path> files(Path folder, String end) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file of a definition such as {@code two-layer}. */
  static Path file(String name) {
    return FOLDER.resolve(name + ".nabla");
  }

  /** The network of a file such as {@code two-layer}. */
  static Network network(String name) {
    return network(file(name));
  }

  static Network network(Path file) {
    Source source = new Source(file.getFileName().toString(), read(file));
    Diagnostics diagnostics = new Diagnostics(source);
    return Elaborator.read(source, Options.named("Network"), diagnostics)
        .orElseThrow(() -> new AssertionError(file + ": " + diagnostics.all()));
  }

  static Derivation derivation(String name) {
    return Deriver.derive(network(name));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
