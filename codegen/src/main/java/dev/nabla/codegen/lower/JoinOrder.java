package dev.nabla.codegen.lower;

import dev.nabla.symbolic.cost.ContractionOrder;
import dev.nabla.symbolic.cost.ContractionOrder.Plan;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether to join a pair of a contraction's factors first, which, and with which axes. */
final class JoinOrder {
  /** How much dearer one pass over all factors may be than the best sequence of pairs. */
  private static final double SLACK = 1.2;

  private final ContractionOrder order;
  private final Contraction contraction;
  private final List<Factor> group;
  private final List<Set<Integer>> factors = new ArrayList<>();

  /**
   * @param group the factors of the contraction, those that are numbers aside
   */
  JoinOrder(Contraction contraction, List<Factor> group) {
    this.order = new ContractionOrder(contraction.order(), this::volume);
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
    Plan plan = order.best(factors);
    double single = volume(all) * (factors.size() - 1);
    return single <= SLACK * plan.cost() ? Optional.empty() : Optional.of(plan.first());
  }

  /**
   * What remains of the indices of a pair: as they stand in one of them, or the summed ones first,
   * so that what the result runs along is contiguous.
   */
  List<Integer> kept(int[] pair) {
    Set<Integer> kept = order.kept(Set.of(pair[0], pair[1]), factors);
    for (int side : pair) {
      if (kept.equals(factors.get(side)) && group.get(side).indices().size() == kept.size()) {
        return group.get(side).indices();
      }
    }
    List<Integer> ordered = new ArrayList<>(kept);
    ordered.sort(Comparator.comparing(index -> index < contraction.order()));
    return ordered;
  }

  private double volume(Set<Integer> indices) {
    double volume = 1;
    for (int index : indices) {
      volume *= contraction.indexSizes().get(index).intValue();
    }
    return volume;
  }
}
