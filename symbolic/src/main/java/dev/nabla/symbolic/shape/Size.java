package dev.nabla.symbolic.shape;

import java.util.OptionalInt;

/** The size of an axis. */
public sealed interface Size {
  /** The literal size 1; axes of this size exist on paper only. */
  Size ONE = of(1);

  /** A bare number. */
  record Literal(int number) implements Size {
    @Override
    public String name() {
      return Integer.toString(number);
    }

    @Override
    public OptionalInt value() {
      return OptionalInt.of(number);
    }

    @Override
    public String toString() {
      return name();
    }
  }

  /**
   * A size with a name.
   *
   * @param name {@code n_in}
   * @param value the value, unless it is still open
   */
  record Named(String name, OptionalInt value) implements Size {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * How many samples are computed at once: the axis that a batch adds.
   *
   * @param count how many there are, or can be at most
   */
  record Samples(int count) implements Size {
    @Override
    public String name() {
      return "samples";
    }

    @Override
    public OptionalInt value() {
      return OptionalInt.of(count);
    }

    @Override
    public String toString() {
      return name();
    }
  }

  static Size of(int value) {
    return new Literal(value);
  }

  static Size open(String name) {
    return new Named(name, OptionalInt.empty());
  }

  static Size fixed(String name, int value) {
    return new Named(name, OptionalInt.of(value));
  }

  /** How the size is written. */
  String name();

  /** The number, if it is known. */
  OptionalInt value();

  /** Whether this is a bare number and not a name. */
  default boolean isLiteral() {
    return this instanceof Literal;
  }

  /** Whether this is the literal 1. */
  default boolean isUnit() {
    return equals(ONE);
  }

  /** Whether the value is known to be 1, by a literal or by a name's value. */
  default boolean isKnownOne() {
    return value().isPresent() && value().getAsInt() == 1;
  }

  /** Whether both are certainly the same number. */
  default boolean matches(Size other) {
    return equals(other) || value().isPresent() && value().equals(other.value());
  }

  /**
   * The value.
   *
   * @throws IllegalStateException when the size is open
   */
  default int intValue() {
    return value().orElseThrow(() -> new IllegalStateException("the size " + name() + " is open"));
  }
}
