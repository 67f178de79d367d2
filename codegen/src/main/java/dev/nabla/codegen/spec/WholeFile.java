package dev.nabla.codegen.spec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/** Files that appear whole or not at all. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes a file by way of another one beside it, which then takes its place. Folders that are
   * missing are made; links are followed, and permissions stay.
   */
  public static void write(Path file, String text) throws IOException {
    boolean exists = Files.exists(file);
    Path target = exists ? file.toRealPath() : file.toAbsolutePath();
    Files.createDirectories(target.getParent());
    Path temporary = target.resolveSibling(".nabla" + UUID.randomUUID() + ".tmp");
    try {
      Files.writeString(temporary, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
      PosixFileAttributeView view =
          Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
      if (exists && view != null) {
        view.setPermissions(Files.getPosixFilePermissions(target));
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
