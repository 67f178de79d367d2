package dev.nabla.report.values;

import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Nested arrays of numbers as they stand in JSON.
 *
 * @param sizes the length at each level; empty for a plain number
 * @param data the numbers in order
 */
public record NestedArray(List<Integer> sizes, double[] data) {
  public NestedArray {
    sizes = List.copyOf(sizes);
  }

  /**
   * The sizes on paper that this array gives to a shape: {@code [1,2]} and {@code [[1],[2]]} are
   * both a column, a number may stand for anything of one element.
   *
   * @return one number for each size of the shape, or nothing if the array does not have that form
   */
  public Optional<List<Integer>> fit(Shape shape) {
    int order = shape.order();
    if (sizes.size() == order && agrees(shape, sizes)) {
      return Optional.of(sizes);
    }
    List<Integer> wide = new ArrayList<>(sizes);
    if (order == 2 && sizes.size() == 1) {
      wide.add(shape.isRow() ? 0 : 1, 1);
    } else if (sizes.size() < order && data.length == 1 || order == 0 && data.length == 1) {
      wide = new ArrayList<>(java.util.Collections.nCopies(order, 1));
    }
    return wide.size() == order && agrees(shape, wide) ? Optional.of(wide) : Optional.empty();
  }

  private static boolean agrees(Shape shape, List<Integer> given) {
    for (int axis = 0; axis < given.size(); axis++) {
      Size size = shape.sizes().get(axis);
      if (size.value().isPresent() && size.intValue() != given.get(axis)) {
        return false;
      }
    }
    return true;
  }

  /** The value of a variable whose sizes are all known, in the axes of the core. */
  public Tensor tensor(Variable variable) {
    return new Tensor(variable.axes().stream().mapToInt(Size::intValue).toArray(), data.clone());
  }

  /** {@code 2 × 3 numbers}. */
  public String describe() {
    return sizes.isEmpty()
        ? "a number"
        : String.join("×", sizes.stream().map(String::valueOf).toList()) + " numbers";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NestedArray that
        && sizes.equals(that.sizes)
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * sizes.hashCode() + Arrays.hashCode(data);
  }
}
