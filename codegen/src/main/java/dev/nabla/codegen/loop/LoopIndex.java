package dev.nabla.codegen.loop;

import dev.nabla.symbolic.shape.Size;

/**
 * A loop index that runs from 0 to {@code size - 1}.
 *
 * @param id tells the indices of one loop program apart
 * @param extent the size of the axis that it runs along
 */
public record LoopIndex(int id, Size extent) implements Comparable<LoopIndex> {
  public LoopIndex(int id, int size) {
    this(id, Size.of(size));
  }

  /** How many values it takes, or takes at most. */
  public int size() {
    return extent.intValue();
  }

  /** Whether it may take fewer: as many as samples are given. */
  public boolean open() {
    return extent instanceof Size.Samples;
  }

  /** Whether another index takes as many values, whatever the number of samples. */
  public boolean runsLike(LoopIndex other) {
    return size() == other.size() && open() == other.open();
  }

  @Override
  public int compareTo(LoopIndex other) {
    return Integer.compare(id, other.id);
  }

  @Override
  public String toString() {
    return "i" + id;
  }
}
