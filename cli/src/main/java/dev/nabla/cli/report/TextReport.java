package dev.nabla.cli.report;

import dev.nabla.cli.report.Columns.Row;
import dev.nabla.cli.report.Formulas.Written;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.cost.Cost;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Derivation.Derived;
import dev.nabla.symbolic.derive.HessianVector;
import dev.nabla.symbolic.derive.PartialDerivative;
import dev.nabla.symbolic.derive.Partials;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    rows("Jacobians", partials(report.more().jacobians()));
    rows("Hessians", partials(report.more().hessians()));
    rows("higher derivatives", partials(report.more().orders()));
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
              formulas.element(formulas.name(adjoint.name()), formula.indices()),
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

  private List<Row> partials(Partials partials) {
    List<Row> rows = new ArrayList<>();
    for (Partials.Factor factor : partials.factors()) {
      Row row = partial(factor.derivative());
      rows.add(
          new Row(
              formulas.name(factor.name()) + " = " + row.left(),
              " = ",
              row.middle(),
              row.remark()));
    }
    partials.derivatives().forEach(derivative -> rows.add(partial(derivative)));
    return rows;
  }

  private void cost(Cost cost) {
    CostText text = new CostText(network, formulas, cost);
    title("cost, with common subexpressions once and products in the cheapest order");
    counts(text.function(), text.counts(cost.function()));
    counts("gradient, the values it uses included", text.counts(cost.gradient()));
    line("  " + text.ratio());
    if (!text.undecided().isEmpty()) {
      line("  undecided: the cheapest order depends on sizes, here taken to be alike, for");
    }
    for (String product : text.undecided()) {
      Columns.fold(product, Columns.WIDTH - 4).forEach(part -> line("    " + part));
    }
  }

  private void counts(String of, List<CostText.Count> counts) {
    line("  " + of);
    List<Row> rows = new ArrayList<>();
    for (CostText.Count count : counts) {
      boolean both = !count.polynomial().isEmpty() && !count.value().isEmpty();
      String polynomial = count.polynomial().isEmpty() ? count.value() : count.polynomial();
      rows.add(new Row(count.what(), "  ", polynomial, both ? "= " + count.value() : ""));
    }
    Columns.of("    ", rows).forEach(this::line);
  }

  private Row partial(PartialDerivative derivative) {
    Written formula = formulas.write(derivative);
    String left = formulas.partial(derivative, formula.indices());
    return new Row(left, " = ", formula.text(), ": " + formulas.shape(derivative));
  }

  private void product(HessianVector product) {
    List<Row> rows = new ArrayList<>();
    for (HessianVector.Tangent tangent : product.tangents()) {
      Written formula = formulas.write(tangent.value(), tangent.of().shape());
      String left = formulas.element(formulas.name(tangent.name()), formula.indices());
      rows.add(new Row(left, " = ", formula.text(), ": " + tangent.of().shape()));
    }
    boolean only = product.products().size() == 1;
    for (Binding part : product.products()) {
      Variable of = part.variable();
      Written formula = formulas.write(part.value(), of.shape());
      String left = formulas.product(network.result(), of, only, formula.indices());
      rows.add(new Row(left, " = ", formula.text(), ": " + of.shape()));
    }
    String directions =
        product.directions().values().stream()
            .map(v -> formulas.name(v) + " : " + v.shape())
            .collect(Collectors.joining(", "));
    String tangents = product.tangents().isEmpty() ? "" : ", Du the derivative of u along it";
    rows("Hessian-vector product for any " + directions + tangents, rows);
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
