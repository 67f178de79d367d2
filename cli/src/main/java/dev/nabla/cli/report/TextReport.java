package dev.nabla.cli.report;

import dev.nabla.cli.report.Columns.Row;
import dev.nabla.cli.report.Formulas.Written;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Derivation.Derived;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The report for a terminal: formulas in columns, each with its shape. */
public final class TextReport {
  private final Report report;
  private final Derivation derivation;
  private final Network network;
  private final Formulas formulas;
  private final UnaryOperator<Expr> expansion;
  private final StringBuilder out = new StringBuilder();

  private TextReport(Report report, Style style) {
    this.report = report;
    this.derivation = report.derivation();
    this.network = derivation.network();
    this.expansion = derivation.readableExpansion();
    this.formulas = new Formulas(network, style, report.layout());
  }

  /** The report as text in a style. */
  public static String of(Report report, Style style) {
    return new TextReport(report, style).text();
  }

  private String text() {
    out.append("network ").append(network.name()).append('\n');
    variables();
    rows("forward", forward());
    if (!derivation.adjoints().isEmpty()) {
      rows("adjoints, " + meaning() + ", last value first", adjoints());
    }
    if (!derivation.gradients().isEmpty()) {
      rows(network.loss().isPresent() ? "gradients" : "vector-Jacobian products", gradients());
    }
    rows("Jacobians", matrices(report.jacobians(), false));
    rows("Hessians", matrices(report.hessians(), true));
    if (!report.steps().isEmpty()) {
      title("steps");
      new TextSteps(network, formulas).of(report.steps()).forEach(this::line);
    }
    return out.toString();
  }

  private String meaning() {
    String result = network.result().name();
    return network.loss().isPresent()
        ? "δv = ∂" + result + "/∂v"
        : "δv = ∂⟨δ" + result + ", " + result + "⟩/∂v for any δ" + result;
  }

  private void variables() {
    List<Row> rows = new ArrayList<>();
    for (List<Variable> group :
        List.of(network.inputs(), network.targets(), network.parameters())) {
      for (Variable variable : group) {
        String role = variable.role().name().toLowerCase(Locale.ROOT);
        String facts =
            variable.facts().stream()
                .map(fact -> " " + fact.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining());
        rows.add(new Row(role, " ", formulas.name(variable), ": " + variable.shape() + facts));
      }
    }
    String fixed =
        network.sizes().stream()
            .filter(size -> size.value().isPresent() && !size.isLiteral())
            .map(size -> size.name() + " = " + size.intValue())
            .collect(Collectors.joining(", "));
    title(network.declared() ? "given" : "inferred, as nothing is declared");
    if (!fixed.isEmpty()) {
      out.append("  dim ").append(fixed).append('\n');
    }
    Columns.of("  ", rows).forEach(this::line);
  }

  private List<Row> forward() {
    List<Row> rows = new ArrayList<>();
    for (Binding binding : network.values()) {
      Statement.Assignment written = network.syntax().get(binding.variable().name());
      String role = written.kind() == Statement.Kind.VALUE ? "" : " " + role(written);
      rows.add(
          new Row(
              formulas.left(written),
              " = ",
              formulas.right(written),
              ": " + binding.variable().shape() + role));
      derivation.rewritten().stream()
          .filter(r -> r.of() == binding.variable())
          .forEach(r -> rows.add(rewritten(r)));
    }
    return rows;
  }

  private static String role(Statement.Assignment written) {
    return written.kind().name().toLowerCase(Locale.ROOT)
        + (written.accumulated() ? ", summed over the examples" : "");
  }

  private Row rewritten(Derived step) {
    Written formula = formulas.write(step.formula(), step.of().shape());
    return new Row("", " = ", formula.text(), "by " + String.join(", ", step.rules()));
  }

  private List<Row> adjoints() {
    List<Row> rows = new ArrayList<>();
    for (Derived adjoint : derivation.adjoints()) {
      Written formula = written(adjoint);
      rows.add(
          new Row(
              formulas.name(adjoint.name()) + formula.indices(),
              " = ",
              formula.text(),
              ": " + report.layout().shape(adjoint.of().shape())));
    }
    return rows;
  }

  private List<Row> gradients() {
    List<Row> rows = new ArrayList<>();
    for (Derived gradient : derivation.gradients()) {
      Written formula = written(gradient);
      rows.add(
          new Row(
              formulas.partial(network.result(), gradient.of(), formula.indices()),
              " = ",
              formula.text(),
              ": " + report.layout().shape(gradient.of().shape())));
    }
    return rows;
  }

  private Written written(Derived derived) {
    Expr formula = report.expand() ? expansion.apply(derived.formula()) : derived.formula();
    return formulas.derivative(formula, derived.of().shape());
  }

  private List<Row> matrices(Map<Variable, Expr> derivatives, boolean second) {
    List<Row> rows = new ArrayList<>();
    derivatives.forEach(
        (variable, e) -> {
          Shape shape =
              second ? Shape.ofAxes(e.axes()) : Formulas.jacobianShape(network.result(), variable);
          Written formula = formulas.write(e, shape);
          String left =
              second
                  ? formulas.second(network.result(), variable, formula.indices())
                  : formulas.partial(network.result(), variable, formula.indices());
          rows.add(new Row(left, " = ", formula.text(), ": " + shape));
        });
    return rows;
  }

  private void rows(String title, List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    title(title);
    Columns.of("  ", rows).forEach(this::line);
  }

  private void title(String title) {
    out.append('\n').append(title).append('\n');
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }
}
