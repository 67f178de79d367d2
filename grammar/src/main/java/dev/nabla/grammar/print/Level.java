package dev.nabla.grammar.print;

/** How tightly a written expression holds together, from loose to tight. */
public enum Level {
  COMPARISON,
  SUM,
  /** {@code -a b}: looser than products, tighter than sums. */
  NEGATION,
  /** {@code a * b}, {@code a ⊙ b}, {@code a / b}, {@code a ⊗ b}, {@code sum[i] a}. */
  CHAIN,
  /** {@code a b}. */
  JUXTAPOSITION,
  /** {@code a^T}, {@code a^2}, and the number {@code 1/2}: a factor, but not a base. */
  FACTOR,
  ATOM;

  boolean isBelow(Level floor) {
    return compareTo(floor) < 0;
  }
}
