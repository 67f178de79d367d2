package dev.nabla.codegen;

import dev.nabla.symbolic.shape.Size;
import java.util.List;
import java.util.stream.Collectors;

/** Code cannot be generated from this definition with these options. */
public final class GenerationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Reason {
    /** Sizes have no value; {@link #details()} are their names. */
    OPEN_SIZE,
    /** A function without a definition is used; {@link #details()} are the functions' names. */
    OPAQUE,
    /** A package or class name is not one; {@link #details()} is the name. */
    INVALID_NAME,
    /** An array would be larger than Java allows. */
    TOO_LARGE
  }

  private final Reason reason;
  private final transient List<String> details;

  private GenerationException(Reason reason, String message, List<String> details) {
    super(message);
    this.reason = reason;
    this.details = List.copyOf(details);
  }

  public static GenerationException openSizes(List<Size> sizes) {
    List<String> names = sizes.stream().map(Size::name).toList();
    return new GenerationException(
        Reason.OPEN_SIZE, "sizes without a value: " + String.join(", ", names), names);
  }

  public static GenerationException opaque(List<String> functions) {
    return new GenerationException(
        Reason.OPAQUE,
        "functions without a definition: "
            + functions.stream().distinct().collect(Collectors.joining(", ")),
        functions);
  }

  public static GenerationException invalidName(String what, String name) {
    return new GenerationException(
        Reason.INVALID_NAME, "not a " + what + " name: " + name, List.of(name));
  }

  public static GenerationException tooLarge(String what) {
    return new GenerationException(
        Reason.TOO_LARGE, what + " has more elements than an array can hold", List.of(what));
  }

  public Reason reason() {
    return reason;
  }

  /** The names that the message is about. */
  public List<String> details() {
    return details;
  }
}
