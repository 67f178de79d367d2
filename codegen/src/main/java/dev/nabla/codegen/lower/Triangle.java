package dev.nabla.codegen.lower;

import java.util.ArrayList;
import java.util.List;

/**
 * Covers a symmetric matrix, whose rows and columns have the same axes, by boxes on and above its
 * diagonal: small matrices exactly, in large ones the boxes on the diagonal are whole.
 */
final class Triangle {
  /** Up to so many rows every row is a box of its own. */
  private static final int SINGLE_ROWS = 24;

  /** In how many slices longer axes are cut. */
  private static final int SLICES = 4;

  /**
   * A box of positions.
   *
   * @param from where each axis starts
   * @param sizes how long it is along each axis
   * @param mirrored whether there are elements beside the diagonal, to be copied to the other side;
   *     a box on the diagonal becomes exactly symmetric by that
   */
  record Box(List<Integer> from, List<Integer> sizes, boolean mirrored) {
    /** All positions of a tensor. */
    static Box whole(List<Integer> sizes, boolean mirrored) {
      return new Box(java.util.Collections.nCopies(sizes.size(), 0), List.copyOf(sizes), mirrored);
    }

    boolean startsAtZero() {
      return from.stream().allMatch(start -> start == 0);
    }
  }

  private final int axes;
  private final boolean single;
  private final List<Box> boxes = new ArrayList<>();

  private Triangle(List<Integer> sizes) {
    this.axes = sizes.size() / 2;
    long rows = 1;
    for (int axis = 0; axis < axes; axis++) {
      rows *= sizes.get(axis);
    }
    this.single = rows <= SINGLE_ROWS;
  }

  /** Boxes that cover each pair of a position and its transpose at least once. */
  static List<Box> boxes(List<Integer> sizes) {
    Triangle triangle = new Triangle(sizes);
    triangle.cut(0, Box.whole(sizes, false));
    return triangle.boxes;
  }

  /** Cuts a box on the diagonal along an axis of the rows and the same one of the columns. */
  private void cut(int axis, Box box) {
    if (axis == axes) {
      boxes.add(box);
      return;
    }
    int size = box.sizes().get(axis);
    int slice = single || size < 2 * SLICES ? 1 : (size + SLICES - 1) / SLICES;
    for (int low = 0; low < size; low += slice) {
      int high = Math.min(low + slice, size);
      Box diagonal = within(within(box, axis, low, high), axes + axis, low, high);
      if (high - low == 1) {
        cut(axis + 1, diagonal);
      } else {
        boxes.add(new Box(diagonal.from(), diagonal.sizes(), true));
      }
      if (high < size) {
        Box above = within(within(box, axis, low, high), axes + axis, high, size);
        boxes.add(new Box(above.from(), above.sizes(), true));
      }
    }
  }

  private static Box within(Box box, int axis, int low, int high) {
    List<Integer> from = new ArrayList<>(box.from());
    List<Integer> sizes = new ArrayList<>(box.sizes());
    from.set(axis, low);
    sizes.set(axis, high - low);
    return new Box(List.copyOf(from), List.copyOf(sizes), box.mirrored());
  }
}
