package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Syntax;
import dev.nabla.grammar.print.Style;

/** Expressions as messages show them: on one line, and not too long. */
public final class Excerpt {
  private static final int TEXT = 60;

  private Excerpt() {}

  public static String of(Expression e) {
    return of(e, TEXT);
  }

  /** The expression, cut off after so many characters. */
  public static String of(Expression e, int most) {
    if (Syntax.count(e, most) >= most) {
      return "…";
    }
    String text = Style.TEXT.expression(e);
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
