package dev.nabla.symbolic.eval;

import dev.nabla.grammar.base.Rational;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sums of products over shared indices, two factors at a time, cheapest pair first. */
final class Einsum {
  /**
   * A tensor with the label of each axis.
   *
   * @param out which elements do not count, whatever they are multiplied with; empty for none
   */
  record Labeled(Tensor tensor, List<Integer> labels, boolean[] out) {
    Labeled(Tensor tensor, List<Integer> labels) {
      this(tensor, labels, new boolean[0]);
    }

    /** A factor that selects: where it is zero nothing counts, even what is infinite or NaN. */
    static Labeled selecting(Tensor tensor, List<Integer> labels) {
      boolean[] out = new boolean[tensor.data().length];
      for (int k = 0; k < out.length; k++) {
        out[k] = tensor.data()[k] == 0;
      }
      return new Labeled(tensor, labels, out);
    }
  }

  private final Arithmetic arithmetic;
  private final Map<Integer, Integer> sizes;

  Einsum(Arithmetic arithmetic, Map<Integer, Integer> sizes) {
    this.arithmetic = arithmetic;
    this.sizes = sizes;
  }

  /** The contraction of all factors to the output labels. */
  Tensor contract(List<Labeled> factors, List<Integer> output) {
    List<Labeled> rest = summedAlone(alikeCombined(factors), output);
    while (rest.size() > 2) {
      int[] pair = cheapestPair(rest, output);
      Labeled b = rest.remove(pair[1]);
      Labeled a = rest.remove(pair[0]);
      List<Integer> kept = keptLabels(a, b, rest, output);
      rest.add(combine(List.of(a, b), kept));
    }
    return combine(rest, output).tensor();
  }

  /** Factors with the same labels, multiplied element by element: that is always cheapest. */
  private List<Labeled> alikeCombined(List<Labeled> factors) {
    Map<Set<Integer>, Labeled> alike = new LinkedHashMap<>();
    for (Labeled factor : factors) {
      List<Integer> labels = List.copyOf(new LinkedHashSet<>(factor.labels()));
      alike.merge(Set.copyOf(labels), factor, (a, b) -> combine(List.of(a, b), labels));
    }
    return new ArrayList<>(alike.values());
  }

  /** The sums over indices that a factor shares with nothing. */
  private List<Labeled> summedAlone(List<Labeled> factors, List<Integer> output) {
    List<Labeled> rest = new ArrayList<>();
    for (Labeled factor : factors) {
      Set<Integer> needed = new LinkedHashSet<>(output);
      factors.stream().filter(f -> f != factor).forEach(f -> needed.addAll(f.labels()));
      List<Integer> kept = factor.labels().stream().distinct().filter(needed::contains).toList();
      rest.add(kept.equals(factor.labels()) ? factor : combine(List.of(factor), kept));
    }
    return rest;
  }

  /** Of the pairs that share an index; where none does, the first two. */
  private int[] cheapestPair(List<Labeled> rest, List<Integer> output) {
    Map<Integer, List<Integer>> holders = new HashMap<>();
    for (int k = 0; k < rest.size(); k++) {
      for (int label : Set.copyOf(rest.get(k).labels())) {
        holders.computeIfAbsent(label, l -> new ArrayList<>()).add(k);
      }
    }
    int[] best = {0, 1};
    double bestCost = Double.POSITIVE_INFINITY;
    for (List<Integer> together : holders.values()) {
      for (int i = 0; i < together.size(); i++) {
        for (int j = i + 1; j < together.size(); j++) {
          double cost = cost(rest, together.get(i), together.get(j), holders, output);
          if (cost < bestCost) {
            bestCost = cost;
            best = new int[] {together.get(i), together.get(j)};
          }
        }
      }
    }
    return best;
  }

  /** The work of a pair, and by how much it makes what is left larger. */
  private double cost(
      List<Labeled> rest, int i, int j, Map<Integer, List<Integer>> holders, List<Integer> output) {
    List<Integer> a = rest.get(i).labels();
    List<Integer> b = rest.get(j).labels();
    Set<Integer> union = new LinkedHashSet<>(a);
    union.addAll(b);
    Set<Integer> kept = new LinkedHashSet<>(union);
    kept.removeIf(
        l ->
            !output.contains(l)
                && holders.get(l).size() == (a.contains(l) ? 1 : 0) + (b.contains(l) ? 1 : 0));
    return volume(union) + volume(kept) - volume(a) - volume(b);
  }

  private double volume(Iterable<Integer> labels) {
    double volume = 1;
    for (int label : labels) {
      volume *= sizes.get(label);
    }
    return volume;
  }

  private static List<Integer> keptLabels(
      Labeled a, Labeled b, List<Labeled> others, List<Integer> output) {
    Set<Integer> needed = new LinkedHashSet<>(output);
    others.forEach(other -> needed.addAll(other.labels()));
    Set<Integer> kept = new LinkedHashSet<>(a.labels());
    kept.addAll(b.labels());
    kept.retainAll(needed);
    return List.copyOf(kept);
  }

  /** The contraction of at most two factors by plain loops. */
  private Labeled combine(List<Labeled> factors, List<Integer> output) {
    Set<Integer> order = new LinkedHashSet<>(output);
    factors.forEach(f -> order.addAll(f.labels()));
    List<Integer> loops = List.copyOf(order);
    int depth = loops.size();
    int[] extents = loops.stream().mapToInt(sizes::get).toArray();
    int[][] steps = new int[factors.size()][];
    for (int f = 0; f < factors.size(); f++) {
      steps[f] = steps(factors.get(f), loops);
    }
    Tensor result = Tensor.zeros(output.stream().mapToInt(sizes::get).toArray());
    int[] resultSteps = steps(new Labeled(result, output), loops);
    int[] counter = new int[depth];
    int[] at = new int[factors.size()];
    int target = 0;
    boolean[] counts = new boolean[masked(factors) ? result.data().length : 0];
    while (true) {
      if (counts.length == 0 || !isOut(factors, at)) {
        result.data()[target] = arithmetic.add(result.data()[target], product(factors, at));
        if (counts.length > 0) {
          counts[target] = true;
        }
      }
      int axis = depth - 1;
      while (axis >= 0) {
        counter[axis]++;
        target += resultSteps[axis];
        for (int f = 0; f < at.length; f++) {
          at[f] += steps[f][axis];
        }
        if (counter[axis] < extents[axis]) {
          break;
        }
        target -= resultSteps[axis] * extents[axis];
        for (int f = 0; f < at.length; f++) {
          at[f] -= steps[f][axis] * extents[axis];
        }
        counter[axis] = 0;
        axis--;
      }
      if (axis < 0) {
        return new Labeled(result, output, inverted(counts));
      }
    }
  }

  private static boolean masked(List<Labeled> factors) {
    return factors.stream().anyMatch(factor -> factor.out().length > 0);
  }

  private static boolean isOut(List<Labeled> factors, int[] at) {
    for (int f = 0; f < at.length; f++) {
      boolean[] out = factors.get(f).out();
      if (out.length > 0 && out[at[f]]) {
        return true;
      }
    }
    return false;
  }

  private static boolean[] inverted(boolean[] counts) {
    boolean[] out = new boolean[counts.length];
    for (int k = 0; k < out.length; k++) {
      out[k] = !counts[k];
    }
    return out;
  }

  private double product(List<Labeled> factors, int[] at) {
    double product = arithmetic.of(Rational.ONE);
    for (int f = 0; f < at.length; f++) {
      product = arithmetic.multiply(product, factors.get(f).tensor().data()[at[f]]);
    }
    return product;
  }

  /** How far each loop moves within a tensor; a repeated label moves along a diagonal. */
  private static int[] steps(Labeled labeled, List<Integer> loops) {
    int[] strides = labeled.tensor().strides();
    int[] steps = new int[loops.size()];
    for (int axis = 0; axis < strides.length; axis++) {
      steps[loops.indexOf(labeled.labels().get(axis))] += strides[axis];
    }
    return steps;
  }
}
