package dev.nabla.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceTest {
  private static final Case SMALL = new Case(Family.BINARY, List.of(2, 4, 1), false, 1);

  static List<Case> cases() {
    return Case.all();
  }

  private static double[] ours(Case of) {
    Implementation ours = new Generated("plain").prepare(Problem.of(of)).orElseThrow();
    ours.run();
    return ours.result();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theGeneratedClassHasAResultForEveryCase(Case of) {
    double[] result = ours(of);
    int[] lengths = of.family().results(of.sizes());
    assertThat(result).hasSize(Arrays.stream(lengths).sum()).doesNotContain(Double.NaN);
    assertThat(Reference.difference(of, result, result)).isEmpty();
  }

  @Test
  void aWrongLossIsFound() {
    double[] expected = ours(SMALL);
    double[] actual = expected.clone();
    actual[0] *= 1 + 1e-8;
    assertThat(Reference.difference(SMALL, expected, actual).orElseThrow()).contains("result 0 is");
  }

  @Test
  void aWrongElementOfTheGradientIsFound() {
    double[] expected = ours(SMALL);
    double[] actual = expected.clone();
    actual[actual.length - 1] += 1e-6;
    assertThat(Reference.difference(SMALL, expected, actual)).isPresent();
  }

  @Test
  void anythingThatIsNotANumberIsFound() {
    double[] expected = ours(SMALL);
    double[] actual = expected.clone();
    actual[3] = Double.NaN;
    assertThat(Reference.difference(SMALL, expected, actual)).isPresent();
    assertThat(Reference.difference(SMALL, expected, new double[1])).isPresent();
  }

  @Test
  void roundingIsForgiven() {
    double[] expected = ours(SMALL);
    double[] actual = Arrays.stream(expected).map(v -> v * (1 + 1e-13)).toArray();
    assertThat(Reference.difference(SMALL, expected, actual)).isEqualTo(Optional.empty());
  }

  @Test
  void aFileHoldsTheNumbers(@TempDir Path folder) throws IOException {
    double[] values = {1, -0.1, Math.PI, Double.MIN_VALUE};
    Reference.write(folder.resolve("r"), values);
    assertThat(Reference.read(folder.resolve("r"))).containsExactly(values);
  }
}
