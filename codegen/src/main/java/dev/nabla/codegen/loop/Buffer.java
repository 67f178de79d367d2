package dev.nabla.codegen.loop;

import java.util.ArrayList;
import java.util.List;

/**
 * A tensor in memory: part of an array, with a stride for each axis.
 *
 * @param name the name of the tensor; together with the space it tells buffers apart
 * @param space the array it lies in
 * @param sizes the size of each axis
 * @param strides how far apart neighbours along each axis lie
 * @param offset where the first element lies
 */
public record Buffer(
    String name, Space space, List<Integer> sizes, List<Integer> strides, int offset) {
  /** The arrays that buffers lie in. */
  public enum Space {
    THETA,
    INPUT,
    TARGET,
    OUTPUT,
    GRADIENT,
    /** The cotangent of the result, given to a backward pass. */
    COTANGENT,
    INPUT_ADJOINT,
    /** The vector that a Hessian is multiplied by, and the product. */
    DIRECTION,
    PRODUCT,
    JACOBIAN,
    HESSIAN,
    /** An array of its own, a field of the instance. */
    SCRATCH,
    /** A field too; the first axis goes through an array of arrays. */
    ROWS;

    /** Whether it is a field of the instance. */
    public boolean isField() {
      return this == SCRATCH || this == ROWS;
    }

    /** Whether the array is given by the caller to be read. */
    public boolean isGiven() {
      return this == THETA
          || this == INPUT
          || this == TARGET
          || this == COTANGENT
          || this == DIRECTION;
    }
  }

  public Buffer {
    sizes = List.copyOf(sizes);
    strides = List.copyOf(strides);
  }

  /** A dense buffer in row-major order. */
  public static Buffer rowMajor(String name, Space space, List<Integer> sizes, int offset) {
    return new Buffer(name, space, sizes, strides(sizes, 1), offset);
  }

  /** A dense buffer in which neighbours along this axis lie side by side, row-major otherwise. */
  public static Buffer alongAxis(String name, Space space, List<Integer> sizes, int axis) {
    List<Integer> others = new ArrayList<>(sizes);
    int length = others.set(axis, 1);
    List<Integer> strides = strides(others, length);
    strides.set(axis, 1);
    return new Buffer(name, space, sizes, strides, 0);
  }

  private static List<Integer> strides(List<Integer> sizes, int last) {
    List<Integer> strides = new ArrayList<>(sizes);
    int stride = last;
    for (int axis = sizes.size() - 1; axis >= 0; axis--) {
      strides.set(axis, stride);
      stride = Math.multiplyExact(stride, sizes.get(axis));
    }
    return strides;
  }

  /** The same place in another array. */
  public Buffer in(Space other, String newName) {
    return new Buffer(newName, other, sizes, strides, offset);
  }

  /** How many elements it has. */
  public int count() {
    return sizes.stream().reduce(1, Math::multiplyExact);
  }

  /** The element at this position along each axis. */
  public Access at(List<Affine> position) {
    if (position.size() != sizes.size()) {
      throw new IllegalArgumentException(this + " at " + position);
    }
    Affine address = Affine.of(offset);
    for (int axis = 0; axis < sizes.size(); axis++) {
      address = address.plus(position.get(axis).times(strides.get(axis)));
    }
    return new Access(this, address);
  }

  @Override
  public String toString() {
    return name;
  }
}
