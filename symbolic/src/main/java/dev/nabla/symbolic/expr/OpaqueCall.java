package dev.nabla.symbolic.expr;

import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * A scalar-valued function of whole tensors that nothing is known about, such as an error {@code
 * E(z, y)}, or a partial derivative of it.
 *
 * <p>The axes are those of the arguments it is derived by, one after the other: {@code ∂E/∂z} has
 * the axes of {@code z}.
 */
public final class OpaqueCall extends Expr {
  private final String name;
  private final List<Expr> arguments;
  private final List<Integer> derivedBy;

  OpaqueCall(String name, List<Expr> arguments, List<Integer> derivedBy) {
    super(axesOf(arguments, derivedBy));
    this.name = name;
    this.arguments = List.copyOf(arguments);
    this.derivedBy = List.copyOf(derivedBy);
  }

  private static List<Size> axesOf(List<Expr> arguments, List<Integer> derivedBy) {
    List<Size> axes = new ArrayList<>();
    derivedBy.forEach(argument -> axes.addAll(arguments.get(argument).axes()));
    return axes;
  }

  public String name() {
    return name;
  }

  public List<Expr> arguments() {
    return arguments;
  }

  /** The positions, from 0, of the arguments it has been derived by. */
  public List<Integer> derivedBy() {
    return derivedBy;
  }

  @Override
  public List<Expr> operands() {
    return arguments;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.opaqueCall(this);
  }

  @Override
  Expr rebuild(Exprs f, List<Expr> operands) {
    return f.opaqueCall(name, operands, derivedBy);
  }

  @Override
  public String toString() {
    return name + derivedBy + arguments;
  }
}
