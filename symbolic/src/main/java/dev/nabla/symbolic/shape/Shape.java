package dev.nabla.symbolic.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A shape as people write it: {@code ()} a scalar, {@code (n, 1)} a column, {@code (m, n)} a
 * matrix, {@code (a, b, c)} a tensor. Never of order 1: {@code (n)} is {@code (n, 1)}.
 */
public record Shape(List<Size> sizes) {
  public static final Shape SCALAR = new Shape(List.of());

  public Shape {
    sizes = sizes.size() == 1 ? List.of(sizes.get(0), Size.ONE) : List.copyOf(sizes);
  }

  public static Shape of(Size... sizes) {
    return new Shape(List.of(sizes));
  }

  /** The usual shape of a value with these core axes: an order-1 value is a column. */
  public static Shape ofAxes(List<Size> axes) {
    return new Shape(axes);
  }

  public int order() {
    return sizes.size();
  }

  /** The axes of the core: all sizes but literal ones. */
  public List<Size> axes() {
    List<Size> axes = new ArrayList<>(sizes);
    axes.removeIf(Size::isUnit);
    return axes;
  }

  /** Whether this is {@code (1, n)} with n not the literal 1. */
  public boolean isRow() {
    return order() == 2 && sizes.get(0).isUnit() && !sizes.get(1).isUnit();
  }

  /** Whether every size is known to be 1. */
  public boolean isKnownScalar() {
    return sizes.stream().allMatch(Size::isKnownOne);
  }

  /** {@code (n_in, 1)}. */
  @Override
  public String toString() {
    return sizes.stream().map(Size::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
