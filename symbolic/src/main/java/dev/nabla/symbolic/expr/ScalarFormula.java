package dev.nabla.symbolic.expr;

import dev.nabla.grammar.Rational;
import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Negate;
import dev.nabla.grammar.ast.Expression.Number;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A formula of numbers, made of expressions that its names stand for, element by element. */
public final class ScalarFormula {
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
  public static Expr of(Exprs f, Expression formula, Map<String, Expr> names) {
    return new ScalarFormula(f, names).value(formula);
  }

  private Expr value(Expression e) {
    if (e instanceof Number number) {
      return f.constant(number.value());
    }
    if (e instanceof Name name && names.containsKey(name.text())) {
      return names.get(name.text());
    }
    if (e instanceof Name name && name.text().equals("pi")) {
      return f.pi();
    }
    if (e instanceof Expression.Power power) {
      return f.power(value(power.base()), number(power.exponent()));
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
        default -> f.apply(comparison(binary.operator()), a, b);
      };
    }
    throw new IllegalStateException("no formula of numbers: " + e);
  }

  /** A function, or the derivative of one, which may be a function itself. */
  private Expr apply(Apply apply, List<Expr> arguments) {
    String name = apply.function().text();
    Optional<ScalarFunction> whole = ScalarFunctions.named(name + "'".repeat(apply.primes()));
    if (whole.isPresent()) {
      return f.apply(whole.get(), arguments);
    }
    ScalarFunction function =
        ScalarFunctions.named(name)
            .orElseThrow(() -> new IllegalStateException("no function " + name));
    Expr value = f.apply(function, arguments);
    return ScalarDerivatives.derivative(f, function, arguments, 0, value);
  }

  private static ScalarFunction comparison(Expression.Operator operator) {
    return ScalarFunctions.comparison(operator)
        .orElseThrow(() -> new IllegalStateException("no formula of numbers has " + operator));
  }

  /** A constant exponent. */
  private static Rational number(Expression e) {
    if (e instanceof Negate negate) {
      return number(negate.operand()).negate();
    }
    if (e instanceof Binary quotient && quotient.operator() == Expression.Operator.DIVIDE) {
      return number(quotient.left()).times(number(quotient.right()).reciprocal());
    }
    return ((Number) e).value();
  }
}
