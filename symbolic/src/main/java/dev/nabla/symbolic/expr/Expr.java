package dev.nabla.symbolic.expr;

import dev.nabla.symbolic.shape.Size;
import java.util.List;

/**
 * A tensor-valued expression of the core. Axes of literal size 1 do not exist here: a column and a
 * row are both of order 1, and a number is of order 0.
 *
 * <p>Expressions are immutable and hash-consed by the {@link Exprs} that made them: equal means
 * identical. Operands always have smaller ids than what is made of them, so descending ids are a
 * reverse topological order.
 */
public abstract sealed class Expr
    permits Variable,
        Wire,
        Extent,
        MathConstant,
        Sum,
        Contraction,
        Power,
        Elementwise,
        Reduce,
        MatrixFunction,
        OpaqueCall {
  /**
   * One case for each kind of expression. What a visitor does not name falls to {@link #other},
   * whose answer must be right for any expression, one of a kind to come included.
   */
  public interface Visitor<R> {
    R other(Expr e);

    default R variable(Variable e) {
      return other(e);
    }

    default R wire(Wire e) {
      return other(e);
    }

    default R extent(Extent e) {
      return other(e);
    }

    default R constant(MathConstant e) {
      return other(e);
    }

    default R sum(Sum e) {
      return other(e);
    }

    default R contraction(Contraction e) {
      return other(e);
    }

    default R power(Power e) {
      return other(e);
    }

    default R elementwise(Elementwise e) {
      return other(e);
    }

    default R reduce(Reduce e) {
      return other(e);
    }

    default R matrixFunction(MatrixFunction e) {
      return other(e);
    }

    default R opaqueCall(OpaqueCall e) {
      return other(e);
    }
  }

  private final List<Size> axes;
  private int id = -1;
  private long weight = -1;
  private Boolean piecewise;

  Expr(List<Size> axes) {
    this.axes = List.copyOf(axes);
  }

  /** The sizes of the axes, none of them the literal 1. */
  public final List<Size> axes() {
    return axes;
  }

  /** The number of axes. */
  public final int order() {
    return axes.size();
  }

  public final boolean isScalar() {
    return axes.isEmpty();
  }

  /** The number that tells expressions of one {@link Exprs} apart, in order of creation. */
  public final int id() {
    return id;
  }

  final void register(int newId) {
    id = newId;
  }

  /** The expressions this one is made of, in a fixed order; empty for leaves. */
  public abstract List<Expr> operands();

  /** What a visitor has to say of this kind of expression. */
  public abstract <R> R accept(Visitor<R> visitor);

  /** The same node of other operands, made anew in canonical form; a leaf is itself. */
  Expr rebuild(Exprs f, List<Expr> operands) {
    return this;
  }

  /** How large the expression is as a tree: leaves and operations. Saturates. */
  public final long weight() {
    if (weight < 0) {
      long total = ownWeight();
      for (Expr operand : operands()) {
        total = Math.min(total + operand.weight(), Long.MAX_VALUE / 4);
      }
      weight = total;
    }
    return weight;
  }

  long ownWeight() {
    return 1;
  }

  /**
   * Whether this may be zero on more than a null set because a piecewise function is inside, as
   * {@code relu(z)} is: {@code u / u} must not be cancelled then.
   */
  public final boolean isPiecewise() {
    if (piecewise == null) {
      piecewise = computePiecewise();
    }
    return piecewise;
  }

  boolean computePiecewise() {
    return operands().stream().anyMatch(Expr::isPiecewise);
  }

  /** Whether this is the number zero, or a tensor of zeros. */
  public final boolean isZero() {
    return this instanceof Sum sum && sum.terms().isEmpty();
  }

  @Override
  public final boolean equals(Object other) {
    return this == other;
  }

  @Override
  public final int hashCode() {
    return id;
  }

  /** A debugging form in index notation; people are shown {@code Notation}. */
  @Override
  public abstract String toString();
}
