package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.symbolic.expr.Expr;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * An expression with its shape, and how its core is built once all sizes are known.
 *
 * @param syntax what was written
 * @param indices the free indices of index form, in order of appearance; every element of the shape
 *     is there once for each of their values
 * @param dims the shape
 * @param isNumber whether it is made of numbers only, and so stays a scalar beside anything
 * @param core makes the expression; its axes are those of the indices, then those of the shape,
 *     without literal ones. Ask {@link CoreBuilder#expr}, which remembers
 */
record Typed(
    Expression syntax,
    List<Index> indices,
    Dims dims,
    boolean isNumber,
    Function<CoreBuilder, Expr> core) {
  Typed {
    indices = List.copyOf(indices);
  }

  static Typed of(
      Expression syntax, List<Index> indices, Dims dims, Function<CoreBuilder, Expr> core) {
    return new Typed(syntax, indices, dims, false, core);
  }

  /** Something in error. */
  static Typed broken(Expression syntax) {
    return of(
        syntax,
        List.of(),
        Dims.broken(),
        core -> {
          throw new IllegalStateException("built from an expression in error");
        });
  }

  /** The indices of several, each once. */
  static List<Index> union(List<Typed> all) {
    Set<Index> union = new LinkedHashSet<>();
    all.forEach(typed -> union.addAll(typed.indices()));
    return List.copyOf(union);
  }

  /** The same value under another piece of syntax. */
  Typed at(Expression other) {
    return new Typed(other, indices, dims, isNumber, core);
  }
}
