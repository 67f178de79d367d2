package dev.nabla.cli.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Inputs that reach code no input has reached before are kept and changed further. One target at a
 * time, here for ten minutes:
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn -Pfuzz -pl cli -am test \
 *     -Dtest='CoverageGuidedTest#parser*' -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 *
 * <p>Without {@code JAZZER_FUZZ} the seeds alone are run. A finding belongs into {@code
 * src/test/resources/fuzz}, where every build tries it again.
 */
class CoverageGuidedTest {
  static Stream<Arguments> definitions() {
    return Corpus.definitions().map(Arguments::of);
  }

  static Stream<Arguments> values() {
    return Corpus.values().map(Arguments::of);
  }

  @MethodSource("definitions")
  @DictionaryFile(resourcePath = "/fuzz/language.dict")
  @FuzzTest(maxDuration = "10m")
  void parser(byte[] bytes) {
    Targets.parser(bytes);
  }

  @MethodSource("definitions")
  @DictionaryFile(resourcePath = "/fuzz/language.dict")
  @FuzzTest(maxDuration = "10m")
  void elaborator(byte[] bytes) {
    Targets.elaborator(bytes);
  }

  @MethodSource("definitions")
  @DictionaryFile(resourcePath = "/fuzz/language.dict")
  @FuzzTest(maxDuration = "10m")
  void generator(byte[] bytes) {
    Targets.generator(bytes);
  }

  @MethodSource("values")
  @FuzzTest(maxDuration = "10m")
  void values(byte[] bytes) {
    Targets.values(bytes);
  }
}
