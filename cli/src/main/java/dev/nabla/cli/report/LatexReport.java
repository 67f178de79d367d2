package dev.nabla.cli.report;

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
import java.util.function.UnaryOperator;

/** The report as LaTeX: one aligned block for each section, or the same in Markdown. */
public final class LatexReport {
  private final Report report;
  private final Derivation derivation;
  private final Network network;
  private final Formulas formulas;
  private final UnaryOperator<Expr> expansion;
  private final MathPage page;

  private LatexReport(Report report, boolean markdown) {
    this.report = report;
    this.derivation = report.derivation();
    this.network = derivation.network();
    this.expansion = derivation.readableExpansion();
    this.formulas = new Formulas(network, Style.LATEX, report.layout());
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
    section("Forward", forward());
    section("Adjoints", derived(derivation.adjoints(), true));
    section("Gradients", derived(derivation.gradients(), false));
    section("Jacobians", partials(report.more().jacobians()));
    section("Hessians", partials(report.more().hessians()));
    section("Higher derivatives", partials(report.more().orders()));
    report.more().product().ifPresent(p -> section("Hessian-vector product", product(p)));
    report.cost().ifPresent(this::cost);
    if (!report.steps().isEmpty()) {
      new LatexSteps(formulas, page).write(report.steps());
    }
    return page.text();
  }

  private void section(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      page.section(title);
      page.aligned(lines);
    }
  }

  private void cost(Cost cost) {
    CostText text = new CostText(network, formulas, cost);
    page.section("Cost");
    List<List<String>> rows = new ArrayList<>();
    counts(text.function(), text.counts(cost.function()), rows);
    counts(MathPage.words("gradient"), text.counts(cost.gradient()), rows);
    page.table("lll", rows);
    page.paragraph(text.ratio().replace(" " + text.function(), " $" + text.function() + "$"));
    for (String product : text.undecided()) {
      page.paragraph("The cheapest order of $" + product + "$ depends on sizes that are open.");
    }
  }

  private static void counts(String of, List<CostText.Count> counts, List<List<String>> rows) {
    String left = of;
    for (CostText.Count count : counts) {
      boolean both = !count.polynomial().isEmpty() && !count.value().isEmpty();
      String number = count.polynomial() + (both ? " = " : "") + count.value();
      rows.add(List.of(left, MathPage.words(count.what()), number));
      left = "";
    }
  }

  private List<String> forward() {
    List<String> lines = new ArrayList<>();
    for (Binding binding : network.values()) {
      Statement.Assignment written = network.syntax().get(binding.variable().name());
      lines.add(formulas.left(written) + " &= " + formulas.right(written));
      derivation.rewritten().stream()
          .filter(r -> r.of() == binding.variable())
          .forEach(r -> lines.add("&= " + formulas.write(r.formula(), r.of().shape()).text()));
    }
    return lines;
  }

  private List<String> derived(List<Derived> all, boolean adjoints) {
    List<String> lines = new ArrayList<>();
    for (Derived derived : all) {
      Expr formula = report.expand() ? expansion.apply(derived.formula()) : derived.formula();
      Written written = formulas.derivative(formula, derived.of().shape());
      String left = formulas.partial(network.result(), derived.of(), written.indices());
      String name =
          adjoints
              ? formulas.element(formulas.name(derived.name()), written.indices()) + " = "
              : "";
      lines.add(name + left + " &= " + written.text());
    }
    return lines;
  }

  private List<String> partials(Partials partials) {
    List<String> lines = new ArrayList<>();
    for (Partials.Factor factor : partials.factors()) {
      lines.add(formulas.name(factor.name()) + " = " + partial(factor.derivative()));
    }
    partials.derivatives().forEach(derivative -> lines.add(partial(derivative)));
    return lines;
  }

  private String partial(PartialDerivative derivative) {
    Written written = formulas.write(derivative);
    return formulas.partial(derivative, written.indices()) + " &= " + written.text();
  }

  private List<String> product(HessianVector product) {
    List<String> lines = new ArrayList<>();
    for (HessianVector.Tangent tangent : product.tangents()) {
      Written written = formulas.write(tangent.value(), tangent.of().shape());
      lines.add(
          formulas.element(formulas.name(tangent.name()), written.indices())
              + " &= "
              + written.text());
    }
    for (Binding part : product.products()) {
      Variable of = part.variable();
      Written written = formulas.write(part.value(), of.shape());
      boolean only = product.products().size() == 1;
      String left = formulas.product(network.result(), of, only, written.indices());
      lines.add(left + " &= " + written.text());
    }
    return lines;
  }
}
