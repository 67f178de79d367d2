package dev.nabla.report;

import dev.nabla.grammar.print.Style;
import dev.nabla.report.Columns.Row;
import dev.nabla.report.Equations.Equation;
import dev.nabla.report.Equations.Section;
import dev.nabla.report.Equations.Topic;
import dev.nabla.symbolic.cost.Cost;
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
  private final Network network;
  private final NetworkFormulas formulas;
  private final Typesetting<String> style;
  private final StringBuilder out = new StringBuilder();

  private TextReport(Report report, Style style) {
    this.report = report;
    this.network = report.derivation().network();
    this.formulas = new NetworkFormulas(network, report.layout());
    this.style = new PlainTypesetting(style);
  }

  /** The report as text in a style. */
  public static String of(Report report, Style style) {
    return new TextReport(report, style).text();
  }

  private String text() {
    out.append("network ").append(network.name()).append('\n');
    variables();
    new Equations(report, formulas).sections().forEach(this::section);
    report.cost().ifPresent(this::cost);
    if (!report.steps().isEmpty()) {
      title("steps");
      new TextSteps(formulas, style).of(report.steps()).forEach(this::line);
    }
    return out.toString();
  }

  private String text(Term term) {
    return term.in(style);
  }

  private void section(Section section) {
    title(title(section.topic()));
    boolean named = section.topic() == Topic.ADJOINTS;
    List<Row> rows = section.equations().stream().map(equation -> row(equation, named)).toList();
    Columns.of("  ", rows).forEach(this::line);
  }

  private String title(Topic topic) {
    return switch (topic) {
      case FORWARD -> "forward";
      case ADJOINTS -> "adjoints, " + meaning() + ", last value first";
      case GRADIENTS -> network.loss().isPresent() ? "gradients" : "vector-Jacobian products";
      case ORDERS -> "higher derivatives";
      case PRODUCT -> topic.title + directions(report.more().product().orElseThrow());
      default -> topic.title;
    };
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
      String left = Columns.pad(role(variable), widest) + " " + text(formulas.name(variable));
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

  /** An equation; where all left sides have names of their own, the names say it. */
  private Row row(Equation e, boolean named) {
    List<Term> lefts = named ? e.name().stream().toList() : e.lefts();
    String left = lefts.stream().map(this::text).collect(Collectors.joining(" = "));
    return new Row(left, " = ", text(e.right()), remark(e));
  }

  private static String remark(Equation e) {
    return (e.shape().map(shape -> ": " + shape + " ").orElse("") + e.note()).stripTrailing();
  }

  private void cost(Cost cost) {
    CostText costs = new CostText(network, formulas, cost);
    String function = text(costs.function());
    title("cost, with common subexpressions once and products in the cheapest order");
    counts(function, costs.counts(cost.function()));
    counts("gradient, the values it uses included", costs.counts(cost.gradient()));
    line("  " + costs.ratio(function));
    if (!costs.undecided().isEmpty()) {
      line("  undecided: the cheapest order depends on sizes, here taken to be alike, for");
    }
    for (Term product : costs.undecided()) {
      Columns.fold(text(product), Columns.WIDTH - 4).forEach(part -> line("    " + part));
    }
  }

  private void counts(String of, List<CostText.Count> counts) {
    line("  " + of);
    List<Row> rows = new ArrayList<>();
    for (CostText.Count count : counts) {
      boolean both = count.polynomial().isPresent() && !count.value().isEmpty();
      String polynomial = count.polynomial().map(this::text).orElse(count.value());
      rows.add(new Row(count.what(), "  ", polynomial, both ? "= " + count.value() : ""));
    }
    Columns.of("    ", rows).forEach(this::line);
  }

  private String directions(HessianVector product) {
    String directions =
        product.directions().values().stream()
            .map(v -> text(formulas.name(v)) + " : " + v.shape())
            .collect(Collectors.joining(", "));
    String tangents = product.tangents().isEmpty() ? "" : ", Du the derivative of u along it";
    return " for any " + directions + tangents;
  }

  private void title(String title) {
    out.append('\n').append(title).append('\n');
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }
}
