package dev.nabla.report;

import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.symbolic.eval.Verifier.Verdict;
import dev.nabla.symbolic.explain.Balance;
import dev.nabla.symbolic.explain.Explanation;
import dev.nabla.symbolic.explain.Explanation.Chain;
import dev.nabla.symbolic.explain.Explanation.Equation;
import dev.nabla.symbolic.explain.Explanation.Line;
import dev.nabla.symbolic.explain.Explanation.Reason;
import dev.nabla.symbolic.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The steps of a derivation as LaTeX. */
final class LatexSteps {
  private final Formulas<String> formulas;
  private final MathPage page;

  LatexSteps(Formulas<String> formulas, MathPage page) {
    this.formulas = formulas;
    this.page = page;
  }

  void write(List<Explanation> steps) {
    page.section("Steps");
    steps.forEach(this::step);
  }

  private void step(Explanation step) {
    page.heading(formulas.title(step.step()), "of shape $" + shape(step.shape()) + "$");
    page.aligned(chain(step));
    List<List<String>> factors = factors(step);
    if (!factors.isEmpty()) {
      page.table("lll", factors);
    }
    List<List<String>> balance = balance(step);
    if (!balance.isEmpty()) {
      page.table("llll", balance);
    }
    page.aligned(formula(step));
    page.paragraph("Checked: " + word(step.step().verdict()) + ".");
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case EXACT -> "exact";
      case NUMERIC -> "numeric";
      default -> "undecided";
    };
  }

  private String shape(Shape shape) {
    return shape.sizes().stream()
        .map(size -> size.isLiteral() ? size.name() : formulas.name(size.name()))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private List<String> chain(Explanation step) {
    List<String> lines = new ArrayList<>();
    String left = formulas.title(step.step());
    for (Chain chain : step.chains()) {
      String joint = lines.isEmpty() ? left + " &= " : "&+ ";
      lines.add(joint + formulas.chain(step, chain));
    }
    if (step.inFull().size() > 2) {
      lines.add("&= " + formulas.product(step.inFull().stream().map(formulas::link).toList()));
    }
    return lines;
  }

  private List<List<String>> factors(Explanation step) {
    List<List<String>> rows = new ArrayList<>();
    for (Chain chain : step.chains()) {
      if (chain.head().isPresent()) {
        Explanation.Known head = chain.head().get();
        Formulas.Written<String> known = formulas.write(head.formula());
        rows.add(
            List.of(
                formulas.element(formulas.head(head), known.indices()),
                "= " + known.text(),
                shape(head.shape())));
        Explanation.Jacobian jacobian = chain.jacobian();
        rows.add(
            List.of(
                formulas.left(jacobian),
                "= " + formulas.text(jacobian.formula().expression()),
                shape(jacobian.shape())));
      }
    }
    return rows;
  }

  private List<List<String>> balance(Explanation step) {
    List<List<String>> rows = new ArrayList<>();
    for (Chain chain : step.chains()) {
      chain.balance().ifPresent(balance -> balance(balance, rows));
    }
    return rows;
  }

  private void balance(Balance balance, List<List<String>> rows) {
    StringBuilder shapes = new StringBuilder();
    for (Balance.Factor factor : balance.factors()) {
      rows.add(
          List.of(
              formulas.text(factor.own()),
              shape(factor.ownShape()),
              "\\to " + formulas.text(factor.used()),
              shape(factor.usedShape())));
      factor.joint().ifPresent(joint -> shapes.append(sign(joint)));
      shapes.append(shape(factor.usedShape()));
    }
    boolean several = balance.factors().size() > 1;
    rows.add(
        List.of(
            "",
            "",
            formulas.text(balance.product()),
            (several ? shapes + " = " : "") + shape(balance.shape())));
  }

  private static String sign(Operator operator) {
    return switch (operator) {
      case HADAMARD -> " \\odot ";
      case OUTER -> " \\otimes ";
      default -> " \\cdot ";
    };
  }

  private List<String> formula(Explanation step) {
    List<String> lines = new ArrayList<>();
    for (Line line : step.lines()) {
      Formulas.Written<String> written = formulas.write(line.formula());
      String left =
          lines.isEmpty() ? formulas.element(formulas.title(step.step()), written.indices()) : "";
      String why = line.reasons().stream().map(this::reason).collect(Collectors.joining(";\\ "));
      lines.add(left + " &= " + written.text() + (why.isEmpty() ? "" : " && " + why));
    }
    return lines;
  }

  private String reason(Reason reason) {
    String equations =
        reason.equations().stream().map(this::equation).collect(Collectors.joining(",\\ "));
    String words = reason.words().isEmpty() ? "" : reason.words() + " ";
    return MathPage.words("by " + reason.rule() + ": " + words)
        + equations
        + "\\ "
        + (reason.verdict() == Verdict.UNDECIDED ? "" : "\\checkmark\\ ")
        + MathPage.words(word(reason.verdict()));
  }

  private String equation(Equation equation) {
    return formulas.equation(formulas.text(equation.left()), formulas.text(equation.right()));
  }
}
