package dev.nabla.symbolic.expr;

import java.util.List;
import java.util.TreeSet;

/** A reduction that is not linear, over the last axes of its operand. */
public final class Reduce extends Expr {
  /** The reductions. */
  public enum Kind {
    MAX,
    MIN,
    PROD,
    /** {@code log Σ exp u}, computed without overflow. */
    LOGSUMEXP,
    /** The position of the first largest element, counted from 1; over one axis only. */
    ARGMAX
  }

  private final Kind kind;
  private final Expr operand;
  private final int count;

  Reduce(Kind kind, Expr operand, int count) {
    super(operand.axes().subList(0, operand.order() - count));
    this.kind = kind;
    this.operand = operand;
    this.count = count;
  }

  public Kind kind() {
    return kind;
  }

  public Expr operand() {
    return operand;
  }

  /** How many of the last axes are reduced. */
  public int count() {
    return count;
  }

  @Override
  public List<Expr> operands() {
    return List.of(operand);
  }

  @Override
  boolean computePiecewise() {
    return kind == Kind.MAX || kind == Kind.MIN || super.computePiecewise();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.reduce(this);
  }

  @Override
  Expr rebuild(Exprs f, List<Expr> operands) {
    int order = operands.get(0).order();
    return f.reduce(kind, operands.get(0), new TreeSet<>(Exprs.range(order - count, count)));
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(java.util.Locale.ROOT) + "[" + count + "](" + operand + ")";
  }
}
