package dev.nabla.symbolic.eval;

import dev.nabla.grammar.ast.Statement.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What facts say of the elements of a tensor: which values have them, and which part of a step. */
public final class FactsOfValues {
  private FactsOfValues() {}

  /**
   * An element that breaks a fact.
   *
   * @param fact which
   * @param position its subscripts, counted from 1
   * @param why what is wrong with it
   */
  public record Violation(Fact fact, List<Integer> position, String why) {}

  /** The first element that breaks one of the facts. */
  public static Optional<Violation> violation(Set<Fact> facts, Tensor tensor) {
    return facts.stream().sorted().flatMap(fact -> violation(fact, tensor).stream()).findFirst();
  }

  private static Optional<Violation> violation(Fact fact, Tensor tensor) {
    double[] data = tensor.data();
    if (fact == Fact.DEFINITE) {
      return violation(Fact.SYMMETRIC, tensor).or(() -> indefinite(tensor));
    }
    for (int k = 0; k < data.length; k++) {
      Optional<String> why = broken(fact, tensor, k);
      if (why.isPresent()) {
        return Optional.of(at(fact, tensor, k, why.get()));
      }
    }
    return Optional.empty();
  }

  private static Violation at(Fact fact, Tensor tensor, int k, String why) {
    List<Integer> position = new ArrayList<>();
    Arrays.stream(tensor.position(k)).forEach(index -> position.add(index + 1));
    return new Violation(fact, position, why);
  }

  private static Optional<String> broken(Fact fact, Tensor tensor, int k) {
    double value = tensor.data()[k];
    int last = tensor.sizes().length == 0 ? 1 : tensor.sizes()[tensor.sizes().length - 1];
    int row = k / last;
    int column = k % last;
    return switch (fact) {
      case POSITIVE -> value > 0 ? Optional.empty() : Optional.of("it is not greater than 0");
      case DIAGONAL ->
          row == column || value == 0
              ? Optional.empty()
              : Optional.of("it is not 0, and not on the diagonal");
      case SYMMETRIC, DEFINITE ->
          value == tensor.data()[column * last + row]
              ? Optional.empty()
              : Optional.of(
                  "the element across the diagonal is " + tensor.data()[column * last + row]);
      case ONEHOT -> {
        double sum = Arrays.stream(tensor.data(), row * last, (row + 1) * last).sum();
        yield value != 0 && value != 1
            ? Optional.of("it is neither 0 nor 1")
            : column == last - 1 && sum != 1
                ? Optional.of("the row has " + (int) sum + " ones")
                : Optional.empty();
      }
    };
  }

  /** By elimination without exchanges: all pivots of a definite matrix are positive. */
  private static Optional<Violation> indefinite(Tensor tensor) {
    int n = tensor.sizes()[0];
    double[] a = tensor.data().clone();
    for (int k = 0; k < n; k++) {
      if (!(a[k * n + k] > 0)) {
        return Optional.of(
            at(Fact.DEFINITE, tensor, k * n + k, "the matrix has no Cholesky factor"));
      }
      for (int i = k + 1; i < n; i++) {
        double factor = a[i * n + k] / a[k * n + k];
        for (int j = k; j < n; j++) {
          a[i * n + j] -= factor * a[k * n + j];
        }
      }
    }
    return Optional.empty();
  }

  /** Makes a step of a variable one that keeps its linear facts: the orthogonal projection. */
  public static void project(Set<Fact> facts, int[] sizes, double[] step) {
    if (sizes.length != 2 || facts.stream().noneMatch(Fact::isSymmetric)) {
      return;
    }
    int n = sizes[1];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double shared = facts.contains(Fact.DIAGONAL) ? 0 : (step[i * n + j] + step[j * n + i]) / 2;
        step[i * n + j] = shared;
        step[j * n + i] = shared;
      }
    }
  }

  /**
   * Makes any numbers values that have the facts: a matrix is projected, or multiplied with its
   * transpose and added to the identity; of a number its absolute value is taken, 1 for 0.
   */
  public static void impose(Set<Fact> facts, int[] sizes, double[] data) {
    project(facts, sizes, data);
    if (facts.contains(Fact.POSITIVE)) {
      Arrays.setAll(data, k -> data[k] == 0 ? 1 : Math.abs(data[k]));
    }
    if (!facts.contains(Fact.DEFINITE) || sizes.length != 2) {
      return;
    }
    int n = sizes[1];
    double[] root = data.clone();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = i == j ? 1 : 0;
        for (int k = 0; k < n; k++) {
          sum += root[i * n + k] * root[j * n + k] / n;
        }
        data[i * n + j] = sum;
      }
    }
  }
}
