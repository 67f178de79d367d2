package dev.nabla.codegen.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.diagnostic.Diagnostics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are read as definitions, and files that are written whole. */
class SpecFileTest {
  @TempDir private Path folder;

  private static Diagnostics read(byte[] bytes) throws IOException {
    try (InputStream stream = new ByteArrayInputStream(bytes)) {
      return SpecFile.read(stream, "a.nabla");
    }
  }

  @Test
  void readsText() throws IOException {
    Path file = Files.writeString(folder.resolve("ŷ.nabla"), "z = π x");
    Diagnostics diagnostics = SpecFile.read(file, "a.nabla");

    assertThat(diagnostics.all()).isEmpty();
    assertThat(diagnostics.source().name()).isEqualTo("a.nabla");
    assertThat(diagnostics.source().text()).isEqualTo("z = π x");
  }

  @Test
  void whatIsNoTextIsAnError() throws IOException {
    Diagnostics diagnostics = read(new byte[] {'z', (byte) 0xC3, '('});

    assertThat(diagnostics.source().text()).isEmpty();
    assertThat(diagnostics.all())
        .singleElement()
        .satisfies(d -> assertThat(d.message()).isEqualTo("the file is not valid UTF-8"));
  }

  @Test
  void theLargestFileIsReadAndALargerOneIsAnError() throws IOException {
    byte[] bytes = new byte[SpecFile.MAX_BYTES];
    Arrays.fill(bytes, (byte) ' ');

    assertThat(read(bytes).all()).isEmpty();
    Diagnostics larger = read(Arrays.copyOf(bytes, bytes.length + 1));
    assertThat(larger.source().text()).isEmpty();
    assertThat(larger.all())
        .singleElement()
        .satisfies(d -> assertThat(d.message()).isEqualTo("the file is larger than 16 MiB"));
  }

  @ParameterizedTest
  @CsvSource({
    "two-layer.nabla, TwoLayer",
    "two_layer.net.nabla, TwoLayerNet",
    "lstm, Lstm",
    "-x-.nabla, X",
    "été.nabla, Été",
    "3d.nabla, Network",
    "---.nabla, Network",
    ".nabla, Network"
  })
  void networksAreCalledLikeTheirFiles(String file, String name) {
    assertThat(SpecFile.networkName(Path.of("folder", file))).isEqualTo(name);
  }

  @Test
  void writingKeepsPermissionsAndFollowsLinks() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rw-r-x--x");
    Files.setPosixFilePermissions(file, permissions);
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);

    WholeFile.write(link, "ñew");

    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(file, StandardCharsets.UTF_8)).isEqualTo("ñew");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(permissions);
    WholeFile.write(folder.resolve("new/folder/b.txt"), "b");
    assertThat(folder.resolve("new/folder/b.txt")).hasContent("b");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(3);
    }
  }
}
