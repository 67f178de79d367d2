package dev.nabla.codegen.spec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Files that appear whole or not at all, whoever else writes them at the same time. A process that
 * is killed meanwhile leaves a file {@code .nabla*.tmp} behind, which a later one removes.
 */
public final class WholeFile {
  private static final String PREFIX = ".nabla";
  private static final String SUFFIX = ".tmp";

  /** A temporary file of this age belongs to nobody: writing takes less than a second. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private WholeFile() {}

  /**
   * Writes a file by way of another one beside it, which then takes its place. Folders that are
   * missing are made; links are followed, and permissions stay.
   */
  public static void write(Path file, String text) throws IOException {
    boolean exists = Files.exists(file);
    Path target = exists ? file.toRealPath() : file.toAbsolutePath();
    Files.createDirectories(target.getParent());
    removeAbandoned(target.getParent());
    Path temporary = target.resolveSibling(PREFIX + UUID.randomUUID() + SUFFIX);
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

  private static void removeAbandoned(Path folder) throws IOException {
    FileTime oldest = FileTime.from(Instant.now().minus(ABANDONED));
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, PREFIX + "*-*" + SUFFIX)) {
      for (Path file : found) {
        FileTime made = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        if (made.compareTo(oldest) < 0) {
          Files.deleteIfExists(file);
        }
      }
    } catch (NoSuchFileException e) {
      // Somebody else has just removed it, or made it what it is for.
    }
  }
}
