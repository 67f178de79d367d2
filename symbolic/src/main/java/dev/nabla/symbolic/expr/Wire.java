package dev.nabla.symbolic.expr;

import dev.nabla.symbolic.shape.Size;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A tensor of zeros and ones: 1 where {@code Σ a[k] i[k] = c} holds of its indices, counted from 0.
 *
 * <p>Without a condition it is {@code ones(n)}, along which a value is repeated or summed; {@code i
 * = c} is a unit vector, which picks or places an element; {@code i = j} is the identity matrix;
 * and any other equation is a read at a position that is worked out of several indices. In a
 * product it is a wire between indices, see {@link Wires}, and no matrix to be built.
 */
public final class Wire extends Expr {
  private final List<Integer> coefficients;
  private final int constant;

  /** All coefficients are zero and so is the constant, or none is; made by {@link Exprs#wire}. */
  Wire(List<Size> axes, List<Integer> coefficients, int constant) {
    super(axes);
    this.coefficients = List.copyOf(coefficients);
    this.constant = constant;
  }

  /** The coefficient of each axis' index. */
  public List<Integer> coefficients() {
    return coefficients;
  }

  /** What the multiples of the indices add up to. */
  public int constant() {
    return constant;
  }

  /** The size of the first axis: of all, where they are alike. */
  public Size size() {
    return axes().get(0);
  }

  /** Whether the condition holds at a position. */
  public boolean holds(int... at) {
    return IntStream.range(0, at.length).map(k -> coefficients.get(k) * at[k]).sum() == constant;
  }

  /** Whether this is a vector of ones: there is no condition. */
  public boolean isOnes() {
    return coefficients.get(0) == 0;
  }

  /** Whether this is a unit vector. */
  public boolean isUnit() {
    return order() == 1 && !isOnes();
  }

  /** Which element of a unit vector is one, counted from 1. */
  public int position() {
    return constant + 1;
  }

  /** Whether this is the identity matrix. */
  public boolean isIdentity() {
    return constant == 0
        && coefficients.equals(List.of(1, -1))
        && axes().get(0).matches(axes().get(1));
  }

  /** Whether an expression is a vector of ones. */
  public static boolean isOnes(Expr e) {
    return e instanceof Wire wire && wire.isOnes();
  }

  /** Whether an expression is a unit vector. */
  public static boolean isUnit(Expr e) {
    return e instanceof Wire wire && wire.isUnit();
  }

  /** Whether an expression is the identity matrix. */
  public static boolean isIdentity(Expr e) {
    return e instanceof Wire wire && wire.isIdentity();
  }

  /** Whether an expression states an equation of its indices: a wire that is more than ones. */
  public static boolean isEquation(Expr e) {
    return e instanceof Wire wire && !wire.isOnes();
  }

  @Override
  public List<Expr> operands() {
    return List.of();
  }

  @Override
  long ownWeight() {
    return isOnes() ? 0 : 1;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.wire(this);
  }

  @Override
  public String toString() {
    if (isOnes()) {
      return "1";
    }
    return isIdentity()
        ? "δ"
        : coefficients.stream().map(String::valueOf).collect(Collectors.joining(",", "δ(", ")"))
            + "="
            + constant;
  }
}
