package dev.nabla.symbolic.explain;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.symbolic.derive.Derivation.Derived;
import dev.nabla.symbolic.eval.Verifier.Verdict;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.notation.Formula;
import dev.nabla.symbolic.shape.Shape;
import java.util.List;
import java.util.Optional;

/**
 * One step of a derivation, to be shown.
 *
 * @param step the step
 * @param shape the shape of the derivative, laid out
 * @param chains the ways from the variable to the result; their sum is the derivative. None for a
 *     value that was only rewritten
 * @param inFull the chain from the result down, where there is only one and it is not too long
 * @param lines the formula, from the chain rule's to the simplified one
 */
public record Explanation(
    Derived step, Shape shape, List<Chain> chains, List<Link> inFull, List<Line> lines) {
  /** A factor {@code ∂above/∂below} of a chain. */
  public record Link(Variable above, Variable below) {}

  /**
   * A way from the variable to the result.
   *
   * @param head the derivative by the value next to the variable, found before; none where that
   *     value is the result itself
   * @param jacobian the derivative of that value by the variable
   * @param balance how the product of both is arranged; none where there is nothing to arrange, or
   *     in index form
   * @param verdict how it was checked that the product is what the derivation uses
   */
  public record Chain(
      Optional<Known> head, Jacobian jacobian, Optional<Balance> balance, Verdict verdict) {}

  /**
   * A derivative that is known already.
   *
   * @param link what of by what
   * @param formula its name, or its formula where that is as short
   * @param shape its shape, laid out
   */
  public record Known(Link link, Formula formula, Shape shape) {}

  /**
   * The derivative of a value by a variable: its axes are those of the value, then the variable's.
   *
   * @param link what of by what
   * @param formula in matrix notation up to order 2, element by element beyond
   * @param shape its shape
   * @param order the number of axes of the value
   */
  public record Jacobian(Link link, Formula formula, Shape shape, int order) {}

  /**
   * A formula for the derivative.
   *
   * @param formula the whole formula
   * @param reasons why it is equal to the one before; empty for the first
   */
  public record Line(Formula formula, List<Reason> reasons) {
    public Line {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Why two formulas are equal.
   *
   * @param rule the name of the rewrite
   * @param words what it says, where no equation says it
   * @param equations what it says
   * @param verdict how it was checked here
   */
  public record Reason(String rule, String words, List<Equation> equations, Verdict verdict) {
    public Reason {
      equations = List.copyOf(equations);
    }
  }

  /** Two formulas that are equal. */
  public record Equation(Expression left, Expression right) {}

  public Explanation {
    chains = List.copyOf(chains);
    inFull = List.copyOf(inFull);
    lines = List.copyOf(lines);
  }
}
