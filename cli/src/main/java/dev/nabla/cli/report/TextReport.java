package dev.nabla.cli.report;

import dev.nabla.cli.report.Formulas.Written;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Derivation.Derived;
import dev.nabla.symbolic.derive.HessianVector;
import dev.nabla.symbolic.derive.PartialDerivative;
import dev.nabla.symbolic.derive.Partials;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report for a terminal: formulas in columns, each with its shape. */
public final class TextReport {
  private static final int WIDEST = 64;

  private final Report report;
  private final Derivation derivation;
  private final Network network;
  private final Formulas formulas;
  private final StringBuilder out = new StringBuilder();

  private TextReport(Report report, Style style) {
    this.report = report;
    this.derivation = report.derivation();
    this.network = derivation.network();
    this.formulas = new Formulas(network, style);
  }

  /** The report as text in a style. */
  public static String of(Report report, Style style) {
    return new TextReport(report, style).text();
  }

  /** A left side, a right side and a remark. */
  private record Row(String left, String right, String remark) {}

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
    rows("Jacobians", partials(report.more().jacobians()));
    rows("Hessians", partials(report.more().hessians()));
    rows("higher derivatives", partials(report.more().orders()));
    report.more().product().ifPresent(this::product);
    if (report.steps()) {
      steps();
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
        rows.add(new Row(role, formulas.name(variable), ": " + variable.shape() + facts));
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
    int left = width(rows.stream().map(Row::left).toList());
    int right = width(rows.stream().map(Row::right).toList());
    for (Row row : rows) {
      line("  " + pad(row.left(), left) + " " + pad(row.right(), right) + " " + row.remark());
    }
  }

  private List<Row> forward() {
    List<Row> rows = new ArrayList<>();
    for (Binding binding : network.values()) {
      Statement.Assignment written = network.syntax().get(binding.variable().name());
      String role = written.kind() == Statement.Kind.VALUE ? "" : " " + role(written);
      rows.add(
          new Row(
              formulas.left(written),
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
    return new Row("", formula.text(), "by " + String.join(", ", step.rules()));
  }

  private List<Row> adjoints() {
    List<Row> rows = new ArrayList<>();
    for (Derived adjoint : derivation.adjoints()) {
      Written formula = written(adjoint);
      rows.add(
          new Row(
              formulas.name(adjoint.name()) + formula.indices(),
              formula.text(),
              ": " + shape(adjoint.of().shape())));
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
              formula.text(),
              ": " + shape(gradient.of().shape())));
    }
    return rows;
  }

  private Shape shape(Shape gradient) {
    return report.rowLayout() ? RowLayout.shape(gradient) : gradient;
  }

  private Written written(Derived derived) {
    Expr formula = report.expand() ? derivation.expand(derived.formula()) : derived.formula();
    Exprs f = network.exprs();
    return report.rowLayout()
        ? formulas.write(RowLayout.of(f, formula), RowLayout.shape(derived.of().shape()))
        : formulas.write(formula, derived.of().shape());
  }

  private List<Row> partials(Partials partials) {
    List<Row> rows = new ArrayList<>();
    for (Partials.Factor factor : partials.factors()) {
      Row row = partial(factor.derivative());
      rows.add(
          new Row(formulas.name(factor.name()) + " = " + row.left(), row.right(), row.remark()));
    }
    partials.derivatives().forEach(derivative -> rows.add(partial(derivative)));
    return rows;
  }

  private Row partial(PartialDerivative derivative) {
    Shape shape = Formulas.shape(derivative);
    Written formula = formulas.write(derivative.value(), shape);
    String left = formulas.partial(derivative, formula.indices());
    return new Row(left, formula.text(), ": " + shape);
  }

  private void product(HessianVector product) {
    List<Row> rows = new ArrayList<>();
    for (HessianVector.Tangent tangent : product.tangents()) {
      Written formula = formulas.write(tangent.value(), tangent.of().shape());
      String left = formulas.name(tangent.name()) + formula.indices();
      rows.add(new Row(left, formula.text(), ": " + tangent.of().shape()));
    }
    boolean only = product.products().size() == 1;
    for (Binding part : product.products()) {
      Variable of = part.variable();
      Written formula = formulas.write(part.value(), of.shape());
      String left = formulas.product(network.result(), of, only, formula.indices());
      rows.add(new Row(left, formula.text(), ": " + of.shape()));
    }
    String directions =
        product.directions().values().stream()
            .map(v -> formulas.name(v) + " : " + v.shape())
            .collect(Collectors.joining(", "));
    String tangents = product.tangents().isEmpty() ? "" : ", Du the derivative of u along it";
    rows("Hessian-vector product for any " + directions + tangents, rows);
  }

  private void steps() {
    title("steps");
    derivation.rewritten().forEach(step -> step(formulas.name(step.of()), step));
    List<Derived> derived = new ArrayList<>(derivation.adjoints());
    derived.addAll(derivation.gradients());
    derived.forEach(step -> step(formulas.partial(network.result(), step.of(), ""), step));
  }

  private void step(String left, Derived step) {
    line("");
    line("  " + left);
    step.paths().forEach(this::chain);
    Written raw = formulas.write(step.raw(), step.of().shape());
    Written formula = formulas.write(step.formula(), step.of().shape());
    line("    = " + raw.text());
    if (!raw.equals(formula)) {
      String rules = step.rules().isEmpty() ? "" : "   by " + String.join(", ", step.rules());
      line("    = " + formula.text() + rules);
    }
    line("    checked: " + step.verdict().name().toLowerCase(Locale.ROOT));
  }

  private void chain(List<Derivation.ChainFactor> path) {
    line(
        "    chain: "
            + path.stream().map(f -> f + " " + f.shape()).collect(Collectors.joining(" · ")));
  }

  private void rows(String title, List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    title(title);
    int left = width(rows.stream().map(Row::left).toList());
    int right = width(rows.stream().map(Row::right).toList());
    for (Row row : rows) {
      line("  " + pad(row.left(), left) + " = " + pad(row.right(), right) + "  " + row.remark());
    }
  }

  private void title(String title) {
    out.append('\n').append(title).append('\n');
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }

  private static int width(List<String> texts) {
    return texts.stream()
        .map(TextReport::columns)
        .filter(w -> w <= WIDEST)
        .max(Comparator.naturalOrder())
        .orElse(0);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - columns(text)));
  }

  private static int columns(String text) {
    return text.codePointCount(0, text.length());
  }
}
