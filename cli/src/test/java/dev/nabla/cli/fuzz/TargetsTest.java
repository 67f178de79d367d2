package dev.nabla.cli.fuzz;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What fuzzing starts from, and what it has found, in every build. */
class TargetsTest {
  static Stream<byte[]> definitions() {
    return Corpus.found();
  }

  static Stream<byte[]> values() {
    return Corpus.values();
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void definitionsAreReadOrRejected(byte[] bytes) {
    Targets.parser(bytes);
    Targets.elaborator(bytes);
    Targets.generator(bytes);
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesAreReadOrRejected(byte[] bytes) {
    Targets.values(bytes);
  }
}
