package dev.nabla.codegen.lower;

import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Wire;
import dev.nabla.symbolic.expr.Wires;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A contraction taken apart by what is summed together.
 *
 * @param order the number of output indices
 * @param fixed the summed indices that wires fix, with the position from 0
 * @param wires equations of output indices: conditions, not factors
 * @param outer the factors without a summed index
 * @param groups the other factors, those together that share a summed index
 */
record ContractionParts(
    int order,
    Map<Integer, Integer> fixed,
    List<Factor> wires,
    List<Factor> outer,
    List<List<Factor>> groups) {

  static ContractionParts of(Contraction c) {
    int order = c.order();
    Wires equations = Wires.of(c);
    Map<Integer, Integer> fixed = new HashMap<>();
    for (int index = order; index < c.indexSizes().size(); index++) {
      int summed = index;
      equations.fixed(index).ifPresent(place -> fixed.put(summed, place));
    }
    List<Factor> wires = new ArrayList<>();
    List<Factor> outer = new ArrayList<>();
    List<List<Factor>> groups = new ArrayList<>();
    for (Factor factor : c.factors()) {
      Set<Integer> summed = new HashSet<>(factor.indices());
      summed.removeIf(index -> index < order || fixed.containsKey(index));
      if (Wire.isOnes(factor.expr()) && summed.isEmpty()) {
        continue;
      }
      if (Wire.isEquation(factor.expr()) && summed.isEmpty()) {
        if (!Wire.isUnit(factor.expr()) || !fixed.containsKey(factor.indices().get(0))) {
          wires.add(factor);
        }
      } else if (summed.isEmpty()) {
        outer.add(factor);
      } else {
        join(factor, summed, groups);
      }
    }
    return new ContractionParts(order, fixed, wires, outer, groups);
  }

  private static void join(Factor factor, Set<Integer> summed, List<List<Factor>> groups) {
    List<Factor> joined = new ArrayList<>();
    for (List<Factor> group : List.copyOf(groups)) {
      if (group.stream().anyMatch(f -> f.indices().stream().anyMatch(summed::contains))) {
        joined.addAll(group);
        groups.remove(group);
      }
    }
    joined.add(factor);
    groups.add(joined);
  }

  /** The output indices of a group, in order. */
  List<Integer> kept(List<Factor> group) {
    Set<Integer> all = new TreeSet<>();
    group.forEach(f -> all.addAll(f.indices()));
    all.removeIf(index -> index >= order);
    return List.copyOf(all);
  }
}
