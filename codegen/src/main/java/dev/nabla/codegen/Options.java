package dev.nabla.codegen;

/**
 * What to generate.
 *
 * @param packageName the package, empty for none
 * @param className the simple name of the class
 * @param type the numbers it computes with
 * @param batch whether it has methods for many samples at once
 * @param fma whether it uses fused multiply-add, fast where the hardware has it
 */
public record Options(
    String packageName, String className, NumberType type, boolean batch, boolean fma) {
  /** A class for double precision and single samples. */
  public static Options of(String packageName, String className) {
    return new Options(packageName, className, NumberType.DOUBLE, false, true);
  }

  public Options withType(NumberType newType) {
    return new Options(packageName, className, newType, batch, fma);
  }

  public Options withBatch() {
    return new Options(packageName, className, type, true, fma);
  }

  public Options withoutFma() {
    return new Options(packageName, className, type, batch, false);
  }

  /** The class's name with its package. */
  public String qualifiedName() {
    return packageName.isEmpty() ? className : packageName + "." + className;
  }
}
