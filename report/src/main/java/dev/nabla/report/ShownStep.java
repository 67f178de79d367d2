package dev.nabla.report;

import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.report.NetworkFormulas.Written;
import dev.nabla.symbolic.eval.Verifier.Verdict;
import dev.nabla.symbolic.explain.Balance;
import dev.nabla.symbolic.explain.Explanation;
import dev.nabla.symbolic.explain.Explanation.Chain;
import dev.nabla.symbolic.explain.Explanation.Jacobian;
import dev.nabla.symbolic.explain.Explanation.Known;
import dev.nabla.symbolic.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A step of a derivation as pages show it.
 *
 * @param what the step
 * @param title what is derived
 * @param chain the chain rule: the sum over all ways to the result, and a single way in full
 * @param factors the factors of all products in it
 */
record ShownStep(Explanation what, Term title, List<Line> chain, List<Factor> factors) {
  /** A line {@code left sign right}; one that is a sentence has neither left nor sign. */
  record Line(Optional<Term> left, String sign, Term right) {}

  /**
   * A factor of a chain.
   *
   * @param name as it stands in the chain
   * @param left the same with its indices
   * @param value what it is equal to
   */
  record Factor(Term name, Term left, Written value, Shape shape) {}

  static ShownStep of(Explanation step, NetworkFormulas formulas) {
    Term title = formulas.title(step.step());
    List<Factor> factors =
        step.chains().stream()
            .filter(chain -> chain.head().isPresent())
            .flatMap(chain -> factors(chain, formulas).stream())
            .toList();
    return new ShownStep(step, title, chain(title, step, formulas), factors);
  }

  private static List<Line> chain(Term title, Explanation step, NetworkFormulas formulas) {
    List<Line> lines = new ArrayList<>();
    for (Chain chain : step.chains()) {
      boolean first = lines.isEmpty();
      boolean alone = step.chains().size() == 1 && chain.head().isEmpty();
      Optional<Term> left = first && !alone ? Optional.of(title) : Optional.empty();
      String sign = alone ? "" : first ? "=" : "+";
      lines.add(new Line(left, sign, formulas.chain(step, chain)));
    }
    if (step.inFull().size() > 2) {
      List<Term> links = step.inFull().stream().map(formulas::link).toList();
      lines.add(new Line(Optional.empty(), "=", formulas.product(links)));
    }
    return lines;
  }

  /** The derivative that is known, if there is one, and the Jacobian. */
  static List<Factor> factors(Chain chain, NetworkFormulas formulas) {
    List<Factor> factors = new ArrayList<>();
    if (chain.head().isPresent()) {
      Known head = chain.head().get();
      Written known = formulas.write(head.formula());
      Term name = formulas.head(head);
      Term left = formulas.element(name, known.indices());
      factors.add(new Factor(name, left, known, head.shape()));
    }
    Jacobian jacobian = chain.jacobian();
    factors.add(
        new Factor(
            formulas.link(jacobian.link()),
            formulas.left(jacobian),
            formulas.write(jacobian.formula()),
            jacobian.shape()));
    return factors;
  }

  /** How the products are arranged. */
  Stream<Balance> balances() {
    return what.chains().stream().flatMap(chain -> chain.balance().stream());
  }

  /** The shapes of factors side by side, {@code (2, 3) · (3, 1) = }; nothing for a single one. */
  static String shapes(
      Balance balance, Function<Shape, String> shape, Function<Operator, String> sign) {
    if (balance.factors().size() == 1) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (Balance.Factor factor : balance.factors()) {
      factor.joint().ifPresent(joint -> text.append(' ').append(sign.apply(joint)).append(' '));
      text.append(shape.apply(factor.usedShape()));
    }
    return text.append(" = ").toString();
  }

  /** {@code exact}. */
  static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  /** How something was checked, for people. */
  static String mark(Verdict verdict) {
    return switch (verdict) {
      case EXACT -> "✓ exact";
      case NUMERIC -> "✓ numeric";
      case UNDECIDED -> "undecided: no point where both sides have a value";
      case DIFFERENT -> throw new IllegalStateException("a step that does not hold is not shown");
    };
  }
}
