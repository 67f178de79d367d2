package dev.nabla.report;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Span;
import java.util.List;
import java.util.Optional;

/**
 * How formulas, and what is said with them beyond the language's expressions, are written: as text,
 * in LaTeX, in MathML.
 *
 * @param <T> what a written formula is
 */
interface Typesetting<T> {
  T expression(Expression expression);

  /** A variable's name. */
  default T name(String canonical) {
    return expression(new Name(Span.NONE, canonical));
  }

  /** An element of what is written already: {@code (∂L/∂W)[i,j]}. */
  T indexed(T base, List<Name> indices);

  /** {@code ∂L/∂W1}, {@code ∂²L/∂w∂b}, {@code ∂³L/∂x³}: of what, by what. */
  T derivative(T above, List<T> by);

  /** {@code ∇²L v}, of several variables the part of one: {@code (∇²L v)_W1}. */
  T hessianProduct(T above, Optional<T> part);

  /** Factors of a chain, side by side. */
  T product(List<T> factors);

  /** {@code left = right}. */
  T equation(T left, T right);

  /**
   * A derivative that is found from a definition and not by the chain rule.
   *
   * @param derivative what is derived
   * @param alone whether it is clear what is derived
   * @param definition the equation
   */
  T directly(T derivative, boolean alone, T definition);
}
