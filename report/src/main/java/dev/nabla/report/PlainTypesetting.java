package dev.nabla.report;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.print.Style;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** NetworkFormulas as text in one of the styles that can be read as input. */
final class PlainTypesetting implements Typesetting<String> {
  private static final String D = "∂";

  private final Style style;

  PlainTypesetting(Style style) {
    this.style = style;
  }

  @Override
  public String expression(Expression expression) {
    return style.expression(expression);
  }

  @Override
  public String indexed(String base, List<Name> indices) {
    return base + indices(indices);
  }

  /** {@code [i,j]}; nothing where there are none. */
  String indices(List<Name> indices) {
    String list = indices.stream().map(style::expression).collect(Collectors.joining(","));
    return list.isEmpty() ? "" : "[" + list + "]";
  }

  @Override
  public String derivative(String above, List<String> by) {
    String order = by.size() == 1 ? "" : superscript(by.size());
    boolean same = by.stream().distinct().count() == 1;
    String below =
        same ? D + by.get(0) + order : by.stream().map(D::concat).collect(Collectors.joining());
    return D + order + above + "/" + below;
  }

  private static String superscript(int number) {
    return Integer.toString(number)
        .chars()
        .mapToObj(digit -> String.valueOf("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0')))
        .collect(Collectors.joining());
  }

  @Override
  public String hessianProduct(String above, Optional<String> part) {
    String product = "∇²" + above + " v";
    return part.map(name -> "(" + product + ")_" + name).orElse(product);
  }

  @Override
  public String product(List<String> factors) {
    return String.join(" · ", factors);
  }

  @Override
  public String equation(String left, String right) {
    return left + " = " + right;
  }

  @Override
  public String directly(String derivative, boolean alone, String definition) {
    return (alone ? "" : derivative + " ") + "directly from " + definition;
  }
}
