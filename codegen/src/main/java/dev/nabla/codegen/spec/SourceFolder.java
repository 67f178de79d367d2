package dev.nabla.codegen.spec;

import dev.nabla.codegen.GeneratedSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A folder that generated files are written to. A file appears whole or not at all, one that is
 * already right is not touched, and no link leads out of the folder.
 *
 * @param root the folder; it need not exist yet
 */
public record SourceFolder(Path root) {
  /** Where a file belongs. */
  public Path file(GeneratedSource source) {
    return root.resolve(source.path());
  }

  /** Whether a file is there and has this content. */
  public boolean isCurrent(GeneratedSource source) throws IOException {
    Path file = file(source);
    byte[] bytes = source.text().getBytes(StandardCharsets.UTF_8);
    return Files.isRegularFile(file)
        && Files.size(file) == bytes.length
        && Arrays.equals(Files.readAllBytes(file), bytes);
  }

  /**
   * Writes a file unless it is already right.
   *
   * @return whether it was written
   * @throws FileSystemException when a link leads out of the folder, or it cannot be written
   */
  public boolean write(GeneratedSource source) throws IOException {
    Path file = file(source);
    confine(file);
    if (isCurrent(source)) {
      return false;
    }
    WholeFile.write(file, source.text());
    return true;
  }

  /**
   * Deletes a file, and the folders that are empty without it.
   *
   * @param path where it is below this folder
   * @throws FileSystemException when a link leads out of the folder, or it cannot be deleted
   */
  public void delete(String path) throws IOException {
    Path file = root.resolve(path);
    confine(file);
    Files.deleteIfExists(file);
    Path folder = file.getParent();
    while (!folder.equals(root) && isEmpty(folder)) {
      Files.delete(folder);
      folder = folder.getParent();
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  /** Looks at what exists of the way to a file, which may not lead out of the folder. */
  private void confine(Path file) throws IOException {
    Path place = file;
    while (!Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !place.equals(root)) {
      place = place.getParent();
    }
    if (!place.equals(root) && !isBelowRoot(place)) {
      throw new FileSystemException(
          file.toString(), null, "a symbolic link leads out of " + root + "; remove it");
    }
  }

  /** Whether a place is in the folder; a link to nothing might lead anywhere. */
  private boolean isBelowRoot(Path place) throws IOException {
    try {
      return place.toRealPath().startsWith(root.toRealPath());
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
