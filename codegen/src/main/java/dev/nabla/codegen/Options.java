package dev.nabla.codegen;

import dev.nabla.codegen.lower.Goal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * What to generate.
 *
 * @param packageName the package, empty for none
 * @param className the simple name of the class
 * @param type the numbers it computes with
 * @param target what of the platform it may use
 * @param batch whether it has methods for many samples at once
 * @param fma whether it uses fused multiply-add, fast where the hardware has it
 * @param math how exponentials and their like are computed
 * @param extras the methods that it has only when asked for
 */
public record Options(
    String packageName,
    String className,
    NumberType type,
    Target target,
    boolean batch,
    boolean fma,
    MathMode math,
    Set<Goal> extras) {
  /** Words that may name anything but a class. */
  private static final Set<String> RESTRICTED =
      Set.of("permits", "record", "sealed", "var", "yield");

  /** Classes that generated code uses by their simple names. */
  private static final Set<String> USED =
      Set.of("Math", "Double", "Float", "System", "IllegalArgumentException");

  public Options {
    EnumSet<Goal> sorted = EnumSet.noneOf(Goal.class);
    sorted.addAll(extras);
    if (!sorted.stream().allMatch(Goal::isExtra)) {
      throw new IllegalArgumentException("every class has " + extras);
    }
    extras = Collections.unmodifiableSet(sorted);
  }

  /** A class for double precision and single samples. */
  public static Options of(String packageName, String className) {
    return new Options(
        packageName,
        className,
        NumberType.DOUBLE,
        Target.PLAIN,
        false,
        true,
        MathMode.FAST,
        Set.of());
  }

  /** The same for a class of another name. */
  public Options named(String newPackage, String newClass) {
    return new Options(newPackage, newClass, type, target, batch, fma, math, extras);
  }

  public Options withType(NumberType newType) {
    return new Options(packageName, className, newType, target, batch, fma, math, extras);
  }

  public Options withTarget(Target newTarget) {
    return new Options(packageName, className, type, newTarget, batch, fma, math, extras);
  }

  /** With methods for many samples at once. */
  public Options withBatch() {
    return withBatch(true);
  }

  public Options withBatch(boolean newBatch) {
    return new Options(packageName, className, type, target, newBatch, fma, math, extras);
  }

  public Options withFma(boolean newFma) {
    return new Options(packageName, className, type, target, batch, newFma, math, extras);
  }

  public Options withMath(MathMode newMath) {
    return new Options(packageName, className, type, target, batch, fma, newMath, extras);
  }

  /** With more methods: Jacobians, the Hessian, its product with a vector. */
  public Options with(Set<Goal> newExtras) {
    return new Options(packageName, className, type, target, batch, fma, math, newExtras);
  }

  /**
   * Makes sure that package and class have names of Java in which nothing is hidden, and that the
   * class hides none that its own code needs.
   *
   * @throws GenerationException when one has not
   */
  public void requireNames() {
    if (!packageName.isEmpty()
        && !Stream.of(packageName.split("\\.", -1)).allMatch(Options::isName)) {
      throw GenerationException.invalidName("package", packageName);
    }
    if (!isName(className) || RESTRICTED.contains(className)) {
      throw GenerationException.invalidName("class", className);
    }
    if (USED.contains(className)) {
      throw GenerationException.takenName(className);
    }
  }

  /** Java ignores some invisible characters in a name; people cannot. */
  private static boolean isName(String name) {
    return SourceVersion.isIdentifier(name)
        && !SourceVersion.isKeyword(name)
        && name.codePoints().noneMatch(Character::isIdentifierIgnorable);
  }

  /** How many numbers the widest vectors hold, 64 bytes, where the code may use vectors. */
  OptionalInt lanes() {
    return target == Target.PLAIN
        ? OptionalInt.empty()
        : OptionalInt.of(type == NumberType.FLOAT ? 16 : 8);
  }

  /** The class's name with its package. */
  public String qualifiedName() {
    return packageName.isEmpty() ? className : packageName + "." + className;
  }
}
