package dev.nabla.symbolic.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.symbolic.cost.ContractionOrder.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order found is the best of all, and for chains of matrices the one of the textbook. */
class ContractionOrderTest {
  private static double volume(Set<Integer> indices, int[] sizes) {
    return indices.stream().mapToDouble(index -> sizes[index]).reduce(1, (a, b) -> a * b);
  }

  /** The cheapest of all sequences of pairs, by trying each. */
  private static double leastByTrying(List<Set<Integer>> factors, int outputs, int[] sizes) {
    if (factors.size() == 1) {
      return 0;
    }
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < factors.size(); i++) {
      for (int j = i + 1; j < factors.size(); j++) {
        Set<Integer> union = new TreeSet<>(factors.get(i));
        union.addAll(factors.get(j));
        List<Set<Integer>> rest = new ArrayList<>(factors);
        rest.remove(j);
        rest.remove(i);
        Set<Integer> kept = new TreeSet<>(union);
        kept.removeIf(x -> x >= outputs && rest.stream().noneMatch(f -> f.contains(x)));
        rest.add(kept);
        least = Math.min(least, volume(union, sizes) + leastByTrying(rest, outputs, sizes));
      }
    }
    return least;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void isTheBestOfAllOrders(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int trial = 0; trial < 40; trial++) {
      int indices = random.nextInt(2, 6);
      int outputs = random.nextInt(0, indices);
      int[] sizes = random.ints(indices, 1, 12).toArray();
      List<Set<Integer>> factors = new ArrayList<>();
      for (int k = random.nextInt(2, 6); k > 0; k--) {
        Set<Integer> own = new TreeSet<>();
        random.ints(random.nextInt(1, 4), 0, indices).forEach(own::add);
        factors.add(own);
      }
      Plan plan = new ContractionOrder(outputs, set -> volume(set, sizes)).best(factors);
      assertThat(plan.cost())
          .as("%s of %s, %d outputs", factors, java.util.Arrays.toString(sizes), outputs)
          .isCloseTo(leastByTrying(factors, outputs, sizes), within(1e-9));
    }
  }

  @Test
  void multipliesAChainOfMatricesInTheOrderOfTheTextbook() {
    int[] dimensions = {30, 35, 15, 5, 10, 20, 25};
    int[] sizes = {30, 25, 35, 15, 5, 10, 20};
    List<Set<Integer>> chain =
        List.of(Set.of(0, 2), Set.of(2, 3), Set.of(3, 4), Set.of(4, 5), Set.of(5, 6), Set.of(6, 1));

    Plan plan = new ContractionOrder(2, set -> volume(set, sizes)).best(chain);

    assertThat(dimensions).hasSize(7);
    assertThat(plan.cost()).isEqualTo(15_125);
    assertThat(plan.parts().get(0).members()).containsExactly(0, 1, 2);
  }

  @Test
  void findsAGoodOrderOfManyFactors() {
    List<Set<Integer>> chain = new ArrayList<>();
    int[] sizes = new int[41];
    java.util.Arrays.fill(sizes, 10);
    for (int k = 1; k < 40; k++) {
      chain.add(Set.of(k, k + 1));
    }
    chain.add(Set.of(40));
    Plan plan = new ContractionOrder(1, set -> volume(set, sizes)).best(chain);

    assertThat(plan.members()).hasSize(40);
    assertThat(plan.cost()).isLessThanOrEqualTo(39 * 100.0);
  }

  /** The pairs are joined one after the other, and what is joined is one factor from then on. */
  @Test
  void beginsWithAPairOfFactors() {
    int[] sizes = {2, 100, 3, 50};
    List<Set<Integer>> chain = List.of(Set.of(0, 1), Set.of(1, 2), Set.of(2, 3), Set.of(3));
    ContractionOrder order = new ContractionOrder(1, set -> volume(set, sizes));

    Plan plan = order.best(chain);

    assertThat(plan.first()).containsExactly(2, 3);
    assertThat(plan.everyIndex()).containsExactly(0, 1, 2, 3);
    assertThat(plan.indices()).containsExactly(0);
    assertThat(order.kept(Set.of(2, 3), chain)).containsExactly(2);
    assertThat(order.kept(Set.of(0, 1), chain)).containsExactly(0, 2);
    assertThat(plan.alternatives()).hasSize(6);
  }

  @Test
  void joinsFactorsAlongTheSameIndicesFirst() {
    int[] sizes = {4, 5};
    List<Set<Integer>> factors =
        List.of(Set.of(0, 1), Set.of(1), Set.of(0, 1), Set.of(0, 1), Set.of(1));
    Plan plan = new ContractionOrder(1, set -> volume(set, sizes)).best(factors);

    assertThat(plan.cost()).isEqualTo(20 + 20 + 5 + 20);
    assertThat(plan.first()).containsExactly(0, 2);
  }
}
