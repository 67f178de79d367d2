package dev.nabla.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.symbolic.cost.Cost;
import dev.nabla.symbolic.derive.Deriver;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A gradient costs a small multiple of what is differentiated. */
class CostTest {
  /** What is no plain stack of layers: inverses, determinants, attention, shared matrices. */
  private static final Set<String> NOT_LAYERS =
      Set.of(
          "attention",
          "gaussian",
          "gaussian-mixture",
          "layer-norm",
          "lstm-cell",
          "matrix-factorisation",
          "recurrent",
          "residual-batch");

  static List<Path> files() {
    return Definitions.files();
  }

  @ParameterizedTest
  @MethodSource("files")
  void gradientsAreCheap(Path file) {
    String name = file.getFileName().toString().replace(".nabla", "");
    Cost cost = Cost.of(Deriver.derive(Definitions.network(file)).program());

    assertThat(cost.isExact()).isTrue();
    assertThat(cost.ratio())
        .hasValueSatisfying(
            ratio ->
                assertThat(ratio.doubleValue())
                    .isPositive()
                    .isLessThanOrEqualTo(NOT_LAYERS.contains(name) ? 4 : 3));
  }
}
