package dev.nabla.codegen.loop;

/**
 * A loop index that runs from 0 to {@code size - 1}.
 *
 * @param id tells the indices of one loop program apart
 * @param size how many values it takes, or takes at most
 * @param open whether it may take fewer: as many as samples are given
 */
public record Index(int id, int size, boolean open) implements Comparable<Index> {
  public Index(int id, int size) {
    this(id, size, false);
  }

  @Override
  public int compareTo(Index other) {
    return Integer.compare(id, other.id);
  }

  @Override
  public String toString() {
    return "i" + id;
  }
}
