package dev.nabla.report;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.print.Markup;
import dev.nabla.grammar.print.MathMl;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;

/** NetworkFormulas as elements of a page. */
final class HtmlMath {
  private static final String NAMESPACE = "http://www.w3.org/1998/Math/MathML";

  /** A piece of a formula that is longer than this may not fit a small screen. */
  private static final int PIECE = 24;

  private static final Typesetting<MathMl> MATH = new MathTypesetting();
  private static final Typesetting<String> TEXT = new PlainTypesetting(Style.TEXT);

  private HtmlMath() {}

  /** A short formula within a text. */
  static Markup inline(Term formula) {
    return inline(formula.in(MATH));
  }

  /** A formula that is as long as it is. */
  static Markup formula(Term formula) {
    return formula(formula.in(MATH), text(formula));
  }

  /** A formula in the language. */
  static String text(Term formula) {
    return formula.in(TEXT);
  }

  static Markup formula(Expression formula) {
    return formula(new Term.Formula(formula));
  }

  /** A short formula within a text. */
  static Markup inline(MathMl formula) {
    return math(formula.whole());
  }

  private static Markup math(Markup content) {
    return Markup.tag("math")
        .with("xmlns", NAMESPACE)
        .with("displaystyle", "true")
        .around(Markup.tag("mrow").around(content));
  }

  /**
   * A formula that is as long as it is: a long one breaks at its operators, and where that is not
   * enough it scrolls by itself.
   *
   * @param text the formula in the language, for those who look for it or copy it
   */
  static Markup formula(MathMl formula, String text) {
    List<Markup> pieces = formula.pieces(PIECE);
    boolean wide = pieces.stream().anyMatch(piece -> MathMl.width(piece) > PIECE);
    Markup.Tag span =
        Markup.tag("span").with("class", wide ? "formula wide" : "formula").with("data-text", text);
    if (wide) {
      span = span.with("tabindex", "0").with("role", "group").with("aria-label", "long formula");
    }
    List<Markup> row = new ArrayList<>();
    for (Markup piece : pieces) {
      row.add(row.isEmpty() ? Markup.NONE : Markup.tag("wbr").empty());
      row.add(math(piece));
    }
    return span.around(row);
  }

  /** Equations under each other, aligned where their right sides begin. */
  static Markup equations(List<Markup> rows) {
    return Markup.tag("ul").with("class", "equations").around(rows);
  }

  /**
   * An equation.
   *
   * @param left what stands before the relation, or nothing
   * @param sign the relation, or nothing
   * @param after what stands at the end of the row
   * @param below what stands under the right side
   */
  static Markup equation(
      List<Term> left, String sign, Term right, List<Markup> after, List<Markup> below) {
    List<MathMl> lefts = new ArrayList<>();
    for (Term side : left) {
      MathMl math = side.in(MATH);
      lefts.add(lefts.isEmpty() ? math : MathMl.row(MathMl.sign("="), math));
    }
    MathMl math = right.in(MATH);
    MathMl side = sign.isEmpty() ? math : MathMl.row(MathMl.sign(sign), math);
    Markup sides = left.isEmpty() ? Markup.NONE : inline(MathMl.row(lefts));
    Markup formula = Markup.of(formula(side, text(right)), Markup.of(below));
    return Markup.tag("li")
        .around(
            Markup.tag("span").with("class", "left").around(sides),
            Markup.tag("div").with("class", "right").around(formula),
            Markup.tag("div").with("class", "after").around(after));
  }

  /** A remark, in its own line. */
  static Markup remark(Markup... words) {
    return Markup.tag("p").with("class", "reason").around(words);
  }

  /** {@code (n_in, 1)}. */
  static Markup shape(Shape shape) {
    List<MathMl> row = new ArrayList<>(List.of(parenthesis("(")));
    for (Size size : shape.sizes()) {
      if (row.size() > 1) {
        row.add(MathMl.sign(","));
      }
      row.add(size(size));
    }
    row.add(parenthesis(")"));
    return Markup.tag("span").with("class", "shape").around(inline(MathMl.row(row)));
  }

  private static MathMl parenthesis(String sign) {
    return MathMl.of(Markup.tag("mo").with("stretchy", "false").around(sign));
  }

  /** The name of a size, or the number. */
  static MathMl size(Size size) {
    return size.isLiteral()
        ? MathMl.of(Markup.tag("mn").around(size.name()))
        : MathMl.name(size.name());
  }
}
