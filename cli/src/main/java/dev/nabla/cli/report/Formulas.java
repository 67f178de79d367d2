package dev.nabla.cli.report;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Span;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.print.Style;
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
import java.util.stream.Collectors;

/** Prints the formulas of one network. */
final class Formulas {
  private final Network network;
  private final Notation notation;
  private final Style style;
  private final Layout layout;

  Formulas(Network network, Style style, Layout layout) {
    this.network = network;
    this.notation = new Notation(network.exprs());
    this.style = style;
    this.layout = layout;
  }

  boolean isLatex() {
    return style == Style.LATEX;
  }

  /** The right side, and in index form the indices that the left side carries. */
  record Written(String indices, String text) {}

  /** An expression that is no derivative of a scalar. */
  Written write(Expr e, Shape shape) {
    return write(notation.of(layout.mention(e), shape));
  }

  /** A derivative of a scalar by a variable of this shape. */
  Written derivative(Expr e, Shape variable) {
    return write(notation.of(layout.of(e, variable), layout.shape(variable)));
  }

  Written write(Formula formula) {
    return new Written(indices(formula.indices()), text(formula.expression()));
  }

  String text(Expression e) {
    return style.expression(e);
  }

  private String indices(List<Name> names) {
    if (names.isEmpty()) {
      return "";
    }
    String list = names.stream().map(style::expression).collect(Collectors.joining(","));
    return isLatex() ? "_{" + list + "}" : "[" + list + "]";
  }

  /** A name in this style. */
  String name(Variable variable) {
    return name(variable.name());
  }

  String name(String text) {
    return style.expression(new Name(Span.NONE, text));
  }

  /** A polynomial in the sizes. */
  String polynomial(Polynomial polynomial) {
    return isLatex()
        ? polynomial.toString((size, exponent) -> "{" + name(size) + "}^{" + exponent + "}")
        : polynomial.toString();
  }

  /** A definition as it was written. */
  String right(Statement.Assignment assignment) {
    return style.expression(assignment.value());
  }

  String left(Statement.Assignment assignment) {
    return assignment.indices().isEmpty()
        ? style.expression(assignment.name())
        : style.expression(
            new Expression.Element(
                assignment.name().span(),
                assignment.name(),
                List.<Expression>copyOf(assignment.indices())));
  }

  /** An element of what is written already: {@code δz[i]}. */
  String element(String base, String indices) {
    boolean bare = indices.isEmpty() || !isLatex() || base.length() == 1;
    return bare ? base + indices : "[" + base + "]" + indices;
  }

  /** {@code ∂L/∂W1}. */
  String partial(Variable above, Variable below, String indices) {
    return element(fraction(name(above), name(below)), indices);
  }

  /** {@code ∂²L/∂w∂b}, {@code ∂³L/∂x³}. */
  String partial(PartialDerivative derivative, String indices) {
    List<Variable> by = derivative.by();
    int order = derivative.order();
    if (order == 1) {
      return partial(derivative.above(), by.get(0), indices);
    }
    boolean latex = isLatex();
    String d = latex ? "\\partial " : "∂";
    String power = latex ? "^{" + order + "}" : superscript(order);
    String above =
        (latex ? "\\partial" : d) + power + (latex ? " " : "") + name(derivative.above());
    boolean same = by.stream().distinct().count() == 1;
    String below =
        same
            ? d + name(by.get(0)) + power
            : by.stream().map(v -> d + name(v)).collect(Collectors.joining(latex ? " \\, " : ""));
    return element(latex ? "\\frac{" + above + "}{" + below + "}" : above + "/" + below, indices);
  }

  private static String superscript(int number) {
    return Integer.toString(number)
        .chars()
        .mapToObj(digit -> String.valueOf("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0')))
        .collect(Collectors.joining());
  }

  /** {@code ∇²L v}, of several variables the part of one: {@code (∇²L v)_W1}. */
  String product(Variable above, Variable of, boolean only, String indices) {
    String product = (isLatex() ? "\\nabla^2 " : "∇²") + name(above);
    product += isLatex() ? " \\, v" : " v";
    String part = isLatex() ? "_{" + name(of) + "}" : "_" + name(of);
    return element(only ? product : "(" + product + ")" + part, indices);
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

  private String fraction(String above, String below) {
    return isLatex()
        ? "\\frac{\\partial " + above + "}{\\partial " + below + "}"
        : "∂" + above + "/∂" + below;
  }

  // ---------------------------------------------------------------- steps

  /** {@code ∂z2/∂h1}. */
  String link(Link link) {
    return partial(link.above(), link.below(), "");
  }

  /** What is derived: {@code ∂L/∂z1}, or without a loss the adjoint's name. */
  String title(Derived step) {
    if (step.paths().isEmpty() && step.of() == step.name() && isValue(step.of())) {
      return name(step.of());
    }
    if (network.loss().isPresent()) {
      return partial(network.result(), step.of(), "");
    }
    return step.of() == step.name()
        ? product(List.of(adjoint(network.result()), partial(network.result(), step.of(), "")))
        : name(step.name());
  }

  private static boolean isValue(Variable variable) {
    return variable.role() == Variable.Role.VALUE;
  }

  /** The known factor of a chain: {@code ∂L/∂z1}, or without a loss {@code δz1}. */
  String head(Known known) {
    return network.loss().isPresent() ? link(known.link()) : adjoint(known.link().below());
  }

  private String adjoint(Variable of) {
    return name("δ" + of.name());
  }

  /** A Jacobian's left side, with the indices where they belong: {@code ∂z1[i]/∂W1[j,k]}. */
  String left(Jacobian jacobian) {
    List<Name> indices = jacobian.formula().indices();
    if (indices.isEmpty()) {
      return link(jacobian.link());
    }
    int order = Math.min(jacobian.order(), indices.size());
    return fraction(
        element(jacobian.link().above(), indices.subList(0, order)),
        element(jacobian.link().below(), indices.subList(order, indices.size())));
  }

  private String element(Variable variable, List<Name> indices) {
    Name name = new Name(Span.NONE, variable.name());
    return indices.isEmpty()
        ? text(name)
        : text(new Expression.Element(Span.NONE, name, new ArrayList<>(indices)));
  }

  /**
   * A chain as the product of its factors, or where it is the derivative of the result itself, the
   * definition it comes from.
   */
  String chain(Explanation step, Chain chain) {
    Link link = chain.jacobian().link();
    if (chain.head().isPresent()) {
      return product(List.of(head(chain.head().get()), link(link)));
    }
    String partial = step.chains().size() == 1 && !isLatex() ? "" : link(link) + " ";
    String from = "directly from ";
    return partial
        + (isLatex() ? "\\text{ " + from + "}" : from)
        + name(link.above())
        + " = "
        + definition(step.step().paths().get(step.chains().indexOf(chain)));
  }

  /** What a value stands for, as it was typed where that is what was derived. */
  private String definition(Path path) {
    String name = path.through().name();
    boolean typed = network.value(name).filter(b -> b.value() == path.definition()).isPresent();
    return typed
        ? right(network.syntax().get(name))
        : write(path.definition(), path.through().shape()).text();
  }

  /** Factors of a chain, side by side. */
  String product(List<String> factors) {
    return String.join(isLatex() ? " \\cdot " : " · ", factors);
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
