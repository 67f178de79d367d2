package dev.nabla.grammar.print;

import dev.nabla.grammar.Names;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names as LaTeX. No name gives two subscripts in a row, which TeX rejects. */
final class LatexNames {
  private static final Pattern PARTS =
      Pattern.compile("(?<stem>[^0-9_]+)(?<digits>[0-9]*)(?<low>(_[^_]+)*)");

  /** Functions that LaTeX has commands for. */
  private static final Map<String, String> COMMANDS =
      Map.of("asin", "\\arcsin", "acos", "\\arccos", "atan", "\\arctan", "sigmoid", "\\sigma");

  private static final Set<String> KNOWN =
      Set.of("log", "ln", "exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "max", "min", "det");

  private static final Map<Character, String> ACCENTS =
      Map.of('\u0302', "hat", '\u0303', "tilde", '\u0304', "bar", '\u0307', "dot", '\u20D7', "vec");

  /** Greek capitals that look Latin have no command. */
  private static final Set<String> CAPITALS =
      Set.of(
          "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi",
          "Omega");

  private static final Set<String> SMALL =
      Set.of(
          "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
          "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi",
          "omega");

  private LatexNames() {}

  /** {@code W_1}, {@code n_{\mathrm{in}}}, {@code \hat{y}}, {@code \delta_{z_1}}. */
  static String variable(String name) {
    int adjoints = adjoints(name);
    String inner = plain(name.substring(adjoints));
    return "\\delta_{".repeat(adjoints) + inner + "}".repeat(adjoints);
  }

  /** Whether the LaTeX of this variable ends in a subscript. */
  static boolean isSubscripted(String name) {
    Matcher parts = PARTS.matcher(name);
    boolean low = parts.matches() && (parts.group("digits") + parts.group("low")).length() > 0;
    return low || adjoints(name) > 0;
  }

  /** How many δ open the name of something else. */
  private static int adjoints(String name) {
    int count = 0;
    while (name.startsWith(Names.ADJOINT, count)
        && count + 1 < name.length()
        && Character.isLetter(name.codePointAt(count + 1))) {
      count++;
    }
    return count;
  }

  private static String plain(String name) {
    Matcher parts = PARTS.matcher(name);
    if (!parts.matches()) {
      return "\\mathit{" + escaped(name) + "}";
    }
    List<String> low = new ArrayList<>();
    if (!parts.group("digits").isEmpty()) {
      low.add(parts.group("digits"));
    }
    if (!parts.group("low").isEmpty()) {
      for (String part : parts.group("low").substring(1).split("_")) {
        low.add(subscript(part));
      }
    }
    String stem = stem(parts.group("stem"));
    String all = String.join(",", low);
    return low.isEmpty() ? stem : stem + "_" + (all.length() == 1 ? all : "{" + all + "}");
  }

  /** A letter that is a part of a name stands upright; slanted ones are indices. */
  private static String subscript(String part) {
    boolean number = part.chars().allMatch(Character::isDigit);
    return number ? escaped(part) : "\\mathrm{" + escaped(part) + "}";
  }

  private static String stem(String stem) {
    String base = stem.endsWith("hat") ? stem.substring(0, stem.length() - 3) : stem;
    boolean hat = !base.equals(stem) && (base.length() == 1 || SMALL.contains(base));
    if (hat) {
      return "\\hat{" + stem(base) + "}";
    }
    String parts = Normalizer.normalize(stem, Normalizer.Form.NFD);
    if (parts.length() == 2 && ACCENTS.containsKey(parts.charAt(1))) {
      return "\\" + ACCENTS.get(parts.charAt(1)) + "{" + stem(parts.substring(0, 1)) + "}";
    }
    boolean single = stem.codePointCount(0, stem.length()) == 1;
    if (single || SMALL.contains(stem) || CAPITALS.contains(stem)) {
      return escaped(stem);
    }
    return "\\mathit{" + escaped(stem) + "}";
  }

  /** {@code \log}, {@code \mathrm{relu}}, {@code g}. */
  static String function(String name) {
    if (COMMANDS.containsKey(name)) {
      return COMMANDS.get(name);
    }
    if (KNOWN.contains(name)) {
      return "\\" + name;
    }
    boolean symbol = PARTS.matcher(name).matches() && name.replaceAll("[0-9_].*", "").length() == 1;
    return symbol || !Names.greekName(name.codePointAt(0)).isEmpty()
        ? variable(name)
        : "\\mathrm{" + escaped(name) + "}";
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
    if (SMALL.contains(text) || CAPITALS.contains(text)) {
      return "\\" + text;
    }
    StringBuilder out = new StringBuilder();
    for (int c : text.codePoints().toArray()) {
      String greek = Names.greekName(c);
      if (c == '_') {
        out.append("\\_");
      } else if (c == 'ℓ') {
        out.append("\\ell");
      } else if (SMALL.contains(greek) || CAPITALS.contains(greek)) {
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
