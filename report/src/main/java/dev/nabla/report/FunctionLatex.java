package dev.nabla.report;

import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.catalogue.FunctionDerivative;
import dev.nabla.symbolic.catalogue.FunctionEntry;
import dev.nabla.symbolic.function.FunctionGroup;
import java.util.List;
import java.util.stream.Collectors;

/** Functions as Markdown tables whose formulas are LaTeX between dollar signs. */
public final class FunctionLatex {
  private FunctionLatex() {}

  /** A table for each group. */
  public static String markdown(List<FunctionEntry> entries) {
    StringBuilder out = new StringBuilder();
    for (FunctionGroup group : FunctionGroup.values()) {
      List<FunctionEntry> members =
          entries.stream().filter(e -> e.function().group() == group).toList();
      if (!members.isEmpty()) {
        out.append(out.isEmpty() ? "" : "\n").append("## ").append(group.title()).append("\n\n");
        out.append("| function | definition | derivatives | note |\n| --- | --- | --- | --- |\n");
        members.forEach(member -> out.append(row(member)));
      }
    }
    return out.toString();
  }

  private static String row(FunctionEntry entry) {
    String definition = entry.definition().map(e -> math(Style.LATEX.expression(e))).orElse("");
    String derivatives =
        entry.derivatives().stream()
            .map(d -> math(left(d) + " = " + right(d)))
            .collect(Collectors.joining("<br>"));
    String name = "`" + Style.TEXT.expression(entry.application()) + "`";
    return "| "
        + String.join(" | ", name, definition, derivatives, entry.function().note())
        + " |\n";
  }

  private static String math(String latex) {
    return "$" + latex.replace("|", "\\vert ") + "$";
  }

  /** {@code \frac{\partial}{\partial u}}, or the adjoint where the derivative is pulled back. */
  static String left(FunctionDerivative derivative) {
    String by = derivative.pulledBack() ? "δ" + derivative.by() : derivative.by();
    String name = Style.LATEX.expression(new Name(Span.NONE, by));
    String indices =
        derivative.formula().indices().stream()
            .map(Style.LATEX::expression)
            .collect(Collectors.joining(","));
    String subscript = indices.isEmpty() ? "" : "_{" + indices + "}";
    return derivative.pulledBack()
        ? (indices.isEmpty() ? name : "(" + name + ")") + subscript
        : "\\frac{\\partial}{\\partial " + name + subscript + "}";
  }

  static String right(FunctionDerivative derivative) {
    return Style.LATEX.expression(derivative.formula().expression());
  }
}
