package dev.nabla.grammar.format;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.print.Style;
import dev.nabla.grammar.read.Comments;

/** How a formula of a source is written, on one line. */
@FunctionalInterface
interface Formulas {
  String write(Expression expression);

  /** In a style, the numbers as they were typed. */
  static Formulas in(Style style, Source source) {
    return expression -> style.expression(expression, source);
  }

  /** As it was typed, without the comments and line ends inside. */
  static Formulas asTypedIn(Source source) {
    return expression -> {
      Span span = expression.span();
      String typed = source.text().substring(span.start(), span.end());
      StringBuilder text = new StringBuilder();
      int at = 0;
      for (Span comment : Comments.of(new Source(source.name(), typed))) {
        text.append(typed, at, comment.start());
        at = comment.end();
      }
      return text.append(typed.substring(at)).toString().replaceAll("\\s+", " ");
    };
  }
}
