package dev.nabla.grammar.print;

import dev.nabla.grammar.ast.Expression.Operator;
import java.util.Map;

/** The signs of a plain style; each of them is a spelling that the language knows. */
enum Symbols {
  TEXT(" ⊙ ", " ⊗ ", "‖", "^T", "^-1", new String[] {" <= ", " >= ", " != "}),
  ASCII(" .* ", " outer ", "||", "^T", "^-1", new String[] {" <= ", " >= ", " != "}),
  UNICODE(" ⊙ ", " ⊗ ", "‖", "ᵀ", "⁻¹", new String[] {" ≤ ", " ≥ ", " ≠ "});

  private final String norm;
  private final String transpose;
  private final String inverse;
  private final Map<Operator, String> signs;

  Symbols(
      String hadamard,
      String outer,
      String norm,
      String transpose,
      String inverse,
      String[] comparisons) {
    this.norm = norm;
    this.transpose = transpose;
    this.inverse = inverse;
    this.signs =
        Map.ofEntries(
            Map.entry(Operator.ADD, " + "),
            Map.entry(Operator.SUBTRACT, " - "),
            Map.entry(Operator.PRODUCT, " * "),
            Map.entry(Operator.DIVIDE, " / "),
            Map.entry(Operator.HADAMARD, hadamard),
            Map.entry(Operator.OUTER, outer),
            Map.entry(Operator.LESS, " < "),
            Map.entry(Operator.LESS_EQUAL, comparisons[0]),
            Map.entry(Operator.GREATER, " > "),
            Map.entry(Operator.GREATER_EQUAL, comparisons[1]),
            Map.entry(Operator.EQUAL, " == "),
            Map.entry(Operator.NOT_EQUAL, comparisons[2]));
  }

  String norm() {
    return norm;
  }

  String transpose() {
    return transpose;
  }

  String inverse() {
    return inverse;
  }

  String sign(Operator operator) {
    return signs.get(operator);
  }
}
