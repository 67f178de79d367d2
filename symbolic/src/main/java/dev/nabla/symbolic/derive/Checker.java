package dev.nabla.symbolic.derive;

import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.derive.Derivation.Form;
import dev.nabla.symbolic.eval.Verifier;
import dev.nabla.symbolic.eval.Verifier.Verdict;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.notation.Notation;
import dev.nabla.symbolic.rewrite.Rules;
import dev.nabla.symbolic.rewrite.Simplifier;
import dev.nabla.symbolic.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks steps as they are made, and says which rewrite is to blame when one does not hold. */
final class Checker {
  private final Network network;
  private final Simplifier simplifier;
  private final Verifier verifier;

  Checker(Network network, Simplifier simplifier) {
    this.network = network;
    this.simplifier = simplifier;
    this.verifier = new Verifier(network);
  }

  /** Makes a name mean its value in all checks to come. */
  void define(Binding binding) {
    verifier.define(binding);
  }

  /**
   * Checks a simplification.
   *
   * @param of what was derived by
   * @param raw the formula before
   * @param start the same with adjoints written out
   * @param result what {@code start} was simplified to
   * @throws DerivationException when the result is not equal to the formula before
   */
  Verdict check(Variable of, Expr raw, Expr start, Expr result) {
    Verdict verdict = verifier.compare(raw, result);
    if (verdict == Verdict.DIFFERENT) {
      throw new DerivationException(blame(of, raw, start, result));
    }
    return verdict;
  }

  /**
   * Checks a projection: along every matrix that has the facts of the variable the derivative is
   * the same.
   *
   * @throws DerivationException when it is not
   */
  Verdict checkAlong(Projection projection, Variable of, Expr whole, Expr part) {
    Variable direction = projection.direction();
    Verdict verdict =
        verifier.compare(projection.along(whole, direction), projection.along(part, direction));
    if (verdict == Verdict.DIFFERENT) {
      throw new DerivationException(
          "the step for "
              + of.name()
              + " does not hold: "
              + text(part)
              + " is no part of "
              + text(whole));
    }
    return verdict;
  }

  private String blame(Variable of, Expr raw, Expr start, Expr result) {
    Optional<Form> wrong =
        forms(raw, start).stream().filter(form -> form.verdict() == Verdict.DIFFERENT).findFirst();
    String step = "the step for " + of.name() + " does not hold: ";
    return wrong
        .map(
            form ->
                step + form.rule() + " made " + text(form.after()) + " of " + text(form.before()))
        .orElseGet(() -> step + text(result) + " is not " + text(raw));
  }

  private String text(Expr e) {
    Notation notation = new Notation(network.exprs());
    return Style.TEXT.expression(notation.of(e, Shape.ofAxes(e.axes())).expression());
  }

  /** The formulas from one to the next, each rewrite checked by itself. */
  List<Form> forms(Expr raw, Expr start) {
    List<Form> forms = new ArrayList<>();
    if (start != raw) {
      forms.add(new Form(Rules.INSERT, raw, start, start, verifier.compare(raw, start)));
    }
    for (Simplifier.Step step : simplifier.steps(start)) {
      Verdict verdict = verifier.compare(step.before(), step.after());
      forms.add(new Form(step.rule(), step.before(), step.after(), step.whole(), verdict));
    }
    return forms;
  }
}
