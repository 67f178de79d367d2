package dev.nabla.symbolic.notation;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.OpaqueCall;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.function.ScalarFunction;
import java.util.List;

/** How functions are applied. */
final class Functions {
  private Functions() {}

  static Expression apply(Elementwise map, List<Expression> arguments) {
    ScalarFunction function = map.function();
    if (function.comparison().isPresent()) {
      return Trees.binary(function.comparison().get(), arguments.get(0), arguments.get(1));
    }
    if (function.primeOf().isEmpty()) {
      return Trees.apply(function.name(), 0, arguments);
    }
    return Trees.apply(function.primeOf(), function.primes(), arguments);
  }

  /**
   * {@code E(z, y)}, its derivative {@code E'(z)} where there is one argument, and {@code E_z'(z,
   * y)} where there are several: the argument, or its number, as a subscript. The last cannot be
   * read again.
   */
  static Expression apply(OpaqueCall call, List<Expression> arguments) {
    StringBuilder name = new StringBuilder(call.name());
    if (call.arguments().size() > 1) {
      for (int position : call.derivedBy()) {
        Expr by = call.arguments().get(position);
        name.append('_').append(by instanceof Variable v ? v.name() : position + 1);
      }
    }
    return Trees.apply(name.toString(), call.derivedBy().size(), arguments);
  }

  /** Whether this is the derivative of a function without a formula, such as {@code relu'(z)}. */
  static boolean isDerivative(Expr e) {
    return e instanceof Elementwise map && !map.function().primeOf().isEmpty();
  }
}
