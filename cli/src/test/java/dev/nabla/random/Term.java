package dev.nabla.random;

import dev.nabla.grammar.ast.Expression;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An expression that is known to be well shaped.
 *
 * @param shape none for a number, otherwise two axes or more
 * @param range where its elements are expected to lie
 * @param target whether it depends on a target
 */
record Term(Expression expression, List<Extent> shape, Range range, boolean target) {
  Term {
    shape = List.copyOf(shape);
  }

  boolean isScalar() {
    return shape.isEmpty();
  }

  static int count(List<Extent> shape) {
    return shape.stream().mapToInt(Extent::value).reduce(1, (a, b) -> a * b);
  }

  static boolean isSquare(List<Extent> shape) {
    return shape.size() == 2 && shape.get(0).equals(shape.get(1)) && !shape.get(0).isUnit();
  }

  static boolean isVector(List<Extent> shape) {
    return shape.size() == 2 && shape.get(1).isUnit() && !shape.get(0).isUnit();
  }

  static boolean isRow(List<Extent> shape) {
    return shape.size() == 2 && shape.get(0).isUnit() && !shape.get(1).isUnit();
  }

  static boolean isMatrix(List<Extent> shape) {
    return shape.size() == 2 && !shape.get(0).isUnit() && !shape.get(1).isUnit();
  }

  static boolean isTensor(List<Extent> shape) {
    return shape.size() > 2;
  }

  @Override
  public String toString() {
    return shape.stream().map(e -> e.text().toString()).collect(Collectors.joining(",", "(", ")"));
  }
}
