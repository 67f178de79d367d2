package dev.nabla.grammar.base;

/**
 * How large a source may be. Each limit is far above what people write and far below what hurts.
 */
public final class Limits {
  /** UTF-16 units of a source. */
  public static final int CHARACTERS = 4 * 1024 * 1024;

  /** Words, numbers and signs of a source. */
  public static final int TOKENS = 200_000;

  /** Brackets inside brackets. */
  public static final int NESTING = 200;

  /**
   * Height of an expression's tree. A sum of n terms is a tree of height n, and everything that
   * walks trees by recursion relies on this.
   */
  public static final int DEPTH = 500;

  /** UTF-16 units of a name. */
  public static final int NAME = 1_000;

  /** Digits of a number, and the size of its decimal exponent. */
  public static final int DIGITS = 1_000;

  /** Diagnostics that are kept about one source. */
  public static final int DIAGNOSTICS = 100;

  private Limits() {}
}
