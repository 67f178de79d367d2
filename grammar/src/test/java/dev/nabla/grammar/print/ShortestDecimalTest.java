package dev.nabla.grammar.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortestDecimalTest {
  private static final boolean SHORTEST_BY_JAVA = Runtime.version().feature() >= 19;

  @ParameterizedTest
  @CsvSource({
    "2e23, 2.0E23",
    "1e23, 1.0E23",
    "2.2250738585072014e-308, 2.2250738585072014E-308",
    "4.9e-324, 4.9E-324",
    "1.7976931348623157e308, 1.7976931348623157E308",
    "0.001, 0.001",
    "0.00099, 9.9E-4",
    "9999999, 9999999.0",
    "1e7, 1.0E7",
    "-0.1, -0.1",
    "0, 0.0",
    "-0.0, -0.0",
    "NaN, NaN",
    "-Infinity, -Infinity",
    "123.456, 123.456",
    "100, 100.0"
  })
  void hasTheFewestDigits(double value, String text) {
    assertThat(ShortestDecimal.of(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"2.15e9, 2.15E9", "0.1, 0.1", "1.4e-45, 1.4E-45", "33554432, 3.3554432E7"})
  void soHasAFloat(float value, String text) {
    assertThat(ShortestDecimal.of(value)).isEqualTo(text);
  }

  @Test
  void bringsTheNumberBack() {
    Random random = new Random(1);
    for (int k = 0; k < 20_000; k++) {
      double value = Double.longBitsToDouble(random.nextLong());
      float single = Float.intBitsToFloat(random.nextInt());
      String text = ShortestDecimal.of(value);
      String ofSingle = ShortestDecimal.of(single);
      assertThat(Double.compare(Double.parseDouble(text), value)).isZero();
      assertThat(Float.compare(Float.parseFloat(ofSingle), single)).isZero();
      assertThat(text.length()).isLessThanOrEqualTo(Double.toString(value).length());
      if (SHORTEST_BY_JAVA) {
        assertThat(text).isEqualTo(Double.toString(value));
        assertThat(ofSingle).isEqualTo(Float.toString(single));
      }
    }
  }
}
