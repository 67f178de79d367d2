package dev.nabla.symbolic.explain;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Negate;
import dev.nabla.grammar.ast.Expression.Number;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Expression.Transpose;
import dev.nabla.grammar.base.Span;
import dev.nabla.symbolic.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Dimension balancing: in which order, and which of them transposed, the factors of a product stand
 * so that their shapes give the shape that is wanted.
 *
 * @param factors from left to right; scalars are left out
 * @param product what they make
 * @param shape its shape
 */
public record Balance(List<Factor> factors, Expression product, Shape shape) {
  /**
   * A factor of the product.
   *
   * @param joint what stands before it; the first has none
   * @param own the factor by itself
   * @param ownShape its shape
   * @param used the factor as it stands in the product
   * @param usedShape its shape there
   */
  public record Factor(
      Optional<Operator> joint, Expression own, Shape ownShape, Expression used, Shape usedShape) {
    /** Whether the product has the factor transposed. */
    public boolean isTransposed() {
      return !own.equals(used);
    }
  }

  public Balance {
    factors = List.copyOf(factors);
  }

  /**
   * Whether a factor and the next one are multiplied so that the last size of the one and the first
   * of the other cancel.
   *
   * @param factor the number of the factor from 0; any number may be asked about
   */
  public boolean cancels(int factor) {
    return factor >= 0
        && factor + 1 < factors.size()
        && factors.get(factor + 1).joint().equals(Optional.of(Operator.PRODUCT))
        && factors.get(factor).usedShape().order() == 2
        && factors.get(factor + 1).usedShape().order() == 2;
  }

  static Factor factor(Expression own, Shape ownShape, Expression used, Shape usedShape) {
    return new Factor(Optional.empty(), own, ownShape, used, usedShape);
  }

  /** The matrix product of two factors. */
  static Balance product(Factor left, Factor right, Shape shape) {
    Optional<Operator> joint = Optional.of(Operator.PRODUCT);
    Factor second =
        new Factor(joint, right.own(), right.ownShape(), right.used(), right.usedShape());
    Expression product = new Binary(Span.NONE, Operator.PRODUCT, left.used(), right.used());
    return new Balance(List.of(left, second), product, shape);
  }

  /**
   * The factors of a formula that is a product.
   *
   * @param shapes the shape of every part of it
   * @return none where a part's shape is not known, or all are scalars
   */
  static Optional<Balance> of(Expression formula, Map<Expression, Shape> shapes) {
    Expression whole = withoutNumbers(formula, shapes);
    Operator operator = whole instanceof Binary binary ? binary.operator() : Operator.PRODUCT;
    List<Factor> factors = new ArrayList<>();
    boolean known =
        isProduct(operator) && collect(whole, Optional.empty(), operator, shapes, factors);
    return known && !factors.isEmpty() && shapes.containsKey(formula)
        ? Optional.of(new Balance(factors, formula, shapes.get(formula)))
        : Optional.empty();
  }

  /** What is left of a product when signs and numbers around it are taken away. */
  private static Expression withoutNumbers(Expression e, Map<Expression, Shape> shapes) {
    Expression rest = e;
    Expression before;
    do {
      before = rest;
      if (rest instanceof Negate negate) {
        rest = negate.operand();
      } else if (rest instanceof Binary binary && isScaling(binary)) {
        if (isScalar(binary.right(), shapes)) {
          rest = binary.left();
        } else if (isScalar(binary.left(), shapes)) {
          rest = binary.right();
        }
      }
    } while (rest != before);
    return rest;
  }

  private static boolean isScaling(Binary binary) {
    return binary.operator() == Operator.PRODUCT || binary.operator() == Operator.DIVIDE;
  }

  private static boolean isScalar(Expression e, Map<Expression, Shape> shapes) {
    return e instanceof Number || shapes.containsKey(e) && shapes.get(e).order() == 0;
  }

  /** Collects the factors of a row of one operator; numbers are left out. */
  private static boolean collect(
      Expression e,
      Optional<Operator> joint,
      Operator operator,
      Map<Expression, Shape> shapes,
      List<Factor> into) {
    if (e instanceof Binary binary && binary.operator() == operator) {
      boolean left = collect(binary.left(), joint, operator, shapes, into);
      Optional<Operator> next = into.isEmpty() ? joint : Optional.of(operator);
      return left && collect(binary.right(), next, operator, shapes, into);
    }
    if (isScalar(e, shapes)) {
      return true;
    }
    Expression own = e instanceof Transpose transpose ? transpose.operand() : e;
    if (!shapes.containsKey(e) || !shapes.containsKey(own)) {
      return false;
    }
    into.add(new Factor(joint, own, shapes.get(own), e, shapes.get(e)));
    return true;
  }

  private static boolean isProduct(Operator operator) {
    return switch (operator) {
      case PRODUCT, HADAMARD, OUTER -> true;
      default -> false;
    };
  }
}
