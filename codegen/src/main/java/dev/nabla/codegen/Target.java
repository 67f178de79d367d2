package dev.nabla.codegen;

/** What the code may use of the Java platform. */
public enum Target {
  /** The language and {@code java.lang.Math}; loops that the virtual machine turns into vectors. */
  PLAIN,
  /**
   * The Vector API as well. Such a class is compiled and run with {@code --add-modules
   * jdk.incubator.vector}.
   */
  VECTOR
}
