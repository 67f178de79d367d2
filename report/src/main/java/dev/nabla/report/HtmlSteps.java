package dev.nabla.report;

import static dev.nabla.grammar.print.Markup.tag;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.print.Markup;
import dev.nabla.grammar.print.MathMl;
import dev.nabla.symbolic.eval.Verifier.Verdict;
import dev.nabla.symbolic.explain.Balance;
import dev.nabla.symbolic.explain.Explanation;
import dev.nabla.symbolic.explain.Explanation.Equation;
import dev.nabla.symbolic.explain.Explanation.Line;
import dev.nabla.symbolic.explain.Explanation.Reason;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;

/** The steps of a derivation as parts of a page. */
final class HtmlSteps {
  /** How many colours there are for sizes that cancel. */
  private static final int COLOURS = 4;

  private final NetworkFormulas formulas;
  private final String heading;

  /**
   * Steps.
   *
   * @param heading the element of a step's heading
   */
  HtmlSteps(NetworkFormulas formulas, String heading) {
    this.formulas = formulas;
    this.heading = heading;
  }

  /** What the signs mean. */
  static Markup legend() {
    Markup size = tag("mi").around("n");
    return tag("p")
        .with("class", "legend")
        .around(
            Markup.text("Every step is checked: "),
            verdict(Verdict.EXACT),
            Markup.text(
                " equal modulo a prime at random points, where functions are random values; "),
            verdict(Verdict.NUMERIC),
            Markup.text(
                " equal in floating point at random points. Where factors are multiplied, their"
                    + " sizes stand beneath; inner sizes that cancel are of one colour, underlined,"
                    + " and bear the same letter: "),
            pair(HtmlMath.inline(MathMl.of(size)), 0),
            Markup.text("."));
  }

  Markup step(Explanation what, String id) {
    ShownStep step = ShownStep.of(what, formulas);
    List<Markup> rows = new ArrayList<>();
    if (!step.chain().isEmpty()) {
      rows.add(part("chain", List.of(chain(step))));
      if (!step.factors().isEmpty()) {
        List<Markup> factors = step.factors().stream().map(HtmlSteps::factor).toList();
        rows.add(part("factors", List.of(HtmlMath.equations(factors))));
      }
      List<Markup> balances =
          step.balances()
              .filter(balance -> balance.factors().stream().anyMatch(HtmlSteps::hasSizes))
              .map(balance -> balance(balance, what))
              .toList();
      if (!balances.isEmpty()) {
        rows.add(part("balance", balances));
      }
    }
    rows.add(part("formula", List.of(forms(step))));
    rows.add(part("checked", List.of(tag("p").around(verdict(what.step().verdict())))));
    Markup title =
        Markup.of(HtmlMath.inline(step.title()), Markup.text(" "), HtmlMath.shape(what.shape()));
    return tag("article")
        .with("class", "step")
        .with("id", id)
        .around(tag(heading).around(title), tag("dl").around(rows));
  }

  private static boolean hasSizes(Balance.Factor factor) {
    return factor.usedShape().order() > 0;
  }

  private static Markup part(String label, List<Markup> content) {
    return Markup.of(tag("dt").around(label), tag("dd").around(content));
  }

  // ---------------------------------------------------------------- the chain

  private static Markup chain(ShownStep step) {
    ShownStep.Line first = step.chain().get(0);
    boolean itself = HtmlMath.text(first.right()).equals(HtmlMath.text(step.title()));
    if (step.what().chains().size() == 1 && (first.sign().isEmpty() || itself)) {
      return tag("p").around(HtmlMath.formula(first.right()));
    }
    return HtmlMath.equations(
        step.chain().stream()
            .map(
                line ->
                    HtmlMath.equation(
                        line.left().stream().toList(),
                        line.sign(),
                        line.right(),
                        List.of(),
                        List.of()))
            .toList());
  }

  private static Markup factor(ShownStep.Factor factor) {
    Term value = factor.value().text();
    boolean itself = HtmlMath.text(factor.name()).equals(HtmlMath.text(value));
    return HtmlMath.equation(
        itself ? List.of() : List.of(factor.left()),
        itself ? "" : "=",
        value,
        List.of(HtmlMath.shape(factor.shape())),
        List.of());
  }

  // ---------------------------------------------------------------- the balance

  /** Factors side by side with their sizes beneath, and what they make. */
  private Markup balance(Balance balance, Explanation step) {
    List<Markup> row = new ArrayList<>();
    List<Balance.Factor> factors = balance.factors();
    for (int k = 0; k < factors.size(); k++) {
      Balance.Factor factor = factors.get(k);
      boolean before = balance.cancels(k - 1);
      boolean after = balance.cancels(k);
      row.add(
          term(
              factor.joint().map(HtmlSteps::sign).orElse(""),
              factor.used(),
              sizes(factor.usedShape(), before ? k - 1 : -1, after ? k : -1),
              factor.isTransposed() ? transposed(factor) : Markup.NONE));
    }
    if (factors.size() > 1) {
      row.add(term("=", balance.product(), sizes(balance.shape(), -1, -1), like(step)));
    } else {
      row.add(like(step));
    }
    return tag("div")
        .with("class", "balance")
        .with("role", "group")
        .with("aria-label", "the balance of shapes")
        .with("tabindex", "0")
        .around(row);
  }

  /** A factor or the product, after what joins it to the one before. */
  private Markup term(String joint, Expression what, Markup sizes, Markup remark) {
    Markup sign =
        joint.isEmpty()
            ? Markup.NONE
            : tag("div").with("class", "joint").around(HtmlMath.inline(MathMl.sign(joint)));
    Markup factor =
        tag("div")
            .with("class", "factor")
            .around(
                tag("div").around(HtmlMath.formula(what)),
                sizes,
                remark.isEmpty() ? remark : tag("div").with("class", "remark").around(remark));
    return tag("div").with("class", "term").around(sign, factor);
  }

  private Markup transposed(Balance.Factor factor) {
    return Markup.of(
        Markup.text("from "),
        HtmlMath.inline(formulas.text(factor.own())),
        Markup.text(" "),
        HtmlMath.shape(factor.ownShape()));
  }

  private Markup like(Explanation step) {
    Term name = formulas.name(step.step().of());
    boolean same = step.shape().equals(step.step().of().shape());
    return Markup.of(Markup.text(same ? "as " : "as the transpose of "), HtmlMath.inline(name));
  }

  /**
   * Sizes, the first and the last of them marked where they cancel.
   *
   * @param first the number of the pair that the first is one of, -1 for none
   * @param last the same of the last
   */
  private static Markup sizes(Shape shape, int first, int last) {
    List<Markup> row = new ArrayList<>();
    List<Size> sizes = shape.sizes();
    for (int k = 0; k < sizes.size(); k++) {
      if (k > 0) {
        row.add(tag("span").with("class", "by").around("×"));
      }
      int number = k == 0 ? first : k == sizes.size() - 1 ? last : -1;
      Markup size = HtmlMath.inline(HtmlMath.size(sizes.get(k)));
      row.add(number < 0 ? tag("span").with("class", "size").around(size) : pair(size, number));
    }
    return tag("div").with("class", "sizes").around(row);
  }

  /** A size that cancels, with the letter of its pair. */
  private static Markup pair(Markup size, int number) {
    String letter = Character.toString('a' + number % 26);
    return tag("span")
        .with("class", "size pair pair-" + number % COLOURS)
        .around(size, tag("span").with("class", "letter").around(letter));
  }

  private static String sign(Operator operator) {
    return switch (operator) {
      case HADAMARD -> "⊙";
      case OUTER -> "⊗";
      case DIVIDE -> "/";
      default -> "⋅";
    };
  }

  // ---------------------------------------------------------------- formulas

  private Markup forms(ShownStep step) {
    List<Markup> rows = new ArrayList<>();
    for (Line line : step.what().lines()) {
      List<Term> left =
          rows.isEmpty()
              ? List.of(formulas.element(step.title(), line.formula().indices()))
              : List.of();
      Term formula = formulas.text(line.formula().expression());
      List<Markup> reasons = line.reasons().stream().map(this::reason).toList();
      rows.add(HtmlMath.equation(left, "=", formula, List.of(), reasons));
    }
    return HtmlMath.equations(rows);
  }

  private Markup reason(Reason reason) {
    List<Markup> row = new ArrayList<>(List.of(Markup.text("by " + reason.rule())));
    String joint = ": ";
    if (!reason.words().isEmpty()) {
      row.add(Markup.text(joint + reason.words()));
    }
    for (Equation equation : reason.equations()) {
      row.add(Markup.text(joint));
      row.add(HtmlMath.formula(formulas.equation(equation)));
      joint = ", ";
    }
    row.add(Markup.text(" "));
    row.add(verdict(reason.verdict()));
    return HtmlMath.remark(Markup.of(row));
  }

  private static Markup verdict(Verdict verdict) {
    return tag("span").with("class", "verdict").around(ShownStep.mark(verdict));
  }
}
