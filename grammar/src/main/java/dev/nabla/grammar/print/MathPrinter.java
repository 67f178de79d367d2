package dev.nabla.grammar.print;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.print.MathMl.Break;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes MathML Core, in the presentation elements that browsers set. Every text in it is made by
 * {@link Markup}, and so are the tags of the table, by hand.
 */
final class MathPrinter extends TypesetPrinter {
  private static final String ROW = "<mrow>";
  private static final String END = "</mrow>";
  private static final String COMMA = "<mo>,</mo>";

  private static final Spelling SPELLING =
      new Spelling(
          two("mfrac"),
          two("msup"),
          two("msub"),
          new Frame("<msqrt>", "", "</msqrt>"),
          new Frame("<mrow><mo form=\"prefix\">|</mo>", "", "<mo form=\"postfix\">|</mo></mrow>"),
          new Frame(
              "<mrow><mo>[</mo><mtable><mtr><mtd>", "", "</mtd></mtr></mtable><mo>]</mo></mrow>"),
          "</mtd></mtr><mtr><mtd>",
          "</mtd><mtd>",
          two("munder"),
          two("munderover"),
          "<mo>=</mo><mn>1</mn></mrow><mrow>",
          COMMA,
          "<mspace width=\"0.15em\"/>",
          COMMA,
          "<mo>:</mo>",
          "<mo>⊙</mo>",
          "<mi mathvariant=\"normal\">⊤</mi>",
          brackets("(", ")"),
          brackets("[", "]"),
          brackets("‖", "‖"));

  private final List<Break> breaks = new ArrayList<>();

  /** How many constructs are open whose parts cannot be torn apart. */
  private int whole;

  MathPrinter() {
    super(SPELLING);
  }

  private static Frame two(String element) {
    return new Frame("<" + element + ">" + ROW, END + ROW, END + "</" + element + ">");
  }

  private static Brackets brackets(String opening, String closing) {
    return new Brackets(
        new Bracket(ROW + "<mo form=\"prefix\"", ">" + opening + "</mo>"),
        new Bracket("<mo form=\"postfix\"", ">" + closing + "</mo>" + END));
  }

  /** The expression with the places where a line may break. */
  MathMl formula(Expression expression) {
    String xml = print(expression);
    return new MathMl(xml, placed());
  }

  /** A whole definition in one piece. */
  MathMl definition(Spec spec) {
    return new MathMl(print(spec), List.of());
  }

  /** The breaks in the text as it has become. */
  private List<Break> placed() {
    List<Break> placed = new ArrayList<>();
    var insertion = insertions().entrySet().iterator();
    Map.Entry<Integer, String> next = insertion.hasNext() ? insertion.next() : null;
    int shift = 0;
    for (Break each : breaks) {
      while (next != null && next.getKey() < each.at()) {
        shift += next.getValue().length();
        next = insertion.hasNext() ? insertion.next() : null;
      }
      placed.add(new Break(each.at() + shift, each.depth()));
    }
    return placed;
  }

  @Override
  void begin() {
    mark((text, at) -> whole++);
  }

  @Override
  void end() {
    mark((text, at) -> whole--);
  }

  /** Brackets that have grown stay on a line with what they hold. */
  @Override
  void enclosed(int from, boolean grown) {
    while (grown && !breaks.isEmpty() && breaks.get(breaks.size() - 1).at() > from) {
      breaks.remove(breaks.size() - 1);
    }
  }

  @Override
  void operator(Operator operator) {
    breakable();
    super.operator(operator);
  }

  private void breakable() {
    mark(
        (text, at) -> {
          if (whole == 0) {
            breaks.add(new Break(at, depth()));
          }
        });
  }

  @Override
  String variable(String name) {
    return MathNames.variable(name).toString();
  }

  @Override
  Frame superscript(String variable) {
    Markup.Tag tag = MathNames.superscripted(variable);
    return new Frame(tag.open() + MathNames.base(variable), ROW, END + tag.close());
  }

  @Override
  String function(String name, int primes) {
    return MathNames.function(name, primes) + "<mo>\u2061</mo>";
  }

  @Override
  String reduction(String name) {
    return MathNames.reduction(name).toString();
  }

  @Override
  String digits(String decimal) {
    return Markup.tag("mn").around(decimal).toString();
  }

  @Override
  String growth(boolean opens, boolean grown) {
    return grown ? "" : " stretchy=\"false\"";
  }

  @Override
  String minus() {
    return "<mo form=\"prefix\">−</mo>";
  }

  /** An invisible product with a thin space, so that names of several letters stay apart. */
  @Override
  String juxtaposition() {
    return "<mo lspace=\"0.12em\" rspace=\"0\">\u2062</mo>";
  }

  @Override
  String sign(Operator operator) {
    return switch (operator) {
      case ADD -> "<mo form=\"infix\">+</mo>";
      case SUBTRACT -> "<mo form=\"infix\">−</mo>";
      case PRODUCT -> "<mo>⋅</mo>";
      case HADAMARD -> "<mo>⊙</mo>";
      case DIVIDE -> "<mo>/</mo>";
      case OUTER -> "<mo>⊗</mo>";
      case LESS -> "<mo>&lt;</mo>";
      case LESS_EQUAL -> "<mo>≤</mo>";
      case GREATER -> "<mo>&gt;</mo>";
      case GREATER_EQUAL -> "<mo>≥</mo>";
      case EQUAL -> "<mo>=</mo>";
      case NOT_EQUAL -> "<mo>≠</mo>";
    };
  }

  @Override
  String word(Word word) {
    return switch (word) {
      case EQUAL -> "<mo>=</mo>";
      case ELEMENT -> "<mo>∈</mo>";
      case INCREMENT -> "<mo>+=</mo>";
      case REALS -> "<mi>ℝ</mi>";
      case NATURALS -> "<mi>ℕ</mi>";
      case TIMES -> "<mo>×</mo>";
    };
  }

  @Override
  void relation(Word sign) {
    breakable();
    put(word(sign));
  }

  /** A table of statements, a row for each. */
  @Override
  void spec(Spec spec) {
    put("<mtable>");
    spec.statements()
        .forEach(
            statement -> {
              put("<mtr><mtd>");
              statement.accept(this);
              put("</mtd></mtr>");
            });
    put("</mtable>");
  }
}
