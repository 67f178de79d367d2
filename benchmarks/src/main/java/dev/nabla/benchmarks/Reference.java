package dev.nabla.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The expected results of a case, computed once and kept in a file for all processes of a run. */
final class Reference {
  private Reference() {}

  static void write(Path file, double[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.nativeOrder());
    bytes.asDoubleBuffer().put(values);
    Files.write(file, bytes.array());
  }

  static double[] read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
    double[] values = new double[bytes.remaining() / 8];
    bytes.asDoubleBuffer().get(values);
    return values;
  }

  /**
   * How an implementation disagrees, or empty: each result (loss, gradient, …) may differ by the
   * tolerance of the case times its own largest element.
   */
  static Optional<String> difference(Case of, double[] expected, double[] actual) {
    if (expected.length != actual.length) {
      return Optional.of("returned " + actual.length + " numbers, not " + expected.length);
    }
    int from = 0;
    for (int length : of.family().results(of.sizes())) {
      double scale = 0;
      for (int i = from; i < from + length; i++) {
        scale = Math.max(scale, Math.abs(expected[i]));
      }
      for (int i = from; i < from + length; i++) {
        if (!(Math.abs(expected[i] - actual[i]) <= of.tolerance() * scale)) {
          return Optional.of(
              String.format(
                  Locale.ROOT,
                  "result %d is %.10g, but ours is %.10g; largest there %.3g, tolerance %.0e",
                  i,
                  actual[i],
                  expected[i],
                  scale,
                  of.tolerance()));
        }
      }
      from += length;
    }
    return Optional.empty();
  }
}
