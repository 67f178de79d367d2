package dev.nabla.random;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Expression.Power;
import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.base.Span;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Short words for making expressions. */
final class Ast {
  private Ast() {}

  static Name name(String text) {
    return new Name(Span.NONE, text);
  }

  /** A number with a few digits; a negative one is the negation of a positive one. */
  static Expression number(double value) {
    Rational exact =
        Rational.of(new BigDecimal(Math.abs(value)).round(new MathContext(2)).stripTrailingZeros());
    Expression number = new Expression.Number(Span.NONE, exact);
    return value < 0 ? new Expression.Negate(Span.NONE, number) : number;
  }

  static Expression fraction(int numerator, int denominator) {
    return new Expression.Number(Span.NONE, Rational.of(numerator, denominator));
  }

  static Expression binary(Operator operator, Expression left, Expression right) {
    return new Binary(Span.NONE, operator, left, right);
  }

  static Expression add(Expression left, Expression right) {
    return binary(Operator.ADD, left, right);
  }

  static Expression times(Expression left, Expression right) {
    return binary(Operator.PRODUCT, left, right);
  }

  static Expression negate(Expression e) {
    return new Expression.Negate(Span.NONE, e);
  }

  static Expression transpose(Expression e) {
    return new Expression.Transpose(Span.NONE, e);
  }

  static Expression power(Expression base, Expression exponent, boolean elementwise) {
    return new Power(Span.NONE, base, exponent, elementwise);
  }

  static Expression apply(String function, int primes, List<Expression> arguments) {
    return new Apply(Span.NONE, name(function), primes, arguments);
  }

  static Expression apply(String function, Expression... arguments) {
    return apply(function, 0, List.of(arguments));
  }

  static Expression element(Expression base, List<Expression> subscripts) {
    return new Expression.Element(Span.NONE, base, subscripts);
  }

  /** How many nodes an expression has. */
  static int size(Expression e) {
    return 1 + e.children().stream().mapToInt(Ast::size).sum();
  }
}
