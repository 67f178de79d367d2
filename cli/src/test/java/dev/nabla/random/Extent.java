package dev.nabla.random;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.base.Span;

/**
 * A size as a definition writes it, and its value. Two are equal only when they are written alike.
 */
record Extent(Expression text, int value) {
  /** The number 1, of which an axis is none in the core and is repeated where needed. */
  static final Extent UNIT = literal(1);

  static Extent literal(int value) {
    return new Extent(new Expression.Number(Span.NONE, Rational.of(value)), value);
  }

  static Extent named(String name, int value) {
    return new Extent(new Expression.Name(Span.NONE, name), value);
  }

  boolean isUnit() {
    return equals(UNIT);
  }

  /** Whether it can be the argument of a function of sizes. */
  boolean isSimple() {
    return text.children().isEmpty();
  }
}
