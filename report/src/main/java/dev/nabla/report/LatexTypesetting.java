package dev.nabla.report;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.print.Style;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** NetworkFormulas in LaTeX. */
final class LatexTypesetting implements Typesetting<String> {
  private static final String D = "\\partial";

  @Override
  public String expression(Expression expression) {
    return Style.LATEX.expression(expression);
  }

  @Override
  public String indexed(String base, List<Name> indices) {
    String list = indices.stream().map(Style.LATEX::expression).collect(Collectors.joining(","));
    return (base.length() == 1 ? base : "[" + base + "]") + "_{" + list + "}";
  }

  @Override
  public String derivative(String above, List<String> by) {
    String order = by.size() == 1 ? "" : "^{" + by.size() + "}";
    boolean same = by.stream().distinct().count() == 1;
    String below =
        same
            ? D + " " + by.get(0) + order
            : by.stream().map(v -> D + " " + v).collect(Collectors.joining(" \\, "));
    return "\\frac{" + D + order + " " + above + "}{" + below + "}";
  }

  @Override
  public String hessianProduct(String above, Optional<String> part) {
    String product = "\\nabla^2 " + above + " \\, v";
    return part.map(name -> "(" + product + ")_{" + name + "}").orElse(product);
  }

  @Override
  public String product(List<String> factors) {
    return String.join(" \\cdot ", factors);
  }

  @Override
  public String equation(String left, String right) {
    return left + " = " + right;
  }

  @Override
  public String directly(String derivative, boolean alone, String definition) {
    return derivative + " \\text{ directly from }" + definition;
  }
}
