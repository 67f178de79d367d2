package dev.nabla.codegen.lower;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Boxes cover each pair of an element and its transpose, and little more than that. */
class TriangleTest {
  static Stream<List<Integer>> rows() {
    return Stream.of(
        List.of(),
        List.of(1),
        List.of(7),
        List.of(24),
        List.of(25),
        List.of(26),
        List.of(64),
        List.of(3, 4),
        List.of(4, 6),
        List.of(5, 7),
        List.of(9, 9),
        List.of(2, 3, 4),
        List.of(2, 9, 4));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyPairIsCovered(List<Integer> rows) {
    int n = rows.stream().reduce(1, (a, b) -> a * b);
    List<Integer> sizes = Stream.concat(rows.stream(), rows.stream()).toList();
    int[][] covered = new int[n][n];
    boolean[][] mirrored = new boolean[n][n];
    int computed = 0;
    for (Triangle.Box box : Triangle.boxes(sizes)) {
      for (int axis = 0; axis < sizes.size(); axis++) {
        assertThat(box.from().get(axis) + box.sizes().get(axis))
            .isLessThanOrEqualTo(sizes.get(axis));
      }
      assertThat(box.startsAtZero()).isEqualTo(box.from().stream().allMatch(k -> k == 0));
      int[] all = positions(box, sizes);
      computed += all.length;
      for (int place : all) {
        covered[place / n][place % n]++;
        mirrored[place / n][place % n] |= box.mirrored();
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        boolean known = covered[i][j] > 0 || covered[j][i] > 0 && mirrored[j][i];
        assertThat(known).as("%d, %d", i, j).isTrue();
        assertThat(covered[i][j]).isLessThanOrEqualTo(1);
      }
    }
    if (n <= 24) {
      assertThat(computed).isEqualTo(n * (n + 1) / 2);
      assertThat(IntStream.range(0, n)).noneMatch(i -> mirrored[i][i]);
    } else {
      assertThat(computed).isLessThanOrEqualTo(n * n * 3 / 4);
    }
  }

  /** The places of a box's positions in a row-major matrix. */
  private static int[] positions(Triangle.Box box, List<Integer> sizes) {
    int[] places = {0};
    for (int axis = 0; axis < sizes.size(); axis++) {
      int from = box.from().get(axis);
      int to = from + box.sizes().get(axis);
      int size = sizes.get(axis);
      places =
          Arrays.stream(places)
              .flatMap(place -> IntStream.range(from, to).map(k -> place * size + k))
              .toArray();
    }
    return places;
  }
}
