package dev.nabla.codegen;

import dev.nabla.symbolic.shape.Size;
import java.util.List;
import java.util.Locale;
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
    /** An array would be larger than Java allows, or a class. */
    TOO_LARGE,
    /** A method was asked for that makes no sense for the definition. */
    NOT_APPLICABLE
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

  /** The name of a class that generated code uses. */
  public static GenerationException takenName(String name) {
    return new GenerationException(
        Reason.INVALID_NAME,
        "not a class name here: " + name + " is a class of Java that the code uses",
        List.of(name));
  }

  /** Tensors that lie in one array. */
  public static GenerationException tooLarge(List<String> names) {
    return new GenerationException(
        Reason.TOO_LARGE,
        "together more elements than an array can hold: " + String.join(", ", names),
        List.of("choose smaller sizes"));
  }

  /**
   * A derivative with too many elements.
   *
   * @param what what it is of, such as {@code the Hessian of 101,770 parameters}
   */
  public static GenerationException tooMany(String what, long elements, String instead) {
    String message =
        String.format(
            Locale.ROOT, "%s has %,d elements, more than an array can hold", what, elements);
    return new GenerationException(Reason.TOO_LARGE, message, List.of(instead));
  }

  public static GenerationException tooManyBlocks(int variables, int most) {
    String message =
        String.format(
            Locale.ROOT,
            "the Hessian of %d parameters has %,d blocks; code is made for at most %d parameters",
            variables,
            variables * (variables + 1L) / 2,
            most);
    return new GenerationException(
        Reason.TOO_LARGE, message, List.of("multiply by it with hvp instead"));
  }

  public static GenerationException notApplicable(String message, String instead) {
    return new GenerationException(Reason.NOT_APPLICABLE, message, List.of(instead));
  }

  public Reason reason() {
    return reason;
  }

  /** The names that the message is about; of what cannot be done, what to do instead. */
  public List<String> details() {
    return details;
  }
}
