package dev.nabla.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a fork leaves behind besides the times: numbers in a file, a line each.
 *
 * @param bytes bytes that a call allocates
 * @param settling seconds until the compiler was last at work
 * @param shares the share of a core that the process had in each iteration, warm-up included
 */
record ForkNotes(double bytes, double settling, List<Double> shares) {
  private static final String FILE = "notes";

  void write(Path folder) throws IOException {
    Files.write(
        folder.resolve(FILE),
        Stream.concat(Stream.of(bytes, settling), shares.stream()).map(String::valueOf).toList());
  }

  static ForkNotes read(Path folder) throws IOException {
    List<Double> numbers =
        Files.readAllLines(folder.resolve(FILE)).stream().map(Double::valueOf).toList();
    return new ForkNotes(numbers.get(0), numbers.get(1), numbers.subList(2, numbers.size()));
  }
}
