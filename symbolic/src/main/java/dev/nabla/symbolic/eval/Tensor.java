package dev.nabla.symbolic.eval;

import java.util.Arrays;

/**
 * A dense row-major array of numbers.
 *
 * @param sizes the size of each axis, outermost first
 * @param data the elements
 */
public record Tensor(int[] sizes, double[] data) {
  public Tensor {
    if (data.length != count(sizes)) {
      throw new IllegalArgumentException(
          data.length + " elements for sizes " + Arrays.toString(sizes));
    }
  }

  public static Tensor scalar(double value) {
    return new Tensor(new int[0], new double[] {value});
  }

  public static Tensor vector(double... values) {
    return new Tensor(new int[] {values.length}, values);
  }

  /** A tensor of zeros. */
  public static Tensor zeros(int... sizes) {
    return new Tensor(sizes, new double[count(sizes)]);
  }

  /** The number of elements of such a shape. */
  public static int count(int... sizes) {
    int count = 1;
    for (int size : sizes) {
      count = Math.multiplyExact(count, size);
    }
    return count;
  }

  /** How far apart neighbours along each axis lie. */
  public int[] strides() {
    int[] strides = new int[sizes.length];
    int stride = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= sizes[axis];
    }
    return strides;
  }

  /** The indices, from 0, of the element that stands at this place of the data. */
  int[] position(int place) {
    int[] position = new int[sizes.length];
    int rest = place;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      position[axis] = rest % sizes[axis];
      rest /= sizes[axis];
    }
    return position;
  }

  /** The only element of a scalar. */
  public double value() {
    if (data.length != 1) {
      throw new IllegalStateException("not a scalar: " + Arrays.toString(sizes));
    }
    return data[0];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that
        && Arrays.equals(sizes, that.sizes)
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(sizes) + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return Arrays.toString(sizes) + Arrays.toString(data);
  }
}
