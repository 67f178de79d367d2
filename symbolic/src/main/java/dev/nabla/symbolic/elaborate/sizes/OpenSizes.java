package dev.nabla.symbolic.elaborate.sizes;

import dev.nabla.symbolic.shape.Size;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What messages say about sizes that are still open. */
public final class OpenSizes {
  /** Two sizes that would have to be equal. */
  public record Pair(SizeTerm left, SizeTerm right) {}

  private static final String ONLY = "it balances only when ";

  private OpenSizes() {}

  /** The way out when something balances for one value of a size only. */
  public static String onlyWhenOne(String size) {
    return onlyWhen(size, "1");
  }

  private static String onlyWhen(String size, String value) {
    return ONLY + size + " = " + value + ": write dim " + size + " = " + value;
  }

  /**
   * The condition under which something balances, when one equation with an open size is enough.
   */
  public static List<String> condition(List<Pair> pairs) {
    Set<String> lines = new TreeSet<>();
    for (Pair pair : pairs) {
      if (pair.left().size().isEmpty() || pair.right().size().isEmpty()) {
        return List.of();
      }
      Size left = pair.left().size().get();
      Size right = pair.right().size().get();
      if (left.value().isPresent() && right.value().isPresent()) {
        return List.of();
      }
      if (left.value().isPresent()) {
        lines.add(onlyWhen(right.name(), String.valueOf(left.intValue())));
      } else if (right.value().isPresent()) {
        lines.add(onlyWhen(left.name(), String.valueOf(right.intValue())));
      } else {
        String sizes = left.name() + " = " + right.name();
        lines.add(ONLY + sizes + ": give both the same size");
      }
    }
    return lines.size() == 1 ? List.copyOf(lines) : List.of();
  }
}
