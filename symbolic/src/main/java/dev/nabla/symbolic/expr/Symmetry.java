package dev.nabla.symbolic.expr;

import dev.nabla.grammar.base.Rational;
import java.util.HashMap;
import java.util.Map;

/**
 * Which matrices certainly equal their transpose: those declared so, {@code X^T X}, sums and
 * element-wise functions of such, and their inverses.
 */
final class Symmetry {
  private final Exprs exprs;
  private final Map<Expr, Boolean> known = new HashMap<>();

  Symmetry(Exprs exprs) {
    this.exprs = exprs;
  }

  boolean holds(Expr e) {
    if (e.order() != 2 || !e.axes().get(0).matches(e.axes().get(1))) {
      return false;
    }
    Boolean before = known.get(e);
    if (before == null) {
      before = derive(e);
      known.put(e, before);
    }
    return before;
  }

  private boolean derive(Expr e) {
    if (e instanceof Variable variable) {
      return variable.isSymmetric();
    }
    if (e instanceof Contraction) {
      return exprs.transpose(e) == e;
    }
    if (e instanceof Sum sum) {
      return coefficients(sum, false).equals(coefficients(sum, true));
    }
    boolean keeps = e instanceof MatrixFunction || e instanceof Power || e instanceof Elementwise;
    return Wire.isIdentity(e)
        || keeps && e.operands().stream().allMatch(operand -> operand.isScalar() || holds(operand));
  }

  private Map<Expr, Rational> coefficients(Sum sum, boolean transposed) {
    Map<Expr, Rational> coefficients = new HashMap<>();
    for (Sum.Term term : sum.terms()) {
      Expr e = transposed ? exprs.transpose(term.expr()) : term.expr();
      coefficients.merge(e, term.coefficient(), Rational::plus);
    }
    return coefficients;
  }
}
