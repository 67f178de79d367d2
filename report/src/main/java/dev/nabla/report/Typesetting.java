package dev.nabla.report;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import java.util.List;
import java.util.Optional;

/**
 * How each kind of {@link Term} is written: as text, in LaTeX, in MathML.
 *
 * @param <T> what a written formula is
 */
interface Typesetting<T> {
  T expression(Expression expression);

  T indexed(T base, List<Name> indices);

  T derivative(T above, List<T> by);

  T hessianProduct(T above, Optional<T> part);

  T product(List<T> factors);

  T equation(T left, T right);

  T directly(T derivative, boolean alone, T definition);
}
