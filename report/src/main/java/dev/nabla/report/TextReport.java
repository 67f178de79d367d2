package dev.nabla.report;

import dev.nabla.grammar.print.Style;
import dev.nabla.report.Columns.Row;
import dev.nabla.report.Equations.Equation;
import dev.nabla.symbolic.cost.Cost;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.HessianVector;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report for a terminal: formulas in columns, each with its shape. */
public final class TextReport {
  private final Report report;
  private final Derivation derivation;
  private final Network network;
  private final Formulas<String> formulas;
  private final Equations<String> equations;
  private final StringBuilder out = new StringBuilder();

  private TextReport(Report report, Style style) {
    this.report = report;
    this.derivation = report.derivation();
    this.network = derivation.network();
    this.formulas = new Formulas<>(network, new PlainTypesetting(style), report.layout());
    this.equations = new Equations<>(report, formulas);
  }

  /** The report as text in a style. */
  public static String of(Report report, Style style) {
    return new TextReport(report, style).text();
  }

  private String text() {
    out.append("network ").append(network.name()).append('\n');
    variables();
    rows("forward", rows(equations.forward()));
    if (!derivation.adjoints().isEmpty()) {
      rows("adjoints, " + meaning() + ", last value first", named(equations.adjoints()));
    }
    if (!derivation.gradients().isEmpty()) {
      rows(
          network.loss().isPresent() ? "gradients" : "vector-Jacobian products",
          rows(equations.gradients()));
    }
    rows("Jacobians", rows(equations.partials(report.more().jacobians())));
    rows("Hessians", rows(equations.partials(report.more().hessians())));
    rows("higher derivatives", rows(equations.partials(report.more().orders())));
    report.more().product().ifPresent(this::product);
    report.cost().ifPresent(this::cost);
    if (!report.steps().isEmpty()) {
      title("steps");
      new TextSteps(formulas).of(report.steps()).forEach(this::line);
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
    List<Variable> given =
        Stream.of(network.inputs(), network.targets(), network.parameters())
            .flatMap(List::stream)
            .toList();
    int widest = given.stream().mapToInt(v -> role(v).length()).max().orElse(0);
    List<Row> rows = new ArrayList<>();
    for (Variable variable : given) {
      String facts =
          variable.facts().stream()
              .map(fact -> " " + fact.name().toLowerCase(Locale.ROOT))
              .sorted()
              .collect(Collectors.joining());
      String left = Columns.pad(role(variable), widest) + " " + formulas.name(variable);
      rows.add(new Row(left, " : ", variable.shape() + facts, ""));
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

  private static String role(Variable variable) {
    return variable.role().name().toLowerCase(Locale.ROOT);
  }

  /** Equations in columns. */
  private static List<Row> rows(List<Equation<String>> equations) {
    return equations.stream().map(e -> row(String.join(" = ", e.lefts()), e)).toList();
  }

  /** Equations whose left sides are names only. */
  private static List<Row> named(List<Equation<String>> equations) {
    return equations.stream().map(e -> row(e.name().orElseThrow(), e)).toList();
  }

  private static Row row(String left, Equation<String> e) {
    return new Row(left, " = ", e.right(), remark(e));
  }

  private static String remark(Equation<String> e) {
    return (e.shape().map(shape -> ": " + shape + " ").orElse("") + e.note()).stripTrailing();
  }

  private void cost(Cost cost) {
    CostText<String> text = new CostText<>(network, formulas, cost);
    title("cost, with common subexpressions once and products in the cheapest order");
    counts(text.function(), text.counts(cost.function()));
    counts("gradient, the values it uses included", text.counts(cost.gradient()));
    line("  " + text.ratio(text.function()));
    if (!text.undecided().isEmpty()) {
      line("  undecided: the cheapest order depends on sizes, here taken to be alike, for");
    }
    for (String product : text.undecided()) {
      Columns.fold(product, Columns.WIDTH - 4).forEach(part -> line("    " + part));
    }
  }

  private void counts(String of, List<CostText.Count<String>> counts) {
    line("  " + of);
    List<Row> rows = new ArrayList<>();
    for (CostText.Count<String> count : counts) {
      boolean both = count.polynomial().isPresent() && !count.value().isEmpty();
      String polynomial = count.polynomial().orElse(count.value());
      rows.add(new Row(count.what(), "  ", polynomial, both ? "= " + count.value() : ""));
    }
    Columns.of("    ", rows).forEach(this::line);
  }

  private void product(HessianVector product) {
    String directions =
        product.directions().values().stream()
            .map(v -> formulas.name(v) + " : " + v.shape())
            .collect(Collectors.joining(", "));
    String tangents = product.tangents().isEmpty() ? "" : ", Du the derivative of u along it";
    rows(
        "Hessian-vector product for any " + directions + tangents,
        rows(equations.product(product)));
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
