package dev.nabla.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  private static final Case SMALL = new Case(Family.BINARY, List.of(2, 4, 1), false, 1);

  private static Measurement of(double... times) {
    List<Iteration> iterations =
        DoubleStream.of(times).mapToObj(time -> new Iteration(time, 1)).toList();
    return Measurement.ofProgram(SMALL, "gcc", iterations, "loops");
  }

  @Test
  void theMedianIsInTheMiddle() {
    assertThat(of(5, 1, 3).median()).isEqualTo(3);
    assertThat(of(5, 1, 3, 4).median()).isEqualTo(3.5);
  }

  @Test
  void disturbedIterationsDoNotCount() {
    List<Iteration> iterations =
        List.of(new Iteration(10, 1), new Iteration(90, 0.5), new Iteration(80, 0.6));
    assertThat(Measurement.ofProgram(SMALL, "gcc", iterations, "").median()).isEqualTo(10);
  }

  @Test
  void whereAllAreDisturbedTheBestThirdCounts() {
    List<Iteration> iterations =
        IntStream.rangeClosed(1, 9).mapToObj(k -> new Iteration(100 - k, k / 10.0)).toList();
    assertThat(Iteration.counted(iterations))
        .extracting(Iteration::nanoseconds)
        .containsExactly(91.0, 92.0, 93.0);
  }

  @Test
  void iterationsThatAreNotAlikeAreMarked() {
    assertThat(of(10, 10.5, 11, 10.2).isSteady()).isTrue();
    assertThat(of(10, 15, 20, 12).isSteady()).isFalse();
  }

  @Test
  void aLaterForkAddsItsIterationsOrItsFailure() {
    assertThat(of(1, 2).and(of(3)).median()).isEqualTo(2);
    Measurement failed = Measurement.missing(SMALL, "gcc", "WRONG: result 0");
    assertThat(of(1).and(failed)).isSameAs(failed);
    assertThat(failed.and(of(1))).isSameAs(failed);
    assertThat(failed.isWrong()).isTrue();
  }

  private static Implementation allocating(int bytesAtLeast) {
    return new Implementation() {
      private byte[] kept = {};

      @Override
      public double run() {
        kept = bytesAtLeast > 0 ? new byte[bytesAtLeast] : kept;
        return kept.length;
      }

      @Override
      public double[] result() {
        return new double[0];
      }
    };
  }

  @Test
  void everyAllocatedByteIsCounted() {
    Allocation.bytes(allocating(0), 2);
    assertThat(Allocation.bytes(allocating(0), 10)).isZero();
    assertThat(Allocation.bytes(allocating(1000), 10)).isBetween(10_000L, 11_000L);
  }
}
