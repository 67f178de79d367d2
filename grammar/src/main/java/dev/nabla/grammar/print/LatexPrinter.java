package dev.nabla.grammar.print;

import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Spec;

/** Writes LaTeX that KaTeX and TeX with amsmath take, for a formula's mode. */
final class LatexPrinter extends TypesetPrinter {
  private static final Spelling SPELLING =
      new Spelling(
          new Frame("\\frac{", "}{", "}"),
          new Frame("", "^{", "}"),
          new Frame("", "_{", "}"),
          new Frame("\\sqrt{", "", "}"),
          new Frame("\\left|", "", "\\right|"),
          new Frame("\\begin{bmatrix} ", "", " \\end{bmatrix}"),
          " \\\\ ",
          " & ",
          new Frame("", "_{", "} "),
          new Frame("", "_{", "} "),
          "=1}^{",
          ", ",
          " ",
          ",",
          ":",
          "\\odot ",
          "\\top",
          new Brackets(new Bracket("", "("), new Bracket("", ")")),
          new Brackets(new Bracket("", "["), new Bracket("", "]")),
          new Brackets(new Bracket("", "\\lVert "), new Bracket(" ", "\\rVert")));

  LatexPrinter() {
    super(SPELLING);
  }

  /** What stands before the relation of a statement, to align on. */
  private String alignment = "";

  @Override
  void spec(Spec spec) {
    alignment = "&";
    put("\\begin{aligned}\n");
    for (int i = 0; i < spec.statements().size(); i++) {
      put(i == 0 ? "" : " \\\\\n");
      spec.statements().get(i).accept(this);
    }
    put("\n\\end{aligned}\n");
  }

  @Override
  void relation(Word sign) {
    put(" " + alignment + word(sign) + " ");
  }

  @Override
  String word(Word word) {
    return switch (word) {
      case EQUAL -> "=";
      case ELEMENT -> "\\in";
      case INCREMENT -> "\\mathrel{+}=";
      case REALS -> "\\mathbb{R}";
      case NATURALS -> "\\mathbb{N}";
      case TIMES -> " \\times ";
    };
  }

  @Override
  String variable(String name) {
    return LatexNames.variable(name);
  }

  @Override
  Frame superscript(String variable) {
    return new Frame(variable(variable), "^{", "}");
  }

  @Override
  String function(String name, int primes) {
    return LatexNames.function(name) + "'".repeat(primes);
  }

  @Override
  String reduction(String name) {
    return LatexNames.reduction(name);
  }

  @Override
  String digits(String decimal) {
    return decimal;
  }

  @Override
  String growth(boolean opens, boolean grown) {
    return grown ? opens ? "\\left" : "\\right" : "";
  }

  @Override
  String sign(Operator operator) {
    return switch (operator) {
      case ADD -> " + ";
      case SUBTRACT -> " - ";
      case PRODUCT -> " \\cdot ";
      case HADAMARD -> " \\odot ";
      case DIVIDE -> " / ";
      case OUTER -> " \\otimes ";
      case LESS -> " < ";
      case LESS_EQUAL -> " \\le ";
      case GREATER -> " > ";
      case GREATER_EQUAL -> " \\ge ";
      case EQUAL -> " = ";
      case NOT_EQUAL -> " \\ne ";
    };
  }
}
