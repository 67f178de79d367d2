package dev.nabla.symbolic.notation;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Negate;
import dev.nabla.grammar.ast.Expression.Norm;
import dev.nabla.grammar.ast.Expression.Number;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Expression.Reduction;
import dev.nabla.grammar.ast.Expression.Transpose;
import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.base.Span;
import dev.nabla.symbolic.shape.Size;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;

/** Makes syntax trees that no source text stands behind. */
final class Trees {
  /** What a transposed name costs when forms are compared; see {@link Piece}. */
  static final int TRANSPOSE = 4;

  private static final Rational TWO = Rational.of(2);

  private Trees() {}

  static Name name(String text) {
    return new Name(Span.NONE, text);
  }

  /** A number that is not negative. */
  static Expression number(Rational value) {
    return new Number(Span.NONE, value);
  }

  static Expression number(long value) {
    return number(Rational.of(value));
  }

  static Expression size(Size size) {
    return size.isLiteral() ? number(size.intValue()) : name(size.name());
  }

  static Expression negate(Expression e) {
    return new Negate(Span.NONE, e);
  }

  static Expression negateIf(boolean negative, Expression e) {
    return negative ? negate(e) : e;
  }

  static Expression binary(Operator operator, Expression left, Expression right) {
    return new Binary(Span.NONE, operator, left, right);
  }

  static Expression product(Expression left, Expression right) {
    return binary(Operator.PRODUCT, left, right);
  }

  /** {@code a b c}, grouped to the left; at least one factor. */
  static Expression product(List<Expression> factors) {
    return chain(factors, Trees::product);
  }

  /** {@code a ⊙ b ⊙ c}, grouped to the left; at least one factor. */
  static Expression hadamard(List<Expression> factors) {
    return chain(factors, (a, b) -> binary(Operator.HADAMARD, a, b));
  }

  private static Expression chain(List<Expression> factors, BinaryOperator<Expression> join) {
    return factors.stream().reduce(join).orElseThrow();
  }

  static Expression divide(Expression left, Expression right) {
    return binary(Operator.DIVIDE, left, right);
  }

  static Expression apply(String function, Expression... arguments) {
    return apply(function, 0, Arrays.asList(arguments));
  }

  static Expression apply(String function, int primes, List<Expression> arguments) {
    return new Apply(Span.NONE, name(function), primes, arguments);
  }

  static Expression norm(Expression e) {
    return new Norm(Span.NONE, e);
  }

  static Expression element(Expression base, List<Expression> subscripts) {
    return new Expression.Element(Span.NONE, base, subscripts);
  }

  static Expression reduction(String function, List<Name> indices, Expression body) {
    return new Reduction(Span.NONE, name(function), indices, body);
  }

  static Expression literal(List<List<Expression>> rows) {
    return new Expression.Literal(Span.NONE, rows);
  }

  /** {@code e^T}, or what e is the transpose of. */
  static Expression transpose(Expression e) {
    return e instanceof Transpose t ? t.operand() : new Transpose(Span.NONE, e);
  }

  /** How much longer, or harder to read, a formula becomes when this is transposed. */
  static int transposeCost(Expression e) {
    if (e instanceof Transpose) {
      return -TRANSPOSE;
    }
    if (e instanceof Binary binary) {
      return binary.operator() == Operator.PRODUCT ? 2 * TRANSPOSE : TRANSPOSE + 2;
    }
    // f(u)^T rather than f(u^T)
    return e instanceof Negate ? TRANSPOSE + 2 : e instanceof Apply ? TRANSPOSE - 1 : TRANSPOSE;
  }

  /**
   * The power with a positive exponent.
   *
   * @param scalar whether the base is a number, which needs no {@code .^}
   */
  static Expression power(Expression base, Rational exponent, boolean scalar) {
    if (exponent.isOne()) {
      return base;
    }
    return exponent.equals(Rational.HALF)
        ? apply("sqrt", base)
        : new Expression.Power(Span.NONE, base, number(exponent), !scalar);
  }

  static Expression square(Expression scalar) {
    return power(scalar, TWO, true);
  }

  /** Whether a product that starts with this, in parentheses or not, would be misread. */
  static boolean isProduct(Expression e) {
    return e instanceof Reduction
        || e instanceof Binary binary
            && switch (binary.operator()) {
              case PRODUCT, HADAMARD, OUTER, DIVIDE -> true;
              default -> false;
            };
  }
}
