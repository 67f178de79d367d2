package dev.nabla.report;

import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.report.Columns.Row;
import dev.nabla.symbolic.eval.Verifier.Verdict;
import dev.nabla.symbolic.explain.Balance;
import dev.nabla.symbolic.explain.Explanation;
import dev.nabla.symbolic.explain.Explanation.Chain;
import dev.nabla.symbolic.explain.Explanation.Equation;
import dev.nabla.symbolic.explain.Explanation.Line;
import dev.nabla.symbolic.explain.Explanation.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The steps of a derivation for a terminal. */
final class TextSteps {
  private static final String INDENT = "    ";
  private static final String BODY = " ".repeat(13);

  private final Formulas<String> formulas;
  private final List<String> lines = new ArrayList<>();

  TextSteps(Formulas<String> formulas) {
    this.formulas = formulas;
  }

  /** The steps, a line each. */
  List<String> of(List<Explanation> steps) {
    lines.add(
        "  ✓ exact: equal modulo a prime at random points, where functions are random values;");
    lines.add("  ✓ numeric: equal in floating point at random points");
    for (Explanation step : steps) {
      step(step);
    }
    return lines;
  }

  private void step(Explanation step) {
    lines.add("");
    lines.add("  " + formulas.title(step.step()) + " : " + step.shape());
    if (!step.chains().isEmpty()) {
      section("chain", chain(step));
      section("factors", factors(step));
      section("balance", balance(step));
    }
    section("formula", formula(step.lines()));
    section("checked", List.of(mark(step.step().verdict())));
  }

  /** Lines under a label that stands before the first. */
  private void section(String label, List<String> content) {
    for (int k = 0; k < content.size(); k++) {
      String head = k == 0 ? INDENT + label : "";
      lines.add((Columns.pad(head, BODY.length()) + content.get(k)).stripTrailing());
    }
  }

  private List<String> inBody(List<Row> rows) {
    return Columns.of(BODY, rows).stream().map(line -> line.substring(BODY.length())).toList();
  }

  // ---------------------------------------------------------------- the chain

  private List<String> chain(Explanation step) {
    List<Row> rows = new ArrayList<>();
    String left = formulas.title(step.step());
    boolean direct = step.chains().size() == 1 && step.chains().get(0).head().isEmpty();
    if (direct) {
      return inBody(List.of(new Row("", "", formulas.chain(step, step.chains().get(0)), "")));
    }
    for (Chain chain : step.chains()) {
      String joint = rows.isEmpty() ? " = " : " + ";
      rows.add(new Row(left, joint, formulas.chain(step, chain), ""));
      left = "";
    }
    if (step.inFull().size() > 2) {
      List<String> factors = step.inFull().stream().map(formulas::link).toList();
      rows.add(new Row("", " = ", formulas.product(factors), ""));
    }
    return inBody(rows);
  }

  private List<String> factors(Explanation step) {
    List<Row> rows = new ArrayList<>();
    for (Chain chain : step.chains()) {
      chain
          .head()
          .ifPresent(
              known ->
                  rows.add(
                      new Row(
                          formulas.element(
                              formulas.head(known), formulas.write(known.formula()).indices()),
                          " = ",
                          formulas.write(known.formula()).text(),
                          ": " + known.shape())));
      if (chain.head().isPresent()) {
        rows.add(
            new Row(
                formulas.left(chain.jacobian()),
                " = ",
                formulas.text(chain.jacobian().formula().expression()),
                ": " + chain.jacobian().shape()));
      }
    }
    return inBody(rows);
  }

  private List<String> balance(Explanation step) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("factor", "shape", "stands as", "shape"));
    for (Chain chain : step.chains()) {
      chain.balance().ifPresent(balance -> balance(balance, step, table));
    }
    return table.size() == 1 ? List.of() : Columns.table(table, Columns.WIDTH - BODY.length());
  }

  private void balance(Balance balance, Explanation step, List<List<String>> table) {
    for (Balance.Factor factor : balance.factors()) {
      table.add(
          List.of(
              formulas.text(factor.own()),
              factor.ownShape().toString(),
              formulas.text(factor.used()),
              factor.usedShape().toString()));
    }
    String product = formulas.text(balance.product());
    String equal = balance.factors().size() > 1 ? shapes(balance) + " = " : "";
    table.add(List.of("product", "", product, equal + balance.shape() + ", as " + wanted(step)));
  }

  private String wanted(Explanation step) {
    String name = formulas.name(step.step().of());
    return step.shape().equals(step.step().of().shape()) ? name : name + "^T";
  }

  private static String shapes(Balance balance) {
    StringBuilder text = new StringBuilder();
    for (Balance.Factor factor : balance.factors()) {
      factor.joint().ifPresent(joint -> text.append(sign(joint)));
      text.append(factor.usedShape());
    }
    return text.toString();
  }

  private static String sign(Operator operator) {
    return switch (operator) {
      case HADAMARD -> " ⊙ ";
      case OUTER -> " ⊗ ";
      case DIVIDE -> " / ";
      default -> " · ";
    };
  }

  // ---------------------------------------------------------------- formulas

  private List<String> formula(List<Line> forms) {
    List<Row> rows = new ArrayList<>();
    for (Line line : forms) {
      String reasons = line.reasons().stream().map(this::reason).collect(Collectors.joining("; "));
      String text = formulas.write(line.formula()).text();
      rows.add(new Row("", rows.isEmpty() ? "  " : "= ", text, reasons));
    }
    return inBody(rows);
  }

  private String reason(Reason reason) {
    String equations =
        reason.equations().stream().map(this::equation).collect(Collectors.joining(", "));
    String says =
        reason.words().isEmpty() || equations.isEmpty()
            ? reason.words() + equations
            : reason.words() + ": " + equations;
    return "by "
        + reason.rule()
        + (says.isEmpty() ? "" : ": " + says)
        + " "
        + mark(reason.verdict());
  }

  private String equation(Equation equation) {
    return formulas.equation(formulas.text(equation.left()), formulas.text(equation.right()));
  }

  static String mark(Verdict verdict) {
    return switch (verdict) {
      case EXACT -> "✓ exact";
      case NUMERIC -> "✓ numeric";
      case UNDECIDED -> "undecided: no point where both sides have a value";
      case DIFFERENT -> throw new IllegalStateException("a step that does not hold is not shown");
    };
  }
}
