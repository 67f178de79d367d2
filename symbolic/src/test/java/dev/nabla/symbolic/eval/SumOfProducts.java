package dev.nabla.symbolic.eval;

import dev.nabla.symbolic.expr.Contraction.Factor;
import java.util.List;

/** A contraction by its definition: for every value of all indices, a product that is added up. */
public final class SumOfProducts {
  private SumOfProducts() {}

  /**
   * The elements in row-major order.
   *
   * @param numbers the values of what the factors mention
   * @param output the indices of the result; one may occur more than once
   * @param extents how many values each index has
   */
  public static double[] of(
      Interpreter numbers, List<Factor> factors, List<Integer> output, int[] extents) {
    List<Integer> used = factors.stream().flatMap(x -> x.indices().stream()).distinct().toList();
    double[] result = new double[points(output, extents)];
    int[] at = new int[extents.length];
    for (int point = 0; point < points(used, extents); point++) {
      int rest = point;
      for (int label : used) {
        at[label] = rest % extents[label];
        rest /= extents[label];
      }
      double product = 1;
      for (Factor factor : factors) {
        product *= numbers.value(factor.expr()).data()[offset(factor.indices(), at, extents)];
      }
      result[offset(output, at, extents)] += product;
    }
    return result;
  }

  private static int points(List<Integer> labels, int[] extents) {
    return Tensor.count(labels.stream().mapToInt(label -> extents[label]).toArray());
  }

  private static int offset(List<Integer> labels, int[] at, int[] extents) {
    int offset = 0;
    for (int label : labels) {
      offset = offset * extents[label] + at[label];
    }
    return offset;
  }
}
