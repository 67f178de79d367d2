package dev.nabla.grammar.print;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A formula in presentation MathML (MathML Core), without the element {@code math} around it, and
 * where a line may break in it. Browsers do not break formulas themselves; a formula that is long
 * is given to them in pieces.
 */
public final class MathMl {
  /** A line that breaks within more brackets than these is no easier to read than a long one. */
  private static final int DEEPEST = 20;

  private static final String ROW = "<mrow>";
  private static final String END = "</mrow>";

  private final String xml;
  private final List<Break> breaks;

  /**
   * A place before which a line may break.
   *
   * @param depth how many brackets, each in a row of its own, are open there
   */
  record Break(int at, int depth) {}

  MathMl(String xml, List<Break> breaks) {
    this.xml = xml;
    this.breaks = List.copyOf(breaks);
  }

  /** An expression. */
  public static MathMl of(Expression expression) {
    return new MathPrinter().formula(expression);
  }

  /** A whole definition as a table, a row for each statement. */
  public static MathMl of(Spec spec) {
    return new MathPrinter().definition(spec);
  }

  /** Markup of MathML. */
  public static MathMl of(Markup markup) {
    return new MathMl(markup.toString(), List.of());
  }

  /** The name of a variable. */
  public static MathMl name(String canonical) {
    return of(MathNames.variable(canonical));
  }

  /** A sign, such as {@code ∂}, or a relation between two sides. */
  public static MathMl sign(String operator) {
    return of(Markup.tag("mo").around(operator));
  }

  /** Formulas one after the other. */
  public static MathMl row(MathMl... parts) {
    return row(Arrays.asList(parts));
  }

  /** Formulas one after the other. */
  public static MathMl row(List<MathMl> parts) {
    StringBuilder xml = new StringBuilder();
    List<Break> breaks = new ArrayList<>();
    for (MathMl part : parts) {
      for (Break each : part.breaks) {
        breaks.add(new Break(xml.length() + each.at(), each.depth()));
      }
      xml.append(part.xml);
    }
    return new MathMl(xml.toString(), breaks);
  }

  /** The same formula, before which a line may break. */
  public MathMl breakable() {
    List<Break> more = new ArrayList<>(breaks);
    more.add(0, new Break(0, 0));
    return new MathMl(xml, more);
  }

  /** An element of MathML whose children are formulas, each in one piece. */
  public static MathMl element(String name, MathMl... children) {
    List<Markup> rows =
        Arrays.stream(children).map(child -> Markup.tag("mrow").around(child.whole())).toList();
    return of(Markup.tag(name).around(rows));
  }

  public boolean isEmpty() {
    return xml.isEmpty();
  }

  /** The formula in one piece. */
  public Markup whole() {
    return Markup.printed(xml);
  }

  /**
   * The formula in pieces, between which a line may break: broken at outer operators only where
   * that leaves pieces that are short enough, then within brackets.
   *
   * @param characters how many a piece should have at most
   */
  public List<Markup> pieces(int characters) {
    int deepest = breaks.stream().mapToInt(Break::depth).max().orElse(0);
    deepest = Math.min(deepest, DEEPEST);
    List<Markup> pieces = List.of(whole());
    for (int depth = 0; depth <= deepest && !fit(pieces, characters); depth++) {
      pieces = cut(depth);
    }
    return pieces;
  }

  private static boolean fit(List<Markup> pieces, int characters) {
    return pieces.stream().allMatch(piece -> width(piece) <= characters);
  }

  private List<Markup> cut(int depth) {
    List<Markup> pieces = new ArrayList<>();
    int from = 0;
    String before = "";
    for (Break each : breaks) {
      if (each.depth() <= depth && each.at() > from) {
        pieces.add(piece(before + xml.substring(from, each.at()) + END.repeat(each.depth())));
        before = ROW.repeat(each.depth());
        from = each.at();
      }
    }
    pieces.add(piece(before + xml.substring(from)));
    return pieces;
  }

  private static Markup piece(String text) {
    return Markup.printed(text);
  }

  /** About how many characters wide a piece of MathML is. */
  public static int width(Markup piece) {
    int width = 0;
    boolean tag = false;
    String text = piece.toString();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '<') {
        tag = true;
      } else if (!tag && c != '\u2061' && c != '\u2062') {
        width += c == '&' ? 1 : 0;
        i = c == '&' ? text.indexOf(';', i) : i;
        width += c == '&' ? 0 : 1;
      }
      tag = tag && c != '>';
    }
    return width;
  }
}
