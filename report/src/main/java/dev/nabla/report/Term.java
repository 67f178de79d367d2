package dev.nabla.report;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import java.util.List;
import java.util.Optional;

/**
 * A formula, or what is said with formulas beyond the language's expressions: of no notation yet.
 */
sealed interface Term {
  /** Writes it. */
  <T> T in(Typesetting<T> typesetting);

  private static <T> List<T> all(List<Term> terms, Typesetting<T> typesetting) {
    return terms.stream().map(term -> term.in(typesetting)).toList();
  }

  /** An expression. */
  record Formula(Expression expression) implements Term {
    @Override
    public <T> T in(Typesetting<T> typesetting) {
      return typesetting.expression(expression);
    }
  }

  /** An element: {@code (∂L/∂W)[i,j]}. */
  record Element(Term base, List<Name> indices) implements Term {
    @Override
    public <T> T in(Typesetting<T> typesetting) {
      return typesetting.indexed(base.in(typesetting), indices);
    }
  }

  /** {@code ∂L/∂W1}, {@code ∂²L/∂w∂b}, {@code ∂³L/∂x³}: of what, by what. */
  record Derivative(Term above, List<Term> by) implements Term {
    @Override
    public <T> T in(Typesetting<T> typesetting) {
      return typesetting.derivative(above.in(typesetting), all(by, typesetting));
    }
  }

  /** {@code ∇²L v}, of several variables the part of one: {@code (∇²L v)_W1}. */
  record HessianProduct(Term above, Optional<Term> part) implements Term {
    @Override
    public <T> T in(Typesetting<T> typesetting) {
      return typesetting.hessianProduct(
          above.in(typesetting), part.map(term -> term.in(typesetting)));
    }
  }

  /** Factors of a chain, side by side. */
  record Product(List<Term> factors) implements Term {
    @Override
    public <T> T in(Typesetting<T> typesetting) {
      return typesetting.product(all(factors, typesetting));
    }
  }

  /** {@code left = right}. */
  record Equal(Term left, Term right) implements Term {
    @Override
    public <T> T in(Typesetting<T> typesetting) {
      return typesetting.equation(left.in(typesetting), right.in(typesetting));
    }
  }

  /**
   * A derivative that is found from a definition and not by the chain rule.
   *
   * @param derivative what is derived
   * @param alone whether it is clear what is derived
   * @param definition the equation
   */
  record Directly(Term derivative, boolean alone, Term definition) implements Term {
    @Override
    public <T> T in(Typesetting<T> typesetting) {
      return typesetting.directly(derivative.in(typesetting), alone, definition.in(typesetting));
    }
  }
}
