package dev.nabla.report;

import static dev.nabla.grammar.print.Markup.tag;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.print.Markup;
import dev.nabla.grammar.print.MathMl;
import dev.nabla.symbolic.eval.Verifier.Verdict;
import dev.nabla.symbolic.explain.Balance;
import dev.nabla.symbolic.explain.Explanation;
import dev.nabla.symbolic.explain.Explanation.Chain;
import dev.nabla.symbolic.explain.Explanation.Equation;
import dev.nabla.symbolic.explain.Explanation.Line;
import dev.nabla.symbolic.explain.Explanation.Reason;
import dev.nabla.symbolic.notation.Formula;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;

/** The steps of a derivation as parts of a page. */
final class HtmlSteps {
  /** How many colours there are for sizes that cancel. */
  private static final int COLOURS = 4;

  private final Formulas<MathMl> formulas;
  private final Formulas<String> text;
  private final String heading;

  /**
   * Steps.
   *
   * @param text the same formulas in the language
   * @param heading the element of a step's heading
   */
  HtmlSteps(Formulas<MathMl> formulas, Formulas<String> text, String heading) {
    this.formulas = formulas;
    this.text = text;
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

  Markup step(Explanation step, String id) {
    List<Markup> rows = new ArrayList<>();
    if (!step.chains().isEmpty()) {
      rows.add(part("chain", chain(step)));
      List<Markup> factors = factors(step);
      if (!factors.isEmpty()) {
        rows.add(part("factors", factors));
      }
      List<Markup> balances = new ArrayList<>();
      for (Chain chain : step.chains()) {
        chain
            .balance()
            .filter(balance -> balance.factors().stream().anyMatch(HtmlSteps::hasSizes))
            .ifPresent(balance -> balances.add(balance(balance, step)));
      }
      if (!balances.isEmpty()) {
        rows.add(part("balance", balances));
      }
    }
    rows.add(part("formula", lines(step)));
    rows.add(part("checked", List.of(tag("p").around(verdict(step.step().verdict())))));
    Markup title =
        Markup.of(
            HtmlMath.inline(formulas.title(step.step())),
            Markup.text(" "),
            HtmlMath.shape(step.shape()));
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

  private List<Markup> chain(Explanation step) {
    List<Markup> rows = new ArrayList<>();
    for (Chain chain : step.chains()) {
      MathMl right = formulas.chain(step, chain);
      String plain = text.chain(step, chain);
      boolean direct = chain.head().isEmpty() || plain.equals(text.title(step.step()));
      if (direct && step.chains().size() == 1) {
        return List.of(tag("p").around(HtmlMath.formula(right, plain)));
      }
      MathMl left = rows.isEmpty() ? formulas.title(step.step()) : MathMl.row();
      rows.add(row(left, rows.isEmpty() ? "=" : "+", right, plain));
    }
    if (step.inFull().size() > 2) {
      MathMl product = formulas.product(step.inFull().stream().map(formulas::link).toList());
      String plain = text.product(step.inFull().stream().map(text::link).toList());
      rows.add(row(MathMl.row(), "=", product, plain));
    }
    return List.of(HtmlMath.equations(rows));
  }

  private static Markup row(MathMl left, String sign, MathMl right, String plain) {
    MathMl side = MathMl.row(MathMl.sign(sign), right);
    return HtmlMath.equation(left, side, plain, List.of(), List.of());
  }

  private List<Markup> factors(Explanation step) {
    List<Markup> rows = new ArrayList<>();
    for (Chain chain : step.chains()) {
      if (chain.head().isPresent()) {
        Explanation.Known head = chain.head().get();
        List<Name> indices = head.formula().indices();
        boolean itself = text.head(head).equals(text.text(head.formula().expression()));
        MathMl left = itself ? MathMl.row() : formulas.element(formulas.head(head), indices);
        rows.add(factor(left, head.formula(), head.shape()));
        Explanation.Jacobian jacobian = chain.jacobian();
        rows.add(factor(formulas.left(jacobian), jacobian.formula(), jacobian.shape()));
      }
    }
    return rows.isEmpty() ? rows : List.of(HtmlMath.equations(rows));
  }

  private Markup factor(MathMl left, Formula formula, Shape shape) {
    MathMl alone = formulas.text(formula.expression());
    MathMl right = left.isEmpty() ? alone : MathMl.row(MathMl.sign("="), alone);
    String plain = text.text(formula.expression());
    return HtmlMath.equation(left, right, plain, List.of(HtmlMath.shape(shape)), List.of());
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
                tag("div").around(HtmlMath.formula(formulas.text(what), text.text(what))),
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
    MathMl name = formulas.name(step.step().of());
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

  private List<Markup> lines(Explanation step) {
    List<Markup> rows = new ArrayList<>();
    for (Line line : step.lines()) {
      Expression formula = line.formula().expression();
      MathMl right = MathMl.row(MathMl.sign("="), formulas.text(formula));
      MathMl left =
          rows.isEmpty()
              ? formulas.element(formulas.title(step.step()), line.formula().indices())
              : MathMl.row();
      List<Markup> reasons = line.reasons().stream().map(this::reason).toList();
      rows.add(HtmlMath.equation(left, right, text.text(formula), List.of(), reasons));
    }
    return List.of(HtmlMath.equations(rows));
  }

  private Markup reason(Reason reason) {
    List<Markup> row = new ArrayList<>(List.of(Markup.text("by " + reason.rule())));
    String joint = ": ";
    if (!reason.words().isEmpty()) {
      row.add(Markup.text(joint + reason.words()));
    }
    for (Equation equation : reason.equations()) {
      MathMl both =
          formulas.equation(formulas.text(equation.left()), formulas.text(equation.right()));
      String plain = text.equation(text.text(equation.left()), text.text(equation.right()));
      row.add(Markup.text(joint));
      row.add(HtmlMath.formula(both, plain));
      joint = ", ";
    }
    row.add(Markup.text(" "));
    row.add(verdict(reason.verdict()));
    return HtmlMath.remark(Markup.of(row));
  }

  private static Markup verdict(Verdict verdict) {
    return tag("span").with("class", "verdict").around(TextSteps.mark(verdict));
  }
}
