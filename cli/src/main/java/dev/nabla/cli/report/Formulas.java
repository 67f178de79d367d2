package dev.nabla.cli.report;

import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.PartialDerivative;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.notation.Formula;
import dev.nabla.symbolic.notation.Notation;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.List;
import java.util.stream.Collectors;

/** Prints the formulas of one network. */
final class Formulas {
  private final Notation notation;
  private final Style style;

  Formulas(Network network, Style style) {
    this.notation = new Notation(network.exprs());
    this.style = style;
  }

  /** The right side, and in index form the indices that the left side carries. */
  record Written(String indices, String text) {}

  Written write(Expr e, Shape shape) {
    Formula formula = notation.of(e, shape);
    return new Written(indices(formula.indices()), style.expression(formula.expression()));
  }

  private String indices(List<Name> names) {
    if (names.isEmpty()) {
      return "";
    }
    String list = names.stream().map(style::expression).collect(Collectors.joining(","));
    return style == Style.LATEX ? "_{" + list + "}" : "[" + list + "]";
  }

  /** A name in this style. */
  String name(Variable variable) {
    return style.expression(new Name(dev.nabla.grammar.ast.Span.NONE, variable.name()));
  }

  /** A definition as it was written. */
  String right(Statement.Assignment assignment) {
    return style.expression(assignment.value());
  }

  String left(Statement.Assignment assignment) {
    String base = style.expression(assignment.name());
    return base + indices(assignment.indices());
  }

  /** {@code ∂L/∂W1}. */
  String partial(Variable above, Variable below, String indices) {
    return style == Style.LATEX
        ? "\\frac{\\partial " + name(above) + "}{\\partial " + name(below) + "}" + indices
        : "∂" + name(above) + "/∂" + name(below) + indices;
  }

  /** {@code ∂²L/∂w∂b}, {@code ∂³L/∂x³}. */
  String partial(PartialDerivative derivative, String indices) {
    List<Variable> by = derivative.by();
    int order = derivative.order();
    if (order == 1) {
      return partial(derivative.above(), by.get(0), indices);
    }
    boolean latex = style == Style.LATEX;
    String d = latex ? "\\partial " : "∂";
    String power = latex ? "^{" + order + "}" : superscript(order);
    String above =
        (latex ? "\\partial" : d) + power + (latex ? " " : "") + name(derivative.above());
    boolean same = by.stream().distinct().count() == 1;
    String below =
        same
            ? d + name(by.get(0)) + power
            : by.stream().map(v -> d + name(v)).collect(Collectors.joining(latex ? " \\, " : ""));
    return (latex ? "\\frac{" + above + "}{" + below + "}" : above + "/" + below) + indices;
  }

  private static String superscript(int number) {
    return Integer.toString(number)
        .chars()
        .mapToObj(digit -> String.valueOf("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0')))
        .collect(Collectors.joining());
  }

  /** {@code ∇²L v}, of several variables the part of one: {@code (∇²L v)_W1}. */
  String product(Variable above, Variable of, boolean only, String indices) {
    String product = (style == Style.LATEX ? "\\nabla^2 " : "∇²") + name(above);
    product += style == Style.LATEX ? " \\, v" : " v";
    String part = style == Style.LATEX ? "_{" + name(of) + "}" : "_" + name(of);
    return (only ? product : "(" + product + ")" + part) + indices;
  }

  /** The shape of a partial derivative on paper. */
  static Shape shape(PartialDerivative derivative) {
    return derivative.order() == 1
        ? jacobianShape(derivative.above(), derivative.last())
        : Shape.ofAxes(derivative.value().axes());
  }

  /** The shape of a derivative of a scalar by a variable. */
  static Shape shapeOf(Derivation.Derived derived) {
    return derived.of().shape();
  }

  /** The shape of a Jacobian: the sizes of what is derived, then of what by. */
  static Shape jacobianShape(Variable above, Variable below) {
    List<Size> sizes = new java.util.ArrayList<>(above.axes());
    sizes.addAll(below.axes());
    return above.isScalar() ? below.shape() : Shape.ofAxes(sizes);
  }
}
