package dev.nabla.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Child processes that finish. */
final class Processes {
  private static final int MINUTES = 5;

  private Processes() {}

  /**
   * What a command prints.
   *
   * @throws IOException when it cannot be started, does not end, or fails; with its errors
   */
  static String output(List<String> command) throws IOException {
    Path out = Files.createTempFile("nabla-benchmarks", ".out");
    Path err = Files.createTempFile("nabla-benchmarks", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException(command.get(0) + " took more than " + MINUTES + " minutes");
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            command.get(0) + " failed: " + Files.readString(err, StandardCharsets.UTF_8).strip());
      }
      return Files.readString(out, StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }
}
