package dev.nabla.cli.report;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.derive.Derivation;
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
    return assignment.indices().isEmpty()
        ? style.expression(assignment.name())
        : style.expression(
            new Expression.Element(
                assignment.name().span(),
                assignment.name(),
                List.<Expression>copyOf(assignment.indices())));
  }

  /** {@code ∂L/∂W1}. */
  String partial(Variable above, Variable below, String indices) {
    return style == Style.LATEX
        ? "\\frac{\\partial " + name(above) + "}{\\partial " + name(below) + "}" + indices
        : "∂" + name(above) + "/∂" + name(below) + indices;
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
