package dev.nabla.codegen.lower;

import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * In which order to multiply the factors of a contraction: an exhaustive search over pairs for few
 * factors, the cheapest pair first for many.
 */
final class ContractionOrder {
  private static final int EXHAUSTIVE = 5;

  /** How much dearer one pass over all factors may be than the best sequence of pairs. */
  private static final double SLACK = 1.2;

  private final Contraction contraction;
  private final List<Factor> group;
  private final List<Set<Integer>> factors = new ArrayList<>();

  /**
   * @param group the factors of the contraction, those that are numbers aside
   */
  ContractionOrder(Contraction contraction, List<Factor> group) {
    this.contraction = contraction;
    this.group = group;
    for (Factor factor : group) {
      factors.add(new TreeSet<>(factor.indices()));
    }
  }

  /** The pair to join first; none when one pass over all factors is as good. */
  Optional<int[]> joinsFirst() {
    if (factors.size() < 3) {
      return Optional.empty();
    }
    Set<Integer> all = new TreeSet<>();
    factors.forEach(all::addAll);
    Plan plan = best(factors);
    double single = volume(all) * (factors.size() - 1);
    return single <= SLACK * plan.cost() ? Optional.empty() : Optional.of(plan.pair());
  }

  /**
   * What remains of the indices of a pair: as they stand in one of them, or the summed ones first,
   * so that what the result runs along is contiguous.
   */
  List<Integer> kept(int[] pair) {
    Set<Integer> kept = joined(factors, pair[0], pair[1]);
    for (int side : pair) {
      if (kept.equals(factors.get(side)) && group.get(side).indices().size() == kept.size()) {
        return group.get(side).indices();
      }
    }
    List<Integer> ordered = new ArrayList<>(kept);
    ordered.sort(Comparator.comparing(index -> index < contraction.order()));
    return ordered;
  }

  private record Plan(double cost, int[] pair) {}

  private Plan best(List<Set<Integer>> rest) {
    Plan best = new Plan(Double.POSITIVE_INFINITY, new int[] {0, 1});
    for (int i = 0; i < rest.size(); i++) {
      for (int j = i + 1; j < rest.size(); j++) {
        double cost = cost(rest.get(i), rest.get(j));
        if (rest.size() > 2 && rest.size() <= EXHAUSTIVE) {
          cost += best(joinedRest(rest, i, j)).cost();
        }
        if (cost < best.cost()) {
          best = new Plan(cost, new int[] {i, j});
        }
      }
    }
    if (rest.size() > EXHAUSTIVE) {
      int[] pair = best.pair();
      return new Plan(best.cost() + best(joinedRest(rest, pair[0], pair[1])).cost(), pair);
    }
    return best;
  }

  private List<Set<Integer>> joinedRest(List<Set<Integer>> rest, int i, int j) {
    List<Set<Integer>> next = new ArrayList<>(rest);
    next.remove(j);
    next.remove(i);
    next.add(joined(rest, i, j));
    return next;
  }

  private Set<Integer> joined(List<Set<Integer>> rest, int i, int j) {
    Set<Integer> kept = new TreeSet<>(rest.get(i));
    kept.addAll(rest.get(j));
    Set<Integer> needed = new TreeSet<>();
    for (int k = 0; k < rest.size(); k++) {
      if (k != i && k != j) {
        needed.addAll(rest.get(k));
      }
    }
    kept.removeIf(index -> index >= contraction.order() && !needed.contains(index));
    return kept;
  }

  private double cost(Set<Integer> a, Set<Integer> b) {
    Set<Integer> union = new TreeSet<>(a);
    union.addAll(b);
    return volume(union);
  }

  private double volume(Set<Integer> indices) {
    double volume = 1;
    for (int index : indices) {
      volume *= contraction.indexSizes().get(index).intValue();
    }
    return volume;
  }
}
