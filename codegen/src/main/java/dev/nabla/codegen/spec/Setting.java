package dev.nabla.codegen.spec;

import dev.nabla.codegen.MathMode;
import dev.nabla.codegen.NumberType;
import dev.nabla.codegen.Options;
import dev.nabla.codegen.Target;
import dev.nabla.codegen.lower.Goal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What can be chosen of the code that is generated from a definition. Each front end offers all of
 * it: the command as options, the plugin as parameters, the annotation as members, a definition in
 * a comment before its first statement: {@code # nabla: type=float batch}.
 */
public enum Setting {
  /** The numbers that the class computes with. */
  TYPE(
      "type",
      "the numbers that the class computes with",
      "double",
      NumberType.class,
      (o, v) -> o.withType(NumberType.valueOf(v))),
  /** The Vector API, or only what every Java has. */
  TARGET(
      "target",
      "plain Java, or with the Vector API (run with --add-modules jdk.incubator.vector)",
      "plain",
      Target.class,
      (o, v) -> o.withTarget(Target.valueOf(v))),
  /** Methods for many samples at once. */
  BATCH("batch", "gradientBatch and predictBatch: many samples at once", Options::withBatch),
  /** Fused multiply-add, fast where the hardware has it. */
  FMA(
      "fma",
      "fused multiply-add, fast where the hardware has it",
      "on",
      Switch.class,
      (o, v) -> o.withFma(v.equals("ON"))),
  /** Polynomials for exponentials and their like, or {@code java.lang.Math}. */
  MATH(
      "math",
      "exponentials and their like as polynomials within 2 ulp, or by java.lang.Math",
      "fast",
      MathMode.class,
      (o, v) -> o.withMath(MathMode.valueOf(v))),
  /** The derivatives of the predictions by the inputs. */
  JACOBIAN("jacobian", "jacobian: the outputs by the inputs", extra(Goal.JACOBIAN)),
  /** The derivatives of the predictions by the parameters. */
  PARAMETER_JACOBIAN(
      "parameter-jacobian",
      "parameterJacobian: the outputs by the parameters",
      extra(Goal.PARAMETER_JACOBIAN)),
  /** The second derivatives of the loss. */
  HESSIAN("hessian", "hessian: the second derivatives of the loss", extra(Goal.HESSIAN)),
  /** The Hessian of the loss times a vector. */
  HVP("hvp", "hessianVector: the Hessian of the loss times a vector", extra(Goal.HESSIAN_VECTOR)),
  /** The gradient without the loss. */
  GRADIENT_ONLY(
      "gradient-only",
      "gradientOnly: the gradient of the loss, which is not computed itself",
      extra(Goal.GRADIENT_ONLY));

  /** A choice between yes and no. */
  public enum Switch {
    ON,
    OFF
  }

  private final String key;
  private final String description;
  private final String standard;
  private final List<String> values;
  private final BiFunction<Options, String, Options> change;

  Setting(String key, String description, BiFunction<Options, Boolean, Options> change) {
    this.key = key;
    this.description = description;
    this.standard = "false";
    this.values = List.of("true", "false");
    this.change = (options, value) -> change.apply(options, value.equals("TRUE"));
  }

  <E extends Enum<E>> Setting(
      String key,
      String description,
      String standard,
      Class<E> values,
      BiFunction<Options, String, Options> change) {
    this.key = key;
    this.description = description;
    this.standard = standard;
    this.values =
        Stream.of(values.getEnumConstants()).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
    this.change = change;
  }

  private static BiFunction<Options, Boolean, Options> extra(Goal goal) {
    return (options, wanted) -> {
      Set<Goal> extras = EnumSet.noneOf(Goal.class);
      extras.addAll(options.extras());
      if (wanted) {
        extras.add(goal);
      } else {
        extras.remove(goal);
      }
      return options.with(extras);
    };
  }

  /** What it is called, as in {@code parameter-jacobian}. */
  public String key() {
    return key;
  }

  /** What it is, in a line. */
  public String description() {
    return description;
  }

  /** What holds when nothing is chosen. */
  public String standard() {
    return standard;
  }

  /** What can be chosen, in lower case. */
  public List<String> choices() {
    return values;
  }

  /** Whether it is on or off, so that its name alone switches it on. */
  public boolean isFlag() {
    return values.equals(List.of("true", "false"));
  }

  /** The setting that is called so. */
  public static Optional<Setting> of(String key) {
    return Stream.of(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }

  /**
   * The options with another choice.
   *
   * @throws IllegalArgumentException when the value is none of {@link #choices()}
   */
  public Options apply(Options options, String value) {
    if (!values.contains(value)) {
      throw new IllegalArgumentException(
          key + " is " + String.join(" or ", values) + ", not '" + value + "'");
    }
    return change.apply(options, value.toUpperCase(Locale.ROOT));
  }
}
