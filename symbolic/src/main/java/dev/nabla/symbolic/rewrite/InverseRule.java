package dev.nabla.symbolic.rewrite;

import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code inv(A) A → I}, and of a product of square matrices {@code inv(A B) A → inv(B)} and {@code
 * B inv(A B) → inv(A)}.
 */
final class InverseRule {
  private final Exprs f;
  private final Contraction product;

  private InverseRule(Exprs f, Contraction product) {
    this.f = f;
    this.product = product;
  }

  /** A matrix in a chain of products, as it is or transposed. */
  private record Link(Expr matrix, boolean transposed) {}

  static Optional<Expr> apply(Exprs f, Expr e) {
    return e instanceof Contraction c ? new InverseRule(f, c).apply() : Optional.empty();
  }

  private Optional<Expr> apply() {
    for (Factor inverse : product.factors()) {
      if (inverse.expr() instanceof MatrixFunction m && m.kind() == MatrixFunction.Kind.INVERSE) {
        List<Integer> at = inverse.indices();
        Optional<Expr> result = cancel(inverse, m.operand(), at.get(0), at.get(1));
        if (result.isEmpty() && f.isSymmetric(m)) {
          result = cancel(inverse, m.operand(), at.get(1), at.get(0));
        }
        if (result.isPresent()) {
          return result;
        }
      }
    }
    return Optional.empty();
  }

  /** Cancels {@code inv(operand)[row, column]} with a matrix beside it. */
  private Optional<Expr> cancel(Factor inverse, Expr operand, int row, int column) {
    List<Link> chain = chain(operand);
    int last = chain.size() - 1;
    for (Factor matrix : product.factors()) {
      if (matrix == inverse || matrix.indices().size() != 2) {
        continue;
      }
      Optional<Integer> right = beyond(matrix, chain.get(0), column, true);
      if (right.isPresent()) {
        Expr rest = inverse(chain.subList(1, chain.size()), operand);
        return Optional.of(replace(inverse, matrix, Factor.of(rest, row, right.get())));
      }
      Optional<Integer> left = beyond(matrix, chain.get(last), row, false);
      if (left.isPresent()) {
        Expr rest = inverse(chain.subList(0, last), operand);
        return Optional.of(replace(inverse, matrix, Factor.of(rest, left.get(), column)));
      }
    }
    return Optional.empty();
  }

  /**
   * Where a factor leads that is a link of the chain and shares a summed index with the inverse.
   *
   * @param rows whether the shared index must be that of the link's rows
   */
  private Optional<Integer> beyond(Factor matrix, Link link, int shared, boolean rows) {
    if (matrix.expr() != link.matrix() || shared < product.order() || uses(shared) != 2) {
      return Optional.empty();
    }
    int side = rows == link.transposed() ? 1 : 0;
    boolean either = f.isSymmetric(link.matrix());
    for (int k = 0; k < 2; k++) {
      if ((k == side || either)
          && matrix.indices().get(k) == shared
          && matrix.indices().get(1 - k) != shared) {
        return Optional.of(matrix.indices().get(1 - k));
      }
    }
    return Optional.empty();
  }

  private long uses(int index) {
    return product.factors().stream()
        .flatMap(factor -> factor.indices().stream())
        .filter(i -> i == index)
        .count();
  }

  private Expr replace(Factor inverse, Factor matrix, Factor by) {
    List<Factor> factors = new ArrayList<>(product.factors());
    factors.remove(inverse);
    factors.remove(matrix);
    factors.add(by);
    return f.contract(factors, Exprs.range(0, product.order()));
  }

  /** The inverse of the product of some links; of none, the identity. */
  private Expr inverse(List<Link> links, Expr whole) {
    Expr matrices =
        links.stream()
            .map(link -> link.transposed() ? f.transpose(link.matrix()) : link.matrix())
            .reduce(f::matmul)
            .orElseGet(() -> f.delta(whole.axes().get(0)));
    return f.inverse(matrices);
  }

  /** The matrix as a product of square ones, from left to right; of itself where it is none. */
  private static List<Link> chain(Expr matrix) {
    List<Link> whole = List.of(new Link(matrix, false));
    if (!(matrix instanceof Contraction c) || c.order() != 2) {
      return whole;
    }
    Size size = c.axes().get(0);
    List<Factor> open = new ArrayList<>(c.factors());
    List<Link> links = new ArrayList<>();
    int at = 0;
    while (!open.isEmpty()) {
      int from = at;
      Optional<Factor> next = open.stream().filter(x -> x.indices().contains(from)).findFirst();
      if (next.isEmpty() || !isSquare(next.get(), size)) {
        return whole;
      }
      boolean transposed = next.get().indices().get(0) != at;
      links.add(new Link(next.get().expr(), transposed));
      at = next.get().indices().get(transposed ? 0 : 1);
      open.remove(next.get());
    }
    boolean isPath = at == 1 && c.summedIndices() == links.size() - 1;
    return isPath ? links : whole;
  }

  private static boolean isSquare(Factor factor, Size size) {
    return factor.indices().size() == 2
        && !factor.indices().get(0).equals(factor.indices().get(1))
        && factor.expr().axes().stream().allMatch(size::matches);
  }
}
