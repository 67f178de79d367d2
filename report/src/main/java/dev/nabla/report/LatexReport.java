package dev.nabla.report;

import dev.nabla.report.Equations.Equation;
import dev.nabla.report.Equations.Section;
import dev.nabla.symbolic.cost.Cost;
import dev.nabla.symbolic.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The report as LaTeX: one aligned block for each section, or the same in Markdown. */
public final class LatexReport {
  private static final Typesetting<String> STYLE = new LatexTypesetting();

  private final Report report;
  private final Network network;
  private final NetworkFormulas formulas;
  private final MathPage page;

  private LatexReport(Report report, boolean markdown) {
    this.report = report;
    this.network = report.derivation().network();
    this.formulas = new NetworkFormulas(network, report.layout());
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
    for (Section section : new Equations(report, formulas).sections()) {
      page.section(section.topic().title);
      page.aligned(section.equations().stream().map(LatexReport::line).toList());
    }
    report.cost().ifPresent(this::cost);
    if (!report.steps().isEmpty()) {
      new LatexSteps(formulas, page).write(report.steps());
    }
    return page.text();
  }

  private void cost(Cost cost) {
    CostText costs = new CostText(network, formulas, cost);
    String function = costs.function().in(STYLE);
    page.section("Cost");
    List<List<String>> rows = new ArrayList<>();
    counts(function, costs.counts(cost.function()), rows);
    counts(MathPage.words("gradient"), costs.counts(cost.gradient()), rows);
    page.table("lll", rows);
    page.paragraph(costs.ratio("$" + function + "$"));
    for (Term product : costs.undecided()) {
      String formula = product.in(STYLE);
      page.paragraph("The cheapest order of $" + formula + "$ depends on sizes that are open.");
    }
  }

  private static void counts(String of, List<CostText.Count> counts, List<List<String>> rows) {
    String left = of;
    for (CostText.Count count : counts) {
      boolean both = count.polynomial().isPresent() && !count.value().isEmpty();
      String number =
          count.polynomial().map(p -> p.in(STYLE)).orElse("") + (both ? " = " : "") + count.value();
      rows.add(List.of(left, MathPage.words(count.what()), number));
      left = "";
    }
  }

  /** An equation aligned at its equals sign. */
  private static String line(Equation equation) {
    String left =
        equation.lefts().stream().map(l -> l.in(STYLE) + " ").collect(Collectors.joining("= "));
    return left + "&= " + equation.right().in(STYLE);
  }
}
