package dev.nabla.report;

import dev.nabla.report.Equations.Equation;
import dev.nabla.symbolic.cost.Cost;
import dev.nabla.symbolic.network.Network;
import java.util.ArrayList;
import java.util.List;

/** The report as LaTeX: one aligned block for each section, or the same in Markdown. */
public final class LatexReport {
  private final Report report;
  private final Network network;
  private final Formulas<String> formulas;
  private final Equations<String> equations;
  private final MathPage page;

  private LatexReport(Report report, boolean markdown) {
    this.report = report;
    this.network = report.derivation().network();
    this.formulas = new Formulas<>(network, new LatexTypesetting(), report.layout());
    this.equations = new Equations<>(report, formulas);
    this.page = new MathPage(markdown);
  }

  /** Sections of {@code aligned} equations. */
  public static String latex(Report report) {
    return new LatexReport(report, false).text();
  }

  /** A Markdown page whose equations are LaTeX between dollar signs. */
  public static String markdown(Report report) {
    return new LatexReport(report, true).text();
  }

  private String text() {
    page.title(network.name());
    section("Forward", equations.forward());
    section("Adjoints", equations.adjoints());
    section("Gradients", equations.gradients());
    section("Jacobians", equations.partials(report.more().jacobians()));
    section("Hessians", equations.partials(report.more().hessians()));
    section("Higher derivatives", equations.partials(report.more().orders()));
    report.more().product().ifPresent(p -> section("Hessian-vector product", equations.product(p)));
    report.cost().ifPresent(this::cost);
    if (!report.steps().isEmpty()) {
      new LatexSteps(formulas, page).write(report.steps());
    }
    return page.text();
  }

  private void section(String title, List<Equation<String>> list) {
    if (!list.isEmpty()) {
      page.section(title);
      page.aligned(lines(list));
    }
  }

  private void cost(Cost cost) {
    CostText<String> text = new CostText<>(network, formulas, cost);
    page.section("Cost");
    List<List<String>> rows = new ArrayList<>();
    counts(text.function(), text.counts(cost.function()), rows);
    counts(MathPage.words("gradient"), text.counts(cost.gradient()), rows);
    page.table("lll", rows);
    page.paragraph(text.ratio("$" + text.function() + "$"));
    for (String product : text.undecided()) {
      page.paragraph("The cheapest order of $" + product + "$ depends on sizes that are open.");
    }
  }

  private static void counts(
      String of, List<CostText.Count<String>> counts, List<List<String>> rows) {
    String left = of;
    for (CostText.Count<String> count : counts) {
      boolean both = count.polynomial().isPresent() && !count.value().isEmpty();
      String number = count.polynomial().orElse("") + (both ? " = " : "") + count.value();
      rows.add(List.of(left, MathPage.words(count.what()), number));
      left = "";
    }
  }

  /** Equations aligned at their equals signs. */
  private static List<String> lines(List<Equation<String>> equations) {
    return equations.stream().map(LatexReport::line).toList();
  }

  private static String line(Equation<String> equation) {
    String left = String.join(" = ", equation.lefts());
    return left + (left.isEmpty() ? "" : " ") + "&= " + equation.right();
  }
}
