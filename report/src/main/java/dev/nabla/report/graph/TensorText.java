package dev.nabla.report.graph;

import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.shape.Shape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Values as they stand at an edge: numbers to four digits, elements to three. A vector of up to
 * {@value #MOST_IN_A_ROW} elements is {@code [1, 2, 3]} on one line, a matrix of up to {@value
 * #MOST_ROWS} such rows has a line for each. Of anything larger there is the Euclidean norm and the
 * range: {@code ‖·‖ 3.2 in [-1, 2]}.
 */
final class TensorText {
  static final int MOST_IN_A_ROW = 5;
  static final int MOST_ROWS = 4;
  private static final MathContext DIGITS = new MathContext(4);
  private static final MathContext ELEMENT = new MathContext(3);

  private TensorText() {}

  /**
   * The lines of a value.
   *
   * @param shape its shape on paper
   */
  static List<String> lines(Tensor value, Shape shape) {
    double[] data = value.data();
    if (data.length == 1) {
      return List.of(number(data[0]));
    }
    int columns =
        shape.order() == 2 && !shape.sizes().get(1).isKnownOne()
            ? shape.sizes().get(1).intValue()
            : data.length;
    int rows = data.length / columns;
    if (shape.order() > 2 || columns > MOST_IN_A_ROW || rows > MOST_ROWS) {
      return List.of(norm(data), range(data));
    }
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      lines.add(row(data, row * columns, columns));
    }
    return lines;
  }

  private static String row(double[] data, int start, int count) {
    return Arrays.stream(data, start, start + count)
        .mapToObj(element -> number(element, ELEMENT))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String norm(double[] data) {
    double largest = Arrays.stream(data).map(Math::abs).max().orElse(0);
    double norm = largest;
    if (largest > 0 && Double.isFinite(largest)) {
      norm = largest * Math.sqrt(Arrays.stream(data).map(v -> v / largest * (v / largest)).sum());
    }
    return "‖·‖ " + number(norm);
  }

  private static String range(double[] data) {
    double least = Arrays.stream(data).min().orElse(0);
    double most = Arrays.stream(data).max().orElse(0);
    return "in [" + number(least, ELEMENT) + ", " + number(most, ELEMENT) + "]";
  }

  /** {@code -0.6931}, {@code 4}, {@code 1.5e-7}, {@code ∞}. */
  static String number(double value) {
    return number(value, DIGITS);
  }

  private static String number(double value, MathContext digits) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(digits).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      return rounded.toPlainString();
    }
    return rounded.movePointLeft(exponent).toPlainString() + "e" + exponent;
  }
}
