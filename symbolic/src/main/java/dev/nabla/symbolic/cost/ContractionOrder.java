package dev.nabla.symbolic.cost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * In which order to multiply the factors of a product that is summed over shared indices: the best
 * of all orders by pairs for few factors; of many, the cheapest pairs are joined first. A pair
 * costs as many multiplications as there are values of its indices together.
 */
public final class ContractionOrder {
  /** Up to how many factors, those along the same indices counted once, all orders are tried. */
  private static final int EXHAUSTIVE = 10;

  /**
   * A product of some of the factors, and how it is made of two.
   *
   * @param members the positions of the factors
   * @param indices what the result, or a factor not among them, needs of their indices
   * @param cost of all pairs in it
   * @param parts the two sides of the last pair; none for a single factor
   * @param alternatives other pairs of sides that were compared
   */
  public record Plan(
      Set<Integer> members,
      Set<Integer> indices,
      double cost,
      List<Plan> parts,
      List<List<Plan>> alternatives) {
    /** Plans are many and share parts: they are told apart by identity. */
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }

    /** The indices of all factors. */
    Set<Integer> everyIndex() {
      Set<Integer> all = new TreeSet<>(indices);
      parts.forEach(part -> all.addAll(part.everyIndex()));
      return all;
    }

    /** The positions of a pair of factors to join first, in ascending order. */
    public int[] first() {
      for (Plan part : parts) {
        if (!part.parts.isEmpty()) {
          return part.first();
        }
      }
      return members.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  private final int outputs;
  private final ToDoubleFunction<Set<Integer>> volume;

  /**
   * @param outputs indices below this are not summed
   * @param volume the number of values of some indices together
   */
  public ContractionOrder(int outputs, ToDoubleFunction<Set<Integer>> volume) {
    this.outputs = outputs;
    this.volume = volume;
  }

  /** The best order of two or more factors, each given by its indices. */
  public Plan best(List<Set<Integer>> factors) {
    List<Plan> units = new ArrayList<>();
    for (int k = 0; k < factors.size(); k++) {
      units.add(new Plan(Set.of(k), factors.get(k), 0, List.of(), List.of()));
    }
    units = sameIndicesFirst(units, factors);
    while (units.size() > EXHAUSTIVE) {
      joinCheapest(units, factors);
    }
    return exhaustive(units, factors);
  }

  /** Factors along the same indices are joined first: that is never dearer than another order. */
  private List<Plan> sameIndicesFirst(List<Plan> units, List<Set<Integer>> factors) {
    Map<Set<Integer>, Plan> byIndices = new LinkedHashMap<>();
    for (Plan unit : units) {
      byIndices.merge(unit.indices(), unit, (a, b) -> join(a, b, factors, List.of()));
    }
    List<Plan> joined = new ArrayList<>(byIndices.values());
    return joined.size() == units.size() ? joined : sameIndicesFirst(joined, factors);
  }

  private void joinCheapest(List<Plan> units, List<Set<Integer>> factors) {
    List<Plan> best = List.of();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < units.size(); i++) {
      for (int j = i + 1; j < units.size(); j++) {
        double cost = pairCost(units.get(i), units.get(j));
        if (cost < least) {
          best = List.of(units.get(i), units.get(j));
          least = cost;
        }
      }
    }
    units.removeAll(best);
    units.add(join(best.get(0), best.get(1), factors, List.of()));
  }

  /** The best plan of every subset of the units, smaller subsets first. */
  private Plan exhaustive(List<Plan> units, List<Set<Integer>> factors) {
    int all = (1 << units.size()) - 1;
    List<Plan> best = new ArrayList<>();
    best.add(null);
    for (int set = 1; set <= all; set++) {
      boolean single = Integer.bitCount(set) == 1;
      best.add(single ? units.get(Integer.numberOfTrailingZeros(set)) : split(set, best, factors));
    }
    return best.get(all);
  }

  private Plan split(int set, List<Plan> best, List<Set<Integer>> factors) {
    int rest = set ^ Integer.lowestOneBit(set);
    List<List<Plan>> splits = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    List<Plan> chosen = List.of();
    for (int others = rest; others > 0; others = (others - 1) & rest) {
      List<Plan> sides = List.of(best.get(set ^ others), best.get(others));
      double cost = costOf(sides);
      splits.add(sides);
      if (cost < least) {
        least = cost;
        chosen = sides;
      }
    }
    splits.remove(chosen);
    return join(chosen.get(0), chosen.get(1), factors, splits);
  }

  private double costOf(List<Plan> sides) {
    return sides.get(0).cost() + sides.get(1).cost() + pairCost(sides.get(0), sides.get(1));
  }

  private double pairCost(Plan a, Plan b) {
    return volume.applyAsDouble(union(a, b));
  }

  /** The indices of a pair. */
  static Set<Integer> union(Plan a, Plan b) {
    Set<Integer> union = new TreeSet<>(a.indices());
    union.addAll(b.indices());
    return union;
  }

  private Plan join(Plan a, Plan b, List<Set<Integer>> factors, List<List<Plan>> alternatives) {
    Set<Integer> members = new TreeSet<>(a.members());
    members.addAll(b.members());
    List<Plan> sides = List.of(a, b);
    return new Plan(members, kept(members, factors), costOf(sides), sides, alternatives);
  }

  /** The indices of some factors that an output or another factor needs. */
  public Set<Integer> kept(Set<Integer> members, List<Set<Integer>> factors) {
    Set<Integer> kept = new TreeSet<>();
    Set<Integer> needed = new TreeSet<>();
    for (int k = 0; k < factors.size(); k++) {
      (members.contains(k) ? kept : needed).addAll(factors.get(k));
    }
    kept.removeIf(index -> index >= outputs && !needed.contains(index));
    return kept;
  }
}
