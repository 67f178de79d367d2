package dev.nabla.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilationsTest {
  private static final String OPTIMISED =
      "[1.9s][debug][jit,compilation]  791       4       p.C::gradient (547 bytes)";

  @TempDir private Path folder;

  private List<String> complaints(String... lines) throws IOException {
    return Compilations.complaints(Files.write(folder.resolve("log"), List.of(lines)), "p.C");
  }

  @Test
  void anOptimisedMethodIsFine() throws IOException {
    assertThat(
            complaints(
                "[0.4s][debug][jit,compilation]  779       3       p.C::gradient (547 bytes)",
                OPTIMISED,
                "[1.9s][debug][jit,compilation]  779       3       p.C::gradient (547 bytes)   made not entrant",
                "[1.9s][info][jit,compilation]  780       3       p.C::inlined (9 bytes)"))
        .isEmpty();
  }

  @Test
  void aMethodThatIsGivenUpIsReported() throws IOException {
    assertThat(
            complaints(
                OPTIMISED,
                "[2.1s][debug][jit,compilation]  792       4       p.C::big (7000 bytes)   COMPILE SKIPPED: out of nodes in parser (retry at different tier)"))
        .singleElement()
        .asString()
        .startsWith("big: COMPILE SKIPPED: out of nodes");
  }

  @Test
  void codeThatIsDiscardedForGoodIsReported() throws IOException {
    String lost = OPTIMISED + "   made not entrant";
    assertThat(complaints(OPTIMISED, lost)).singleElement().asString().startsWith("gradient:");
    assertThat(complaints(OPTIMISED, lost, OPTIMISED)).isEmpty();
  }

  @Test
  void whatNeverReachesTheOptimisingCompilerIsReported() throws IOException {
    assertThat(
            complaints(
                "[0.4s][debug][jit,compilation]  779       3       p.C::gradient (547 bytes)"))
        .singleElement()
        .asString()
        .startsWith("no method reached");
    assertThat(complaints(OPTIMISED.replace("p.C", "p.D"))).hasSize(1);
  }

  @Test
  void theLengthOfEveryMethodIsRead() throws IOException {
    assertThat(CodeLengths.of(CompilationsTest.class.getName()).get("theLengthOfEveryMethodIsRead"))
        .isBetween(10, 200);
    assertThat(CodeLengths.of(Generated.className("plain", Case.all().get(0))))
        .containsKeys("gradient", "gradientBatch", "<init>");
  }
}
