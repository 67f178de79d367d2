package dev.nabla.symbolic.derive;

import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Sum.Term;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.rewrite.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The orthogonal projection of a derivative on the matrices that have the facts of the variable:
 * {@code (G + G^T) / 2} by a symmetric one, {@code diag(diag(G))} by a diagonal one. Only that part
 * is a gradient where nothing else may be stepped to, and it is the same however the function is
 * written for matrices that lack the fact.
 */
final class Projection {
  private final Exprs f;
  private final Variable by;
  private final Fact fact;

  private Projection(Exprs f, Variable by, Fact fact) {
    this.f = f;
    this.by = by;
    this.fact = fact;
  }

  /** The projection for a variable, if it has a linear fact. */
  static Optional<Projection> by(Exprs f, Variable variable) {
    if (variable.order() != 2) {
      return Optional.empty();
    }
    return variable.facts().contains(Fact.DIAGONAL)
        ? Optional.of(new Projection(f, variable, Fact.DIAGONAL))
        : variable.facts().stream()
            .filter(Fact::isSymmetric)
            .findFirst()
            .map(symmetric -> new Projection(f, variable, Fact.SYMMETRIC));
  }

  /** A derivative, projected where the variable has a linear fact; its axes are the last ones. */
  static Expr of(Exprs f, Variable variable, Expr derivative) {
    return by(f, variable).map(p -> p.apply(derivative)).orElse(derivative);
  }

  /** The name of the step. */
  String rule() {
    return fact == Fact.DIAGONAL ? Rules.DIAGONAL_PART : Rules.SYMMETRIC_PART;
  }

  /** The derivative whose last two axes are those of the variable, projected along them. */
  Expr apply(Expr derivative) {
    List<Integer> axes = Exprs.range(0, derivative.order());
    int row = derivative.order() - 2;
    if (fact == Fact.DIAGONAL) {
      return f.contract(
          List.of(new Factor(derivative, axes), Factor.of(f.delta(by.axes().get(0)), row, row + 1)),
          axes);
    }
    List<Integer> swapped = new ArrayList<>(axes.subList(0, row));
    swapped.addAll(List.of(row + 1, row));
    return f.linear(
        derivative.axes(),
        List.of(
            new Term(Rational.HALF, derivative),
            new Term(Rational.HALF, f.permute(derivative, swapped))));
  }

  /** Any matrix that has the fact. */
  Variable direction() {
    return f.variable("?step" + by.name(), Variable.Role.DIRECTION, by.shape(), Set.of(fact), true);
  }

  /** What a matrix with the fact picks out of a derivative: the same before and after. */
  Expr along(Expr derivative, Variable direction) {
    List<Integer> axes = Exprs.range(0, derivative.order());
    return f.contract(
        List.of(new Factor(derivative, axes), new Factor(direction, axes)), List.of());
  }
}
