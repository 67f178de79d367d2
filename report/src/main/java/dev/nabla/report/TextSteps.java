package dev.nabla.report;

import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.report.Columns.Row;
import dev.nabla.symbolic.explain.Balance;
import dev.nabla.symbolic.explain.Explanation;
import dev.nabla.symbolic.explain.Explanation.Line;
import dev.nabla.symbolic.explain.Explanation.Reason;
import dev.nabla.symbolic.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps of a derivation for a terminal. */
final class TextSteps {
  private static final String INDENT = "    ";
  private static final String BODY = " ".repeat(13);

  private final NetworkFormulas formulas;
  private final Typesetting<String> style;
  private final List<String> lines = new ArrayList<>();

  TextSteps(NetworkFormulas formulas, Typesetting<String> style) {
    this.formulas = formulas;
    this.style = style;
  }

  /** The steps, a line each. */
  List<String> of(List<Explanation> steps) {
    lines.add(
        "  ✓ exact: equal modulo a prime at random points, where functions are random values;");
    lines.add("  ✓ numeric: equal in floating point at random points");
    steps.forEach(step -> step(ShownStep.of(step, formulas)));
    return lines;
  }

  private void step(ShownStep step) {
    lines.add("");
    lines.add("  " + text(step.title()) + " : " + step.what().shape());
    section("chain", inBody(step.chain().stream().map(this::row)));
    section("factors", inBody(step.factors().stream().map(this::row)));
    section("balance", balance(step));
    section("formula", formula(step.what().lines()));
    section("checked", List.of(ShownStep.mark(step.what().step().verdict())));
  }

  private String text(Term term) {
    return term.in(style);
  }

  /** Lines under a label that stands before the first. */
  private void section(String label, List<String> content) {
    for (int k = 0; k < content.size(); k++) {
      String head = k == 0 ? INDENT + label : "";
      lines.add((Columns.pad(head, BODY.length()) + content.get(k)).stripTrailing());
    }
  }

  private static List<String> inBody(Stream<Row> rows) {
    return Columns.of(BODY, rows.toList()).stream()
        .map(line -> line.substring(BODY.length()))
        .toList();
  }

  private Row row(ShownStep.Line line) {
    String joint = line.sign().isEmpty() ? "" : " " + line.sign() + " ";
    return new Row(line.left().map(this::text).orElse(""), joint, text(line.right()), "");
  }

  private Row row(ShownStep.Factor factor) {
    return new Row(text(factor.left()), " = ", text(factor.value().text()), ": " + factor.shape());
  }

  private List<String> balance(ShownStep step) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("factor", "shape", "stands as", "shape"));
    step.balances().forEach(balance -> balance(balance, step.what(), table));
    return table.size() == 1 ? List.of() : Columns.table(table, Columns.WIDTH - BODY.length());
  }

  private void balance(Balance balance, Explanation step, List<List<String>> table) {
    for (Balance.Factor factor : balance.factors()) {
      table.add(
          List.of(
              style.expression(factor.own()),
              factor.ownShape().toString(),
              style.expression(factor.used()),
              factor.usedShape().toString()));
    }
    String name = text(formulas.name(step.step().of()));
    boolean same = step.shape().equals(step.step().of().shape());
    String shapes = ShownStep.shapes(balance, Shape::toString, TextSteps::sign) + balance.shape();
    String product = style.expression(balance.product());
    table.add(List.of("product", "", product, shapes + ", as " + name + (same ? "" : "^T")));
  }

  private static String sign(Operator operator) {
    return switch (operator) {
      case HADAMARD -> "⊙";
      case OUTER -> "⊗";
      case DIVIDE -> "/";
      default -> "·";
    };
  }

  private List<String> formula(List<Line> forms) {
    List<Row> rows = new ArrayList<>();
    for (Line line : forms) {
      String reasons = line.reasons().stream().map(this::reason).collect(Collectors.joining("; "));
      String text = style.expression(line.formula().expression());
      rows.add(new Row("", rows.isEmpty() ? "  " : "= ", text, reasons));
    }
    return inBody(rows.stream());
  }

  private String reason(Reason reason) {
    String equations =
        reason.equations().stream()
            .map(e -> text(formulas.equation(e)))
            .collect(Collectors.joining(", "));
    String says =
        Stream.of(reason.words(), equations)
            .filter(text -> !text.isEmpty())
            .map(": "::concat)
            .collect(Collectors.joining());
    return "by " + reason.rule() + says + " " + ShownStep.mark(reason.verdict());
  }
}
