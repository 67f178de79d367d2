package dev.nabla.symbolic.cost;

import dev.nabla.symbolic.cost.ContractionOrder.Plan;
import dev.nabla.symbolic.shape.Size;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What sizes are taken for when orders are compared: their values, and open ones for numbers that
 * are all alike. Whether the order found is the best one whatever the open sizes are is told by
 * comparing polynomials.
 */
final class SizeOrder {
  private static final double ALIKE = 16;

  /** An open size of 1 would make most orders as good as each other, and is not thought of. */
  private static final int LEAST = 2;

  private final Map<String, Integer> known = new HashMap<>();

  SizeOrder(Collection<Size> sizes) {
    for (Size size : sizes) {
      size.value().ifPresent(value -> known.put(size.name(), value));
    }
  }

  /** The values of the sizes that have one. */
  Map<String, Integer> known() {
    return known;
  }

  /** What a size is taken for. */
  double value(Size size) {
    return size.value().isPresent() ? size.intValue() : ALIKE;
  }

  /** Whether no other order is cheaper, whatever the open sizes are. */
  boolean isCertain(Plan plan, Function<Set<Integer>, Polynomial> volume) {
    return new Comparison(volume).isCertain(plan);
  }

  /** Compares costs as polynomials in the sizes less the least they may be. */
  private final class Comparison {
    private final Function<Set<Integer>, Polynomial> volume;
    private final Map<Set<Integer>, Polynomial> volumes = new HashMap<>();
    private final Map<Plan, Polynomial> costs = new HashMap<>();

    Comparison(Function<Set<Integer>, Polynomial> volume) {
      this.volume = volume;
    }

    boolean isCertain(Plan plan) {
      if (plan.parts().isEmpty() || volume.apply(plan.everyIndex()).isKnown(known)) {
        return true;
      }
      Polynomial cost = cost(plan.parts());
      return plan.alternatives().stream().allMatch(sides -> cost.isTermwiseAtMost(cost(sides)))
          && plan.parts().stream().allMatch(this::isCertain);
    }

    private Polynomial cost(List<Plan> sides) {
      Polynomial total =
          volumes.computeIfAbsent(
              ContractionOrder.union(sides.get(0), sides.get(1)),
              indices -> volume.apply(indices).from(LEAST));
      for (Plan side : sides) {
        if (!side.parts().isEmpty()) {
          Polynomial own = costs.get(side);
          if (own == null) {
            own = cost(side.parts());
            costs.put(side, own);
          }
          total = total.plus(own);
        }
      }
      return total;
    }
  }
}
