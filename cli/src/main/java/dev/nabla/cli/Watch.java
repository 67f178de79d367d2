package dev.nabla.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Waits for files to change. It looks at them again and again, so that it does not matter whether
 * an editor writes a file in place or puts another one in its place.
 */
final class Watch {
  /** What tells one state of a file from another. */
  private record Stamp(Object time, long size, Optional<Object> key) {
    static Optional<Stamp> of(Path file) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return Optional.of(
            new Stamp(now.lastModifiedTime(), now.size(), Optional.ofNullable(now.fileKey())));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  private final Duration interval;
  private final Map<Path, Optional<Stamp>> known = new LinkedHashMap<>();

  /** Watches files from their state of now. */
  Watch(List<Path> files, Duration interval) {
    this.interval = interval;
    files.forEach(file -> known.put(file, Stamp.of(file)));
  }

  /**
   * Waits until files are other than before and stay so for a moment. One that is gone is waited
   * for.
   */
  List<Path> changed() throws InterruptedException {
    while (true) {
      Thread.sleep(interval.toMillis());
      List<Path> changed = new ArrayList<>();
      for (Path file : known.keySet()) {
        Optional<Stamp> now = Stamp.of(file);
        if (now.isPresent() && !Objects.equals(now, known.get(file))) {
          changed.add(file);
        }
      }
      if (!changed.isEmpty() && areStill(changed)) {
        return changed;
      }
    }
  }

  /** Whether nobody writes to files any more; their state is then known. */
  private boolean areStill(List<Path> files) throws InterruptedException {
    Map<Path, Optional<Stamp>> before = new LinkedHashMap<>();
    files.forEach(file -> before.put(file, Stamp.of(file)));
    Thread.sleep(Math.max(1, interval.toMillis() / 4));
    boolean still = files.stream().allMatch(file -> Stamp.of(file).equals(before.get(file)));
    if (still) {
      known.putAll(before);
    }
    return still;
  }
}
