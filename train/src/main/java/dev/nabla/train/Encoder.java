package dev.nabla.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** How the cells of a column become numbers. */
public sealed interface Encoder {
  /** How many numbers a cell becomes. */
  int width();

  /**
   * Writes a cell's numbers into an array.
   *
   * @return what is wrong with the cell, if something is
   */
  Optional<String> encode(String cell, double[] to, int at);

  /**
   * A number {@code v} as {@code (v - shift) factor}.
   *
   * @param factor 0 for a column whose cells are all the same
   */
  record Number(double shift, double factor) implements Encoder {
    /** The number itself. */
    public static final Number PLAIN = new Number(0, 1);

    @Override
    public int width() {
      return 1;
    }

    @Override
    public Optional<String> encode(String cell, double[] to, int at) {
      OptionalDouble value = CellNumbers.read(cell);
      if (value.isEmpty()) {
        return Optional.of(cell.isEmpty() ? "a number is missing" : "'" + cell + "' is no number");
      }
      to[at] = (value.getAsDouble() - shift) * factor;
      return Optional.empty();
    }
  }

  /** One of several texts. */
  final class Category implements Encoder {
    private final List<String> labels;
    private final boolean isOneHot;
    private final double[] values;
    private final Map<String, Integer> positions = new LinkedHashMap<>();

    private Category(List<String> labels, double... values) {
      this.labels = List.copyOf(labels);
      this.isOneHot = values.length == 0;
      this.values = values.clone();
      this.labels.forEach(label -> positions.put(label, positions.size()));
    }

    /** The k-th label is the k-th unit vector. */
    public static Category oneHot(List<String> labels) {
      return new Category(labels);
    }

    /** Each of two labels is a number. */
    public static Category binary(List<String> labels, double first, double second) {
      if (labels.size() != 2) {
        throw new IllegalArgumentException("two labels are needed, not " + labels);
      }
      return new Category(labels, first, second);
    }

    /** The texts, in order. */
    public List<String> labels() {
      return labels;
    }

    /** Whether it is a unit vector rather than a number. */
    public boolean isOneHot() {
      return isOneHot;
    }

    /** The numbers of two labels; none for unit vectors. */
    public double[] values() {
      return values.clone();
    }

    @Override
    public int width() {
      return isOneHot ? labels.size() : 1;
    }

    @Override
    public Optional<String> encode(String cell, double[] to, int at) {
      Integer position = positions.get(cell);
      if (position == null) {
        String known = String.join(", ", labels.subList(0, Math.min(10, labels.size())));
        String more = labels.size() > 10 ? ", ..." : "";
        return Optional.of(
            cell.isEmpty()
                ? "a category is missing"
                : "'" + cell + "' is none of the known categories " + known + more);
      }
      for (int k = 0; k < width(); k++) {
        to[at + k] = 0;
      }
      if (isOneHot) {
        to[at + position] = 1;
      } else {
        to[at] = values[position];
      }
      return Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Category that
          && labels.equals(that.labels)
          && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return 31 * labels.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return (isOneHot ? "one of " : Arrays.toString(values) + " for ") + labels;
    }
  }
}
