package dev.nabla.grammar.print;

import dev.nabla.grammar.base.Names;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Names as LaTeX. No name gives two subscripts in a row, which TeX rejects. */
final class LatexNames {
  /** Functions that LaTeX has commands for. */
  private static final Map<String, String> COMMANDS =
      Map.of("asin", "\\arcsin", "acos", "\\arccos", "atan", "\\arctan", "sigmoid", "\\sigma");

  private static final Set<String> KNOWN =
      Set.of("log", "ln", "exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "max", "min", "det");

  private LatexNames() {}

  /** {@code W_1}, {@code n_{\mathrm{in}}}, {@code \hat{y}}, {@code \delta_{z_1}}. */
  static String variable(String name) {
    NameParts parts = NameParts.of(name);
    return "\\delta_{".repeat(parts.adjoints()) + plain(parts) + "}".repeat(parts.adjoints());
  }

  private static String plain(NameParts parts) {
    String letter = parts.isSymbol() ? escaped(parts.stem()) : word(parts.stem());
    String stem =
        parts
            .accent()
            .map(accent -> "\\" + accent.name().toLowerCase(Locale.ROOT) + "{" + letter + "}")
            .orElse(letter);
    String low = parts.low().stream().map(LatexNames::subscript).collect(Collectors.joining(","));
    return low.isEmpty() ? stem : stem + "_" + (low.length() == 1 ? low : "{" + low + "}");
  }

  private static String word(String text) {
    return "\\mathit{" + escaped(text) + "}";
  }

  /** A letter that is a part of a name stands upright; slanted ones are indices. */
  private static String subscript(String part) {
    return NameParts.isNumber(part) ? escaped(part) : "\\mathrm{" + escaped(part) + "}";
  }

  /** {@code \log}, {@code \mathrm{relu}}, {@code g}. */
  static String function(String name) {
    if (COMMANDS.containsKey(name)) {
      return COMMANDS.get(name);
    }
    if (KNOWN.contains(name)) {
      return "\\" + name;
    }
    return NameParts.isFunctionSymbol(name) ? variable(name) : "\\mathrm{" + escaped(name) + "}";
  }

  /** {@code \sum}, {@code \max}. */
  static String reduction(String name) {
    return switch (name) {
      case "sum" -> "\\sum";
      case "prod" -> "\\prod";
      default -> function(name);
    };
  }

  /** Greek letters as commands, underscores escaped, other letters outside ASCII as text. */
  private static String escaped(String text) {
    if (NameParts.isGreek(text)) {
      return "\\" + text;
    }
    StringBuilder out = new StringBuilder();
    for (int c : text.codePoints().toArray()) {
      String greek = Names.greekName(c);
      if (c == '_') {
        out.append("\\_");
      } else if (c == 'ℓ') {
        out.append("\\ell");
      } else if (NameParts.isGreek(greek)) {
        out.append('\\').append(variant(c, greek)).append(text.length() > 1 ? " " : "");
      } else if (!greek.isEmpty()) {
        out.append("\\mathrm{").append(latin(greek)).append('}');
      } else if (c < 128) {
        out.appendCodePoint(c);
      } else {
        out.append("\\text{").appendCodePoint(c).append('}');
      }
    }
    return out.toString();
  }

  /** Unicode's plain ε and φ are LaTeX's variants. */
  private static String variant(int c, String greek) {
    return c == 'ε' || c == 'φ' || c == 'ς' || c == 'ϑ' ? "var" + greek : greek;
  }

  /** Omicron, and the capitals that look Latin. */
  private static String latin(String greek) {
    String letter =
        switch (greek) {
          case "Eta" -> "H";
          case "Rho" -> "P";
          case "Chi" -> "X";
          default -> greek.substring(0, 1);
        };
    return greek.toLowerCase(Locale.ROOT).equals(greek) ? letter.toLowerCase(Locale.ROOT) : letter;
  }
}
