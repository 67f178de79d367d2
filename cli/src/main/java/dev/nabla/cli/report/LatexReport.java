package dev.nabla.cli.report;

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
import java.util.Map;
import java.util.function.UnaryOperator;

/** The report as LaTeX: one aligned block for each section, or the same in Markdown. */
public final class LatexReport {
  private final Report report;
  private final Derivation derivation;
  private final Network network;
  private final Formulas formulas;
  private final boolean markdown;
  private final UnaryOperator<Expr> expansion;
  private final StringBuilder out = new StringBuilder();

  private LatexReport(Report report, boolean markdown) {
    this.report = report;
    this.derivation = report.derivation();
    this.network = derivation.network();
    this.expansion = derivation.readableExpansion();
    this.formulas = new Formulas(network, Style.LATEX, report.layout());
    this.markdown = markdown;
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
    if (markdown) {
      out.append("# ").append(network.name()).append("\n\n");
    }
    section("Forward", forward());
    section("Adjoints", derived(derivation.adjoints(), true));
    section("Gradients", derived(derivation.gradients(), false));
    section("Jacobians", matrices(report.jacobians(), false));
    section("Hessians", matrices(report.hessians(), true));
    return out.toString();
  }

  private void section(String title, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    out.append(markdown ? "## " + title + "\n\n$$\n" : "% " + title + "\n\\[\n");
    out.append("\\begin{aligned}\n  ");
    out.append(String.join(" \\\\\n  ", lines));
    out.append("\n\\end{aligned}\n").append(markdown ? "$$\n\n" : "\\]\n");
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
      String name = adjoints ? formulas.name(derived.name()) + written.indices() + " = " : "";
      lines.add(name + left + " &= " + written.text());
    }
    return lines;
  }

  private List<String> matrices(Map<Variable, Expr> derivatives, boolean second) {
    List<String> lines = new ArrayList<>();
    derivatives.forEach(
        (variable, e) -> {
          Shape shape =
              second ? Shape.ofAxes(e.axes()) : Formulas.jacobianShape(network.result(), variable);
          Written written = formulas.write(e, shape);
          String left =
              second
                  ? formulas.second(network.result(), variable, written.indices())
                  : formulas.partial(network.result(), variable, written.indices());
          lines.add(left + " &= " + written.text());
        });
    return lines;
  }
}
