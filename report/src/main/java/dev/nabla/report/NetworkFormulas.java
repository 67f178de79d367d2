package dev.nabla.report;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.base.Span;
import dev.nabla.symbolic.cost.Polynomial;
import dev.nabla.symbolic.derive.Derivation.Derived;
import dev.nabla.symbolic.derive.Derivation.Path;
import dev.nabla.symbolic.derive.PartialDerivative;
import dev.nabla.symbolic.explain.Explanation;
import dev.nabla.symbolic.explain.Explanation.Chain;
import dev.nabla.symbolic.explain.Explanation.Jacobian;
import dev.nabla.symbolic.explain.Explanation.Known;
import dev.nabla.symbolic.explain.Explanation.Link;
import dev.nabla.symbolic.explain.Layout;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.notation.Formula;
import dev.nabla.symbolic.notation.Notation;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The formulas of one network. */
final class NetworkFormulas {
  private final Network network;
  private final Notation notation;
  private final Layout layout;

  NetworkFormulas(Network network, Layout layout) {
    this.network = network;
    this.notation = new Notation(network.exprs());
    this.layout = layout;
  }

  /** The right side, and in index form the indices that the left side carries. */
  record Written(List<Name> indices, Term text) {}

  /** An expression that is no derivative of a scalar. */
  Written write(Expr e, Shape shape) {
    return write(notation.of(layout.mention(e), shape));
  }

  /** A derivative of a scalar by a variable of this shape. */
  Written derivative(Expr e, Shape variable) {
    return write(notation.of(layout.of(e, variable), layout.shape(variable)));
  }

  Written write(Formula formula) {
    return new Written(formula.indices(), text(formula.expression()));
  }

  Term text(Expression e) {
    return new Term.Formula(e);
  }

  /** A name in this style. */
  Term name(Variable variable) {
    return name(variable.name());
  }

  Term name(String text) {
    return text(new Name(Span.NONE, text));
  }

  /** A polynomial in the sizes. */
  Term polynomial(Polynomial polynomial) {
    return text(polynomial.expression());
  }

  /** A definition as it was written. */
  Term right(Statement.Assignment assignment) {
    return text(assignment.value());
  }

  Term left(Statement.Assignment assignment) {
    return element(assignment.name().text(), assignment.indices());
  }

  /** An element of what is written already: {@code δz[i]}. */
  Term element(Term base, List<Name> indices) {
    return indices.isEmpty() ? base : new Term.Element(base, indices);
  }

  /** {@code ∂L/∂W1}. */
  Term partial(Variable above, Variable below, List<Name> indices) {
    return element(new Term.Derivative(name(above), List.of(name(below))), indices);
  }

  /** {@code ∂²L/∂w∂b}, {@code ∂³L/∂x³}. */
  Term partial(PartialDerivative derivative, List<Name> indices) {
    List<Term> by = derivative.by().stream().map(this::name).toList();
    return element(new Term.Derivative(name(derivative.above()), by), indices);
  }

  /** {@code ∇²L v}, of several variables the part of one: {@code (∇²L v)_W1}. */
  Term product(Variable above, Variable of, boolean only, List<Name> indices) {
    Optional<Term> part = only ? Optional.empty() : Optional.of(name(of));
    return element(new Term.HessianProduct(name(above), part), indices);
  }

  /** A partial derivative; a first one in the layout that is asked for. */
  Written write(PartialDerivative derivative) {
    return derivative.order() == 1
        ? jacobian(derivative.above(), derivative.last(), derivative.value())
        : write(derivative.value(), shape(derivative));
  }

  /** The shape of a partial derivative on paper. */
  Shape shape(PartialDerivative derivative) {
    return derivative.order() == 1
        ? jacobianShape(derivative.above(), derivative.last())
        : Shape.ofAxes(derivative.value().axes());
  }

  // ---------------------------------------------------------------- steps

  /** {@code ∂z2/∂h1}. */
  Term link(Link link) {
    return partial(link.above(), link.below(), List.of());
  }

  /** What is derived: {@code ∂L/∂z1}, or without a loss the adjoint's name. */
  Term title(Derived step) {
    if (step.paths().isEmpty() && step.of() == step.name() && isValue(step.of())) {
      return name(step.of());
    }
    boolean adjoint = network.loss().isEmpty() && step.of() != step.name();
    return adjoint ? name(step.name()) : gradient(step.of(), List.of());
  }

  /** {@code ∂L/∂W1}, or without a loss the product {@code δf · ∂f/∂W1} with any δf. */
  Term gradient(Variable of, List<Name> indices) {
    Term partial = partial(network.result(), of, indices);
    return network.loss().isPresent()
        ? partial
        : product(List.of(adjoint(network.result()), partial));
  }

  private static boolean isValue(Variable variable) {
    return variable.role() == Variable.Role.VALUE;
  }

  /** The known factor of a chain: {@code ∂L/∂z1}, or without a loss {@code δz1}. */
  Term head(Known known) {
    return network.loss().isPresent() ? link(known.link()) : adjoint(known.link().below());
  }

  private Term adjoint(Variable of) {
    return name("δ" + of.name());
  }

  /** A Jacobian's left side, with the indices where they belong: {@code ∂z1[i]/∂W1[j,k]}. */
  Term left(Jacobian jacobian) {
    List<Name> indices = jacobian.formula().indices();
    Link link = jacobian.link();
    int order = Math.min(jacobian.order(), indices.size());
    return new Term.Derivative(
        element(link.above().name(), indices.subList(0, order)),
        List.of(element(link.below().name(), indices.subList(order, indices.size()))));
  }

  private Term element(String variable, List<Name> indices) {
    Name name = new Name(Span.NONE, variable);
    return indices.isEmpty()
        ? text(name)
        : text(new Expression.Element(Span.NONE, name, new ArrayList<>(indices)));
  }

  /**
   * A chain as the product of its factors, or where it is the derivative of the result itself, the
   * definition it comes from.
   */
  Term chain(Explanation step, Chain chain) {
    Link link = chain.jacobian().link();
    if (chain.head().isPresent()) {
      return product(List.of(head(chain.head().get()), link(link)));
    }
    Term definition = definition(step.step().paths().get(step.chains().indexOf(chain)));
    return new Term.Directly(
        link(link), step.chains().size() == 1, new Term.Equal(name(link.above()), definition));
  }

  /** What a value stands for, as it was typed where that is what was derived. */
  private Term definition(Path path) {
    String name = path.through().name();
    boolean typed = network.value(name).filter(b -> b.value() == path.definition()).isPresent();
    return typed
        ? right(network.syntax().get(name))
        : write(path.definition(), path.through().shape()).text();
  }

  /** Factors of a chain, side by side. */
  Term product(List<Term> factors) {
    return new Term.Product(factors);
  }

  Term equation(Explanation.Equation equation) {
    return new Term.Equal(text(equation.left()), text(equation.right()));
  }

  /** The derivative of one variable by another; by a scalar's it is laid out as a gradient. */
  Written jacobian(Variable above, Variable below, Expr e) {
    return above.isScalar() ? derivative(e, below.shape()) : write(e, jacobianShape(above, below));
  }

  /** The sizes of what is derived, then of what by; of a scalar a gradient's shape. */
  Shape jacobianShape(Variable above, Variable below) {
    if (above.isScalar()) {
      return layout.shape(below.shape());
    }
    List<Size> sizes = new ArrayList<>(above.axes());
    sizes.addAll(below.axes());
    return Shape.ofAxes(sizes);
  }
}
