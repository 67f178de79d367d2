package dev.nabla.report;

import java.util.List;

/** A page of formulas in LaTeX: as TeX, or as Markdown with mathematics between dollar signs. */
final class MathPage {
  private final boolean markdown;
  private final StringBuilder out = new StringBuilder();

  MathPage(boolean markdown) {
    this.markdown = markdown;
  }

  String text() {
    return out.toString();
  }

  void title(String title) {
    if (markdown) {
      out.append("# ").append(title).append("\n\n");
    }
  }

  void section(String title) {
    out.append(markdown ? "## " + title + "\n\n" : "% " + title + "\n");
  }

  /** A heading that is a formula, with a word or two after it. */
  void heading(String formula, String rest) {
    String text = "$" + formula + "$ " + rest;
    out.append(markdown ? "### " + text + "\n\n" : "\\paragraph{" + text + "}\n");
  }

  void paragraph(String words) {
    out.append(words).append(markdown ? "\n\n" : "\n");
  }

  /** Equations, aligned at their {@code &}; nothing where there are none. */
  void aligned(List<String> lines) {
    display("aligned", "", lines);
  }

  /** A table of formulas. */
  void table(String columns, List<List<String>> rows) {
    display(
        "array", "{" + columns + "}", rows.stream().map(row -> String.join(" & ", row)).toList());
  }

  private void display(String environment, String arguments, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    out.append(markdown ? "$$\n" : "\\[\n");
    out.append("\\begin{").append(environment).append('}').append(arguments).append("\n  ");
    out.append(String.join(" \\\\\n  ", lines));
    out.append("\n\\end{").append(environment).append("}\n");
    out.append(markdown ? "$$\n\n" : "\\]\n");
  }

  /** Words inside a formula. */
  static String words(String text) {
    StringBuilder escaped = new StringBuilder("\\text{");
    for (char c : text.toCharArray()) {
      escaped.append("#$%&_{}".indexOf(c) >= 0 ? "\\" + c : String.valueOf(c));
    }
    return escaped.append('}').toString();
  }
}
