package dev.nabla.codegen.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens meanwhile, a file is the old one or the new one. */
class WholeFileTest {
  private static final List<String> TEXTS =
      List.of("a\n".repeat(1_000_000), "b\n".repeat(700_000), "c\n".repeat(10));

  private static final int KILLS = 3;
  private static final int WRITERS = 2;
  private static final int MOST_READS = 10_000;

  @TempDir private Path folder;

  /** What the processes do that are killed. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      while (true) {
        for (String text : TEXTS) {
          WholeFile.write(Path.of(arguments[0]), text);
          System.out.println("written");
        }
      }
    }
  }

  private Process writer(Path file) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    return new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            classes,
            Writer.class.getName(),
            file.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private static List<Path> leftovers(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".tmp")).toList();
    }
  }

  @Test
  void severalProcessesThatAreKilledLeaveAWholeFile() throws Exception {
    Path file = Files.createDirectory(folder.resolve("out")).resolve("A.java");
    WholeFile.write(file, TEXTS.get(0));
    for (int kill = 0; kill < KILLS; kill++) {
      List<Process> writers = new ArrayList<>();
      FileTime before = Files.getLastModifiedTime(file);
      try {
        for (int k = 0; k < WRITERS; k++) {
          writers.add(writer(file));
        }
        int changes = 0;
        for (int k = 0; k < MOST_READS && changes < 3 + kill; k++) {
          assertThat(TEXTS).contains(Files.readString(file));
          FileTime now = Files.getLastModifiedTime(file);
          changes += now.equals(before) ? 0 : 1;
          before = now;
          assertThat(writers).allMatch(Process::isAlive);
          Thread.sleep(5);
        }
        assertThat(changes).isPositive();
      } finally {
        for (Process process : writers) {
          process.destroyForcibly();
          assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
      }
      assertThat(TEXTS).contains(Files.readString(file));
    }
    assertThat(leftovers(file.getParent())).hasSizeLessThanOrEqualTo(KILLS * WRITERS);
  }

  @Test
  void whatAKilledProcessLeftIsRemovedLater() throws IOException {
    Path young = Files.writeString(folder.resolve(".nabla1-2.tmp"), "whose?");
    Path old = Files.writeString(folder.resolve(".nabla3-4.tmp"), "nobody's");
    Path other = Files.writeString(folder.resolve("notes.tmp"), "mine");
    FileTime yesterday = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
    Files.setLastModifiedTime(old, yesterday);
    Files.setLastModifiedTime(other, yesterday);

    WholeFile.write(folder.resolve("A.java"), "class A {}\n");
    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(other).exists();
  }

  @Test
  void anInterruptedThreadWritesAllOrNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("A.java"), "old");
    Thread.currentThread().interrupt();
    try {
      WholeFile.write(file, TEXTS.get(0));
      assertThat(file).hasContent(TEXTS.get(0));
    } catch (ClosedByInterruptException e) {
      assertThat(Thread.interrupted()).isTrue();
      assertThat(file).hasContent("old");
    } finally {
      Thread.interrupted();
    }
    assertThat(leftovers(folder)).isEmpty();
  }

  @Test
  void whatStandsInTheWayStays() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("A.java/inside"));
    assertThatThrownBy(() -> WholeFile.write(folder.resolve("A.java"), "x"))
        .isInstanceOf(IOException.class);
    assertThat(taken).exists();
    assertThat(leftovers(folder)).isEmpty();

    Path link = Files.createSymbolicLink(folder.resolve("B.java"), folder.resolve("nowhere/B"));
    WholeFile.write(link, "x");
    assertThat(link).isRegularFile().hasContent("x");
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }
}
