package dev.nabla.report;

import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.symbolic.eval.Verifier.Verdict;
import dev.nabla.symbolic.explain.Balance;
import dev.nabla.symbolic.explain.Explanation;
import dev.nabla.symbolic.explain.Explanation.Line;
import dev.nabla.symbolic.explain.Explanation.Reason;
import dev.nabla.symbolic.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The steps of a derivation as LaTeX. */
final class LatexSteps {
  private final NetworkFormulas formulas;
  private final Typesetting<String> style = new LatexTypesetting();
  private final MathPage page;

  LatexSteps(NetworkFormulas formulas, MathPage page) {
    this.formulas = formulas;
    this.page = page;
  }

  void write(List<Explanation> steps) {
    page.section("Steps");
    steps.forEach(step -> step(ShownStep.of(step, formulas)));
  }

  private void step(ShownStep step) {
    page.heading(text(step.title()), "of shape $" + shape(step.what().shape()) + "$");
    page.aligned(chain(step));
    page.table("lll", step.factors().stream().map(this::row).toList());
    List<List<String>> balance = new ArrayList<>();
    step.balances().forEach(b -> balance(b, balance));
    page.table("llll", balance);
    page.aligned(formula(step));
    page.paragraph("Checked: " + ShownStep.word(step.what().step().verdict()) + ".");
  }

  private String text(Term term) {
    return term.in(style);
  }

  private String shape(Shape shape) {
    return shape.sizes().stream()
        .map(size -> size.isLiteral() ? size.name() : text(formulas.name(size.name())))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private List<String> chain(ShownStep step) {
    List<String> lines = new ArrayList<>();
    for (ShownStep.Line line : step.chain()) {
      String left = lines.isEmpty() ? text(step.title()) + " " : "";
      String sign = line.sign().isEmpty() ? "=" : line.sign();
      lines.add(left + "&" + sign + " " + text(line.right()));
    }
    return lines;
  }

  private List<String> row(ShownStep.Factor factor) {
    return List.of(text(factor.left()), "= " + text(factor.value().text()), shape(factor.shape()));
  }

  private void balance(Balance balance, List<List<String>> rows) {
    for (Balance.Factor factor : balance.factors()) {
      rows.add(
          List.of(
              style.expression(factor.own()),
              shape(factor.ownShape()),
              "\\to " + style.expression(factor.used()),
              shape(factor.usedShape())));
    }
    String shapes =
        ShownStep.shapes(balance, this::shape, LatexSteps::sign) + shape(balance.shape());
    rows.add(List.of("", "", style.expression(balance.product()), shapes));
  }

  private static String sign(Operator operator) {
    return switch (operator) {
      case HADAMARD -> "\\odot";
      case OUTER -> "\\otimes";
      default -> "\\cdot";
    };
  }

  private List<String> formula(ShownStep step) {
    List<String> lines = new ArrayList<>();
    for (Line line : step.what().lines()) {
      String left =
          lines.isEmpty() ? text(formulas.element(step.title(), line.formula().indices())) : "";
      String why = line.reasons().stream().map(this::reason).collect(Collectors.joining(";\\ "));
      String formula = style.expression(line.formula().expression());
      lines.add(left + " &= " + formula + (why.isEmpty() ? "" : " && " + why));
    }
    return lines;
  }

  private String reason(Reason reason) {
    String equations =
        reason.equations().stream()
            .map(e -> text(formulas.equation(e)))
            .collect(Collectors.joining(",\\ "));
    String words = reason.words().isEmpty() ? "" : reason.words() + " ";
    return MathPage.words("by " + reason.rule() + ": " + words)
        + equations
        + "\\ "
        + (reason.verdict() == Verdict.UNDECIDED ? "" : "\\checkmark\\ ")
        + MathPage.words(ShownStep.word(reason.verdict()));
  }
}
