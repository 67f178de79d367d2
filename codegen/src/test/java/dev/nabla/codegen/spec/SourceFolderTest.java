package dev.nabla.codegen.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.codegen.GeneratedSource;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFolderTest {
  private static final GeneratedSource SOURCE = new GeneratedSource("demo/A.java", "class A {}\n");

  @TempDir private Path root;

  @Test
  void writesWholeFilesAndLeavesWhatIsRight() throws IOException {
    SourceFolder folder = new SourceFolder(root.resolve("new"));

    assertThat(folder.write(SOURCE)).isTrue();
    assertThat(folder.file(SOURCE)).hasContent("class A {}");
    FileTime old = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(folder.file(SOURCE), old);
    assertThat(folder.write(SOURCE)).isFalse();
    assertThat(Files.getLastModifiedTime(folder.file(SOURCE))).isEqualTo(old);
    try (Stream<Path> files = Files.list(folder.root().resolve("demo"))) {
      assertThat(files).containsExactly(folder.file(SOURCE));
    }
  }

  @Test
  void followsNoLinkOutOfTheFolder() throws IOException {
    Path outside = Files.createDirectory(root.resolve("outside"));
    Path inside = Files.createDirectory(root.resolve("inside"));
    Files.createSymbolicLink(inside.resolve("demo"), outside);
    SourceFolder folder = new SourceFolder(inside);

    assertThatThrownBy(() -> folder.write(SOURCE))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("symbolic link");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void deletesAFileAndTheFoldersItLeavesEmpty() throws IOException {
    SourceFolder folder = new SourceFolder(root);
    GeneratedSource deep = new GeneratedSource("demo/deep/B.java", "class B {}\n");
    folder.write(SOURCE);
    folder.write(deep);

    folder.delete("demo/deep/B.java");
    assertThat(root.resolve("demo")).isDirectoryNotContaining(f -> f.endsWith("deep"));
    assertThat(folder.file(SOURCE)).exists();
    folder.delete("demo/A.java");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void deletesNothingOutsideOfTheFolder() throws IOException {
    Path outside = Files.writeString(root.resolve("A.java"), "class A {}\n");
    Path inside = Files.createDirectory(root.resolve("inside"));
    Files.createSymbolicLink(inside.resolve("demo"), root);
    SourceFolder folder = new SourceFolder(inside);

    for (String path : new String[] {"../A.java", "demo/A.java", outside.toString()}) {
      assertThatThrownBy(() -> folder.delete(path)).isInstanceOf(FileSystemException.class);
    }
    assertThat(outside).exists();
  }

  @Test
  void aLinkThatIsTheFolderItselfIsFine() throws IOException {
    Path real = Files.createDirectory(root.resolve("real"));
    Path link = Files.createSymbolicLink(root.resolve("link"), real);

    assertThat(new SourceFolder(link).write(SOURCE)).isTrue();
    assertThat(real.resolve("demo/A.java")).exists();
  }
}
