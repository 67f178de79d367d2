package dev.nabla.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codegen.JavaGenerator;
import dev.nabla.codegen.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The classes kept in {@code generated/} for people to read are what is generated today. {@code mvn
 * -pl generated-examples -am test -Dnabla.refresh} writes them anew.
 */
class KeptClassesTest {
  private static final String PACKAGE = "dev.nabla.examples";
  private static final Path BUILT = Path.of("target/generated-sources/nabla/dev/nabla/examples");

  @ParameterizedTest(name = "{1}")
  @CsvSource({"two-layer, TwoLayer", "wide-layer, WideLayer", "iris, Iris"})
  void isUpToDate(String definition, String name) throws IOException {
    Options options = Options.of(PACKAGE, name).withBatch();
    String text =
        new JavaGenerator().generate(Definitions.derivation(definition).program(), options).text();
    Path kept = Path.of("generated", name + ".java");
    if (System.getProperty("nabla.refresh") != null) {
      Files.writeString(kept, text);
    }
    assertThat(kept)
        .as("refresh with: mvn -pl generated-examples -am test -Dnabla.refresh")
        .hasContent(text);
    assertThat(Files.readString(kept)).isEqualTo(text);
    assertThat(BUILT.resolve(name + ".java")).hasSameBinaryContentAs(kept);
  }
}
