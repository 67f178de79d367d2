package dev.nabla.symbolic.expr;

import dev.nabla.symbolic.shape.Size;
import java.util.List;

/** A unit vector {@code e_k}: contracting with it takes an element, multiplying places one. */
public final class Basis extends Expr {
  private final Size size;
  private final int position;

  Basis(Size size, int position) {
    super(List.of(size));
    this.size = size;
    this.position = position;
  }

  public Size size() {
    return size;
  }

  /** Which element is one, counted from 1. */
  public int position() {
    return position;
  }

  @Override
  public List<Expr> operands() {
    return List.of();
  }

  @Override
  public String toString() {
    return "e" + position;
  }
}
