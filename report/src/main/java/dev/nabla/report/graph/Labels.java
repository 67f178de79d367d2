package dev.nabla.report.graph;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Negate;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Expression.Transpose;
import dev.nabla.grammar.ast.Statement.Assignment;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.print.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What nodes show: the signs of operations, and formulas with the numbers as they were typed. */
final class Labels {
  /** Longer formulas are cut in the drawing; their node's title has them whole. */
  private static final int LONGEST = 64;

  private static final String HOLE = "·";

  private static final Map<Operator, String> SIGNS =
      Map.ofEntries(
          Map.entry(Operator.ADD, "+"),
          Map.entry(Operator.SUBTRACT, "−"),
          Map.entry(Operator.PRODUCT, "×"),
          Map.entry(Operator.HADAMARD, "⊙"),
          Map.entry(Operator.DIVIDE, "/"),
          Map.entry(Operator.OUTER, "⊗"),
          Map.entry(Operator.LESS, "<"),
          Map.entry(Operator.LESS_EQUAL, "≤"),
          Map.entry(Operator.GREATER, ">"),
          Map.entry(Operator.GREATER_EQUAL, "≥"),
          Map.entry(Operator.EQUAL, "="),
          Map.entry(Operator.NOT_EQUAL, "≠"));

  private final Source source;

  Labels(Source source) {
    this.source = source;
  }

  /** A formula as it was typed. */
  String formula(Expression e) {
    return Style.UNICODE.expression(e, source);
  }

  static String name(String text) {
    return Style.UNICODE.expression(new Name(Span.NONE, text));
  }

  /** {@code z₁ = W₁ᵀ x + b₁}. */
  String statement(Assignment statement) {
    return formula(statement.left())
        + (statement.accumulated() ? " += " : " = ")
        + formula(statement.value());
  }

  /** As much of a formula as a node has room for. */
  static String shortened(String formula) {
    int[] characters = formula.codePoints().toArray();
    return characters.length <= LONGEST
        ? formula
        : new String(characters, 0, LONGEST - 1).strip() + "…";
  }

  /**
   * The sign of an operation: {@code +}, {@code σ}, {@code 1 - ·}.
   *
   * @param isNode for each operand, whether it is a node rather than a number
   */
  String operation(Expression e, List<Boolean> isNode) {
    boolean onlyNodes = !isNode.contains(false);
    if (e instanceof Negate) {
      return SIGNS.get(Operator.SUBTRACT);
    }
    if (e instanceof Transpose) {
      return "T";
    }
    if (e instanceof Binary binary && onlyNodes) {
      return SIGNS.get(binary.operator());
    }
    String pattern = shortened(formula(e.rebuild(holes(e, isNode))));
    if (e instanceof Apply && onlyNodes) {
      return pattern.substring(0, pattern.indexOf('('));
    }
    boolean scaled = e instanceof Binary binary && binary.operator() == Operator.PRODUCT;
    return scaled && !pattern.contains("*") ? pattern.replace(" ", " × ") : pattern;
  }

  private static List<Expression> holes(Expression e, List<Boolean> isNode) {
    List<Expression> operands = new ArrayList<>(e.children());
    for (int k = 0; k < operands.size(); k++) {
      if (isNode.get(k)) {
        operands.set(k, new Name(Span.NONE, HOLE));
      }
    }
    return operands;
  }
}
