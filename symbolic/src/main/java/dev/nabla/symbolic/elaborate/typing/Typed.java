package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An expression with its shape, and what it computes.
 *
 * @param syntax what was written
 * @param indices the free indices of index form, in order of appearance; every element of the shape
 *     is there once for each of their values
 * @param dims the shape
 * @param isNumber whether it is made of numbers only, and so stays a scalar beside anything
 * @param operation what it computes; ask {@link CoreBuilder#expr} for the core, which remembers
 */
public record Typed(
    Expression syntax, List<Index> indices, Dims dims, boolean isNumber, Operation operation) {
  public Typed {
    indices = List.copyOf(indices);
  }

  static Typed of(Expression syntax, List<Index> indices, Dims dims, Operation operation) {
    return new Typed(syntax, indices, dims, false, operation);
  }

  /** A scalar that is a number. */
  static Typed number(Expression syntax, Operation operation) {
    return new Typed(syntax, List.of(), Dims.scalar(), true, operation);
  }

  /** Something in error. */
  static Typed broken(Expression syntax) {
    return of(syntax, List.of(), Dims.broken(), new Operation.Broken());
  }

  /** The indices of several, each once. */
  static List<Index> union(List<Typed> all) {
    Set<Index> union = new LinkedHashSet<>();
    all.forEach(typed -> union.addAll(typed.indices()));
    return List.copyOf(union);
  }

  /** The same indices and shape of what another operation computes. */
  Typed with(Operation other) {
    return new Typed(syntax, indices, dims, isNumber, other);
  }

  /** The same value under another piece of syntax. */
  Typed at(Expression other) {
    return new Typed(other, indices, dims, isNumber, operation);
  }
}
