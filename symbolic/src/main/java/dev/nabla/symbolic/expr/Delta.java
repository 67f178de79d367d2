package dev.nabla.symbolic.expr;

import dev.nabla.symbolic.shape.Size;
import java.util.List;

/** The identity matrix δ[i,j]: a wire, removed wherever an index of it is summed. */
public final class Delta extends Expr {
  private final Size size;

  Delta(Size size) {
    super(List.of(size, size));
    this.size = size;
  }

  public Size size() {
    return size;
  }

  @Override
  public List<Expr> operands() {
    return List.of();
  }

  @Override
  public String toString() {
    return "δ";
  }
}
