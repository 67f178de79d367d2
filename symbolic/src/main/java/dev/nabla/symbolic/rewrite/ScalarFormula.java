package dev.nabla.symbolic.rewrite;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Negate;
import dev.nabla.grammar.ast.Expression.Number;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.List;
import java.util.Map;

/** A formula of numbers, made of expressions that its names stand for, element by element. */
final class ScalarFormula {
  private final Exprs f;
  private final Map<String, Expr> names;

  private ScalarFormula(Exprs f, Map<String, Expr> names) {
    this.f = f;
    this.names = names;
  }

  /**
   * The value of a formula.
   *
   * @throws IllegalStateException for what is no formula of numbers, or an unknown name
   */
  static Expr of(Exprs f, Expression formula, Map<String, Expr> names) {
    return new ScalarFormula(f, names).value(formula);
  }

  private Expr value(Expression e) {
    if (e instanceof Number number) {
      return f.constant(number.value());
    }
    if (e instanceof Name name && names.containsKey(name.text())) {
      return names.get(name.text());
    }
    List<Expr> operands = e.children().stream().map(this::value).toList();
    if (e instanceof Negate) {
      return f.negate(operands.get(0));
    }
    if (e instanceof Apply apply) {
      return apply(apply, operands);
    }
    if (e instanceof Binary binary) {
      Expr a = operands.get(0);
      Expr b = operands.get(1);
      return switch (binary.operator()) {
        case ADD -> f.add(a, b);
        case SUBTRACT -> f.sub(a, b);
        case PRODUCT -> f.times(a, b);
        case DIVIDE -> f.divide(a, b);
        default -> throw new IllegalStateException("no rule has " + binary.operator());
      };
    }
    throw new IllegalStateException("no formula of numbers: " + e);
  }

  /** A function, or the derivative of one. */
  private Expr apply(Apply apply, List<Expr> arguments) {
    String name = apply.function().text();
    ScalarFunction function =
        ScalarFunctions.named(name)
            .orElseThrow(() -> new IllegalStateException("no function " + name));
    Expr value = f.apply(function, arguments);
    return apply.primes() == 0 ? value : function.derivative(0, f, arguments, value);
  }
}
