package dev.nabla.symbolic.shape;

import java.util.OptionalInt;

/**
 * The size of an axis: a number, a named size that is still open, or a named size with a value.
 *
 * @param name {@code n_in}, or the digits of a number
 * @param value the value, if it is known
 */
public record Size(String name, OptionalInt value) {
  /** The literal size 1; axes of this size exist on paper only. */
  public static final Size ONE = of(1);

  public static Size of(int value) {
    return new Size(Integer.toString(value), OptionalInt.of(value));
  }

  public static Size open(String name) {
    return new Size(name, OptionalInt.empty());
  }

  public static Size fixed(String name, int value) {
    return new Size(name, OptionalInt.of(value));
  }

  /** Whether this is a bare number and not a name. */
  public boolean isLiteral() {
    return Character.isDigit(name.charAt(0));
  }

  /** Whether this is the literal 1. */
  public boolean isUnit() {
    return equals(ONE);
  }

  /** Whether the value is known to be 1, by a literal or by a name's value. */
  public boolean isKnownOne() {
    return value.isPresent() && value.getAsInt() == 1;
  }

  /** Whether both are certainly the same number. */
  public boolean matches(Size other) {
    return equals(other)
        || (value.isPresent() && other.value.isPresent() && value.equals(other.value));
  }

  /**
   * The value.
   *
   * @throws IllegalStateException when the size is open
   */
  public int intValue() {
    return value.orElseThrow(() -> new IllegalStateException("the size " + name + " is open"));
  }

  @Override
  public String toString() {
    return name;
  }
}
