package dev.nabla.symbolic.expr;

import dev.nabla.grammar.Diagnostics;
import dev.nabla.grammar.Rational;
import dev.nabla.grammar.Source;
import dev.nabla.grammar.SpecParser;
import dev.nabla.grammar.ast.Expression;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The derivatives of scalar functions, from the formulas in their rows. */
final class ScalarDerivatives {
  private static final Set<String> NAMES =
      ScalarFunctions.rows().stream()
          .map(ScalarFunction::name)
          .collect(Collectors.toUnmodifiableSet());

  private static final Map<ScalarFunction, List<Expression>> FORMULAS =
      ScalarFunctions.rows().stream()
          .collect(Collectors.toUnmodifiableMap(row -> row, ScalarDerivatives::formulas));

  private final Exprs f;
  private final Elementwise map;
  private final Expr v;

  private ScalarDerivatives(Exprs f, Elementwise map, Expr v) {
    this.f = f;
    this.map = map;
    this.v = v;
  }

  /** The derivative by argument k, where v is the output or stands for it. */
  static Expr derivative(Exprs f, Elementwise map, int k, Expr v) {
    ScalarFunction function = map.function();
    return function.isOpaque()
        ? f.apply(function.prime(), map.arguments())
        : new ScalarDerivatives(f, map, v).value(FORMULAS.get(function).get(k));
  }

  private static List<Expression> formulas(ScalarFunction row) {
    return row.derivatives().stream().map(text -> formula(row, text)).toList();
  }

  private static Expression formula(ScalarFunction row, String text) {
    Source source = new Source(row.name(), text);
    Diagnostics diagnostics = new Diagnostics(source);
    return SpecParser.parseExpression(source, NAMES, diagnostics)
        .orElseThrow(() -> new IllegalStateException(diagnostics.all().toString()));
  }

  private Expr value(Expression e) {
    if (e instanceof Expression.Number number) {
      return f.scale(number.value(), f.onesLike(v));
    }
    if (e instanceof Expression.Name name) {
      return named(name.text());
    }
    if (e instanceof Expression.Negate negate) {
      return f.negate(value(negate.operand()));
    }
    if (e instanceof Expression.Power power) {
      return f.power(value(power.base()), number(power.exponent()));
    }
    if (e instanceof Expression.Apply apply) {
      String name = apply.function().text() + "'".repeat(apply.primes());
      return f.apply(
          ScalarFunctions.named(name).orElseThrow(),
          apply.arguments().stream().map(this::value).toList());
    }
    Expression.Binary binary = (Expression.Binary) e;
    Expr a = value(binary.left());
    Expr b = value(binary.right());
    return switch (binary.operator()) {
      case ADD -> f.add(a, b);
      case SUBTRACT -> f.sub(a, b);
      case PRODUCT -> f.times(a, b);
      case DIVIDE -> f.divide(a, b);
      default -> f.apply(ScalarFunctions.comparison(binary.operator()).orElseThrow(), a, b);
    };
  }

  private Expr named(String name) {
    int argument = map.function().parameters().indexOf(name);
    return argument >= 0 ? map.arguments().get(argument) : name.equals("v") ? v : f.pi();
  }

  private static Rational number(Expression e) {
    if (e instanceof Expression.Number number) {
      return number.value();
    }
    if (e instanceof Expression.Negate negate) {
      return number(negate.operand()).negate();
    }
    Expression.Binary quotient = (Expression.Binary) e;
    return number(quotient.left()).times(number(quotient.right()).reciprocal());
  }
}
