package dev.nabla.symbolic.expr;

import dev.nabla.symbolic.shape.Size;
import java.util.List;

/** A vector of ones: an axis along which a value is repeated, or summed. */
public final class Ones extends Expr {
  private final Size size;

  Ones(Size size) {
    super(List.of(size));
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
  long ownWeight() {
    return 0;
  }

  @Override
  public String toString() {
    return "1";
  }
}
