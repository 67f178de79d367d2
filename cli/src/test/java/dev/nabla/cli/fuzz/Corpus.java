package dev.nabla.cli.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where fuzzing starts, and what it has found. */
final class Corpus {
  private static final Path FOUND = Path.of("src/test/resources/fuzz");

  private static final List<Path> DEFINITIONS =
      List.of(
          FOUND.resolve("definitions"),
          Path.of("../grammar/src/test/resources/corpus"),
          Path.of("../symbolic/src/test/resources/corpus"),
          Path.of("../generated-examples/src/main/nabla"));

  private static final List<String> VALUES =
      List.of(
          "{\"x\": [1, 2.5e-3], \"W1\": [[1, 2], [3, 4]], \"b_1\": [[0], [-1]], \"ŷ\": 1}",
          "{\"x\": 1, \"x\": 2}",
          "{\"x\": [[1, 2], [3]]}",
          "{\"x\": NaN, \"y\": -Infinity}",
          "\uFEFF{\"\\u0078\": 1E+2} // {}",
          "[{\"a\": null}, \"b\", true]");

  private Corpus() {}

  /** Definitions, right and wrong ones. */
  static Stream<byte[]> definitions() {
    return DEFINITIONS.stream().flatMap(Corpus::files);
  }

  /** Definitions that were processed wrongly once. */
  static Stream<byte[]> found() {
    return files(FOUND.resolve("definitions"));
  }

  /** Files of values, right and wrong ones. */
  static Stream<byte[]> values() {
    return Stream.concat(
        VALUES.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)),
        files(FOUND.resolve("values")));
  }

  /** The files below a folder. */
  static Stream<byte[]> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(nabla|json)"))
          .sorted()
          .map(Corpus::bytes)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
