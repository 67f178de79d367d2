package dev.nabla.report.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorTextTest {
  private static Tensor counting(int... sizes) {
    double[] data = IntStream.range(0, Tensor.count(sizes)).mapToDouble(k -> k + 1).toArray();
    return new Tensor(sizes, data);
  }

  private static Shape shape(int... sizes) {
    return new Shape(Arrays.stream(sizes).mapToObj(Size::of).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "4, 4",
    "-0.0, 0",
    "0.6931471805599453, 0.6931",
    "-123456, -123500",
    "1234567, 1.235e6",
    "0.0001, 0.0001",
    "0.00001, 1e-5",
    "99999.9, 100000",
    "Infinity, ∞",
    "-Infinity, -∞",
    "NaN, NaN"
  })
  void numbersHaveFourDigits(double value, String text) {
    assertThat(TensorText.number(value)).isEqualTo(text);
  }

  @Test
  void smallTensorsAreWhole() {
    assertThat(TensorText.lines(Tensor.scalar(2.5), Shape.SCALAR)).containsExactly("2.5");
    assertThat(TensorText.lines(counting(3), shape(3, 1))).containsExactly("[1, 2, 3]");
    assertThat(TensorText.lines(counting(3), shape(1, 3))).containsExactly("[1, 2, 3]");
    assertThat(TensorText.lines(counting(2, 3), shape(2, 3)))
        .containsExactly("[1, 2, 3]", "[4, 5, 6]");
  }

  @Test
  void largeTensorsAreMeasured() {
    assertThat(TensorText.lines(counting(6), shape(6, 1)))
        .containsExactly("‖·‖ 9.539", "in [1, 6]");
    assertThat(TensorText.lines(counting(5, 2), shape(5, 2)))
        .containsExactly("‖·‖ 19.62", "in [1, 10]");
    assertThat(TensorText.lines(counting(2, 2, 2), shape(2, 2, 2)))
        .containsExactly("‖·‖ 14.28", "in [1, 8]");
    assertThat(TensorText.lines(new Tensor(new int[] {6}, new double[6]), shape(6, 1)))
        .containsExactly("‖·‖ 0", "in [0, 0]");
  }
}
