package dev.nabla.symbolic.expr;

import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A sum over shared indices of a product of factors (einsum): the matrix product, the inner, outer
 * and Hadamard products, transposes, traces, row sums and the tensor dot product are all this.
 *
 * <p>Indices are numbered from 0: the first {@link #order()} are the output axes, in order; the
 * rest are summed. No factor is a contraction, a multiple or a zero; every index stands on a
 * factor. With no factors at all it is the number 1.
 */
public final class Contraction extends Expr {
  /**
   * A factor with the index of each of its axes.
   *
   * @param expr the operand
   * @param indices one index number for each axis of the operand; may repeat (a diagonal)
   */
  public record Factor(Expr expr, List<Integer> indices) {
    public Factor {
      indices = List.copyOf(indices);
      if (indices.size() != expr.order()) {
        throw new IllegalArgumentException(
            "a factor of order " + expr.order() + " with indices " + indices);
      }
    }

    public static Factor of(Expr expr, Integer... indices) {
      return new Factor(expr, Arrays.asList(indices));
    }
  }

  private final List<Factor> factors;
  private final List<Size> indexSizes;

  Contraction(List<Factor> factors, List<Size> indexSizes, int order) {
    super(indexSizes.subList(0, order));
    this.factors = List.copyOf(factors);
    this.indexSizes = List.copyOf(indexSizes);
  }

  public List<Factor> factors() {
    return factors;
  }

  /** The size of every index: the output axes first, then the summed ones. */
  public List<Size> indexSizes() {
    return indexSizes;
  }

  /** How many indices are summed. */
  public int summedIndices() {
    return indexSizes.size() - order();
  }

  @Override
  public List<Expr> operands() {
    return factors.stream().map(Factor::expr).toList();
  }

  @Override
  long ownWeight() {
    return Math.max(factors.isEmpty() ? 1 : 0, factors.size() - 1);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.contraction(this);
  }

  @Override
  Expr rebuild(Exprs f, List<Expr> operands) {
    List<Factor> replaced = new ArrayList<>();
    for (int k = 0; k < operands.size(); k++) {
      replaced.add(new Factor(operands.get(k), factors.get(k).indices()));
    }
    return f.contract(replaced, Exprs.range(0, order()));
  }

  @Override
  public String toString() {
    if (factors.isEmpty()) {
      return "1";
    }
    return factors.stream()
        .map(f -> f.expr() + (f.indices().isEmpty() ? "" : f.indices().toString()))
        .collect(Collectors.joining("·", "<", ">"));
  }
}
