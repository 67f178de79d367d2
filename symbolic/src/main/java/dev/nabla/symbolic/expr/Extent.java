package dev.nabla.symbolic.expr;

import dev.nabla.symbolic.shape.Size;
import java.util.List;

/** A size used as a number, as in a mean over {@code n} elements. */
public final class Extent extends Expr {
  private final Size size;

  Extent(Size size) {
    super(List.of());
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
  public <R> R accept(Visitor<R> visitor) {
    return visitor.extent(this);
  }

  @Override
  public String toString() {
    return size.name();
  }
}
