package dev.nabla.examples.annotated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that holds all a compiler needs, once the build has made it, compiles by itself. */
class ProcessorJarTest {
  private static final Path JAR = Path.of("../processor/target/nabla-processor.jar");

  @Test
  void compilesAlone(@TempDir Path folder) throws IOException {
    assumeThat(JAR).exists();
    Path source = folder.resolve("Squares.java");
    Files.writeString(
        source,
        "@dev.nabla.annotation.Nabla(\"param w : (3); loss L = ‖w‖^2\")\nclass Squares {}\n",
        StandardCharsets.UTF_8);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    String jar = JAR.toString();
    String[] arguments = {
      "-encoding", "UTF-8", "-cp", jar, "-processorpath", jar, "-d", folder + "", source + ""
    };
    int code = ToolProvider.getSystemJavaCompiler().run(null, said, said, arguments);

    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(code).isZero();
    assertThat(folder.resolve("SquaresNetwork.class")).exists();
  }
}
