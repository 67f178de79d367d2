package dev.nabla.symbolic.elaborate.sizes;

import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A shape while it is being inferred. Everything up to matrices has two sizes, a scalar {@code (1,
 * 1)}; tensors have three or more. How many there are is always known, only the sizes may not be.
 */
public record Dims(List<SizeTerm> terms) {
  public Dims {
    terms = List.copyOf(terms);
    if (terms.size() < 2) {
      throw new IllegalArgumentException("a shape of " + terms.size() + " sizes");
    }
  }

  public static Dims of(SizeTerm rows, SizeTerm columns) {
    return new Dims(List.of(rows, columns));
  }

  public static Dims scalar() {
    return of(SizeTerm.one(), SizeTerm.one());
  }

  public static Dims column(SizeTerm rows) {
    return of(rows, SizeTerm.one());
  }

  /** The shape with these axes: none of them makes a scalar, one a column. */
  public static Dims ofAxes(List<SizeTerm> axes) {
    List<SizeTerm> terms = new ArrayList<>(axes);
    while (terms.size() < 2) {
      terms.add(SizeTerm.one());
    }
    return new Dims(terms);
  }

  /** The shape of something in error. */
  public static Dims broken() {
    return of(SizeTerm.unusable(), SizeTerm.unusable());
  }

  public static Dims fresh(int order) {
    List<SizeTerm> terms = new ArrayList<>();
    for (int k = 0; k < Math.max(2, order); k++) {
      terms.add(SizeTerm.fresh());
    }
    return new Dims(terms);
  }

  /** The terms of a shape that stands in the definition. */
  public static Dims of(Shape shape) {
    List<SizeTerm> terms = new ArrayList<>();
    shape.sizes().forEach(size -> terms.add(SizeTerm.of(size)));
    return terms.isEmpty() ? scalar() : new Dims(terms);
  }

  public int order() {
    return terms.size();
  }

  public boolean isTensor() {
    return order() > 2;
  }

  public SizeTerm rows() {
    return terms.get(0);
  }

  public SizeTerm columns() {
    return terms.get(1);
  }

  public SizeTerm get(int axis) {
    return terms.get(axis);
  }

  public Dims transposed() {
    return of(columns(), rows());
  }

  public boolean isBroken() {
    return terms.stream().anyMatch(SizeTerm::isBroken);
  }

  public boolean isKnown() {
    return terms.stream().noneMatch(SizeTerm::isUnknown);
  }

  /** Whether all sizes are the literal 1. */
  public boolean isUnit() {
    return terms.stream().allMatch(SizeTerm::isUnit);
  }

  /** Whether all sizes are known to be 1. */
  public boolean isKnownScalar() {
    return terms.stream().allMatch(SizeTerm::isKnownOne);
  }

  /** Whether some size may not be taken for 1. */
  public boolean isNotScalar() {
    return terms.stream().anyMatch(SizeTerm::isNotOne);
  }

  public boolean matches(Dims other) {
    return order() == other.order()
        && IntStream.range(0, order()).allMatch(k -> get(k).matches(other.get(k)));
  }

  public boolean sameAs(Dims other) {
    return order() == other.order()
        && IntStream.range(0, order()).allMatch(k -> get(k).sameAs(other.get(k)));
  }

  /** The shape on paper; every size must be known. */
  public Shape shape() {
    List<Size> sizes = new ArrayList<>();
    for (SizeTerm term : terms) {
      sizes.add(term.size().orElseThrow(() -> new IllegalStateException("an unsolved size")));
    }
    return isUnit() ? Shape.SCALAR : new Shape(sizes);
  }

  /** {@code (n, 1)}, as messages print it. */
  @Override
  public String toString() {
    return isUnit()
        ? "()"
        : terms.stream().map(SizeTerm::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
