package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.NearMisses;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Rejection;
import dev.nabla.grammar.text.NablaParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the commands of LaTeX mean: a row for each meaning, with the commands that have it. A new
 * command is a word in a row.
 */
final class Commands {
  /** What a command is for. */
  enum Meaning {
    /** Shows nothing, or says how something is set. */
    SPACE(0),
    /** Space that stands between equations. */
    GAP(0),
    /** A sign of the language. */
    SIGN(0),
    /** The name of a function. */
    FUNCTION(0),
    /** A sum or a product over an index. */
    REDUCTION(0),
    /** A letter. */
    LETTER(0),
    /** Bold letters: vectors and matrices. */
    BOLD(1),
    /** Letters of another font that mean the same. */
    FONT(1),
    /** A name of several letters. */
    WORD(1),
    /** Text, or a name of several letters. */
    TEXT(1),
    /** A mark above a letter. */
    ACCENT(1),
    /** A set of numbers, or the indicator of a condition. */
    SET(1),
    /** Shows its argument in some way. */
    WRAPPER(1),
    /** Has an argument and shows nothing. */
    SKIPPED(1),
    FRACTION(2),
    ROOT(1),
    /** The first bracket of a pair. */
    OPEN(0),
    /** The last bracket of a pair. */
    CLOSE(0),
    TRANSPOSE(0),
    PRIME(0),
    /** Known, and not possible; the text says why. */
    REFUSED(0),
    UNKNOWN(0);

    private final int arguments;

    Meaning(int arguments) {
      this.arguments = arguments;
    }

    int arguments() {
      return arguments;
    }
  }

  /** A meaning, the text that goes with it, and for what is refused what to do. */
  private record Row(Meaning meaning, String text, String help) {}

  private static final Map<String, Row> ROWS = new HashMap<>();

  static {
    row(Meaning.SPACE, "", ", : ! > / thinspace enspace negthinspace displaystyle textstyle");
    row(Meaning.SPACE, "", "limits nolimits nonumber notag hfill noindent bigl bigr Bigl Bigr");
    row(Meaning.SPACE, "", "biggl biggr Biggl Biggr big Big bigg Bigg scriptstyle strut mathstrut");
    row(Meaning.GAP, "", "quad qquad");
    for (String space : List.of(";", " ", "\n", "\t", "\r")) {
      ROWS.put(space, new Row(Meaning.SPACE, "", ""));
    }
    row(Meaning.SIGN, "·", "cdot times ast cdotp bullet");
    row(Meaning.SIGN, "⊙", "odot circ");
    row(Meaning.SIGN, "⊗", "otimes");
    row(Meaning.SIGN, "/", "div");
    row(Meaning.SIGN, "<=", "le leq leqslant");
    row(Meaning.SIGN, ">=", "ge geq geqslant");
    row(Meaning.SIGN, "!=", "ne neq");
    row(Meaning.SIGN, "<", "lt");
    row(Meaning.SIGN, ">", "gt");
    row(Meaning.SIGN, "=", "coloneqq coloneq triangleq equiv doteq");
    row(Meaning.SIGN, ":", "colon");
    row(Meaning.SIGN, ",", "comma");
    row(Meaning.SIGN, "|", "mid");
    for (String function : "log ln exp sin cos tan sinh cosh tanh max min det".split(" ")) {
      row(Meaning.FUNCTION, function, function);
    }
    row(Meaning.FUNCTION, "asin", "arcsin");
    row(Meaning.FUNCTION, "acos", "arccos");
    row(Meaning.FUNCTION, "atan", "arctan");
    row(Meaning.FUNCTION, "arg", "arg");
    row(Meaning.REDUCTION, "∑", "sum");
    row(Meaning.REDUCTION, "∏", "prod");
    letters("αβγδϵζηθικλ", "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda");
    letters("μνξοπρστυϕχψω", "mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega");
    letters("ΓΔΘΛΞΠΣΥΦΨΩ", "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega");
    letters("εφϑςϱℓ", "varepsilon varphi vartheta varsigma varrho ell");
    row(Meaning.BOLD, "", "mathbf boldsymbol bm bold pmb vec symbf");
    row(Meaning.FONT, "", "mathcal mathscr mathfrak mathnormal");
    row(Meaning.WORD, "", "mathit mathrm mathsf mathtt");
    row(Meaning.TEXT, "", "text textrm textbf textit textsf texttt mbox operatorname");
    row(Meaning.ACCENT, "hat", "hat widehat");
    row(Meaning.ACCENT, "\u0303", "tilde widetilde");
    row(Meaning.ACCENT, "\u0304", "bar overline");
    row(Meaning.ACCENT, "\u0307", "dot");
    row(Meaning.WRAPPER, "", "boxed underline mathrel mathbin mathord mathop underbrace overbrace");
    row(Meaning.SKIPPED, "", "label tag hspace vspace color ref eqref cite phantom");
    row(Meaning.SET, "", "mathbb");
    row(Meaning.FRACTION, "", "frac dfrac tfrac cfrac");
    row(Meaning.ROOT, "", "sqrt");
    row(Meaning.OPEN, "{", "{ lbrace");
    row(Meaning.CLOSE, "{", "} rbrace");
    row(Meaning.OPEN, "[", "lbrack");
    row(Meaning.CLOSE, "[", "rbrack");
    row(Meaning.OPEN, "|", "lvert");
    row(Meaning.CLOSE, "|", "rvert");
    row(Meaning.OPEN, "⟨", "langle");
    row(Meaning.CLOSE, "⟨", "rangle");
    row(Meaning.OPEN, "‖", "lVert");
    row(Meaning.CLOSE, "‖", "rVert");
    row(Meaning.TRANSPOSE, "", "top intercal");
    row(Meaning.PRIME, "", "prime");
    refused(
        "dots stand for what is not written",
        "write a sum over an index, or all of it",
        "dots ldots cdots vdots ddots dotsc dotsb");
    refused(
        "derivatives are not written but derived",
        "leave this equation out: 'nabla derive' gives it",
        "partial nabla");
    refused("an integral cannot be written", "only sums over an index can", "int iint oint");
    refused("a limit cannot be written", "write what it is equal to", "lim limsup liminf");
    refused("this says two values at once", "write one of the two signs", "pm mp");
    refused("infinity is not a number", "write a large number", "infty");
    refused(
        "a condition is not written so", "compare with <, \\le, = or \\ne", "forall exists notin");
  }

  private static final Map<String, Integer> SIGNS =
      Map.ofEntries(
          Map.entry("+", NablaParser.PLUS),
          Map.entry("-", NablaParser.MINUS),
          Map.entry("−", NablaParser.MINUS),
          Map.entry("*", NablaParser.TIMES),
          Map.entry("·", NablaParser.TIMES),
          Map.entry("⋅", NablaParser.TIMES),
          Map.entry("×", NablaParser.TIMES),
          Map.entry("⊙", NablaParser.HADAMARD),
          Map.entry("∘", NablaParser.HADAMARD),
          Map.entry("⊗", NablaParser.OUTER),
          Map.entry("/", NablaParser.DIVIDE),
          Map.entry("<", NablaParser.COMPARE),
          Map.entry(">", NablaParser.COMPARE),
          Map.entry("<=", NablaParser.COMPARE),
          Map.entry(">=", NablaParser.COMPARE),
          Map.entry("≤", NablaParser.COMPARE),
          Map.entry("≥", NablaParser.COMPARE),
          Map.entry("≠", NablaParser.COMPARE),
          Map.entry("!=", NablaParser.COMPARE),
          Map.entry(",", NablaParser.COMMA));

  private static final Set<String> STRUCTURE =
      Set.of("left", "right", "begin", "end", "in", "\\", "|", "Vert", "vert", "middle", "_");

  private Commands() {}

  private static void row(Meaning meaning, String text, String names) {
    for (String name : names.split(" ")) {
      ROWS.put(name, new Row(meaning, text, ""));
    }
  }

  private static void refused(String why, String help, String names) {
    for (String name : names.split(" ")) {
      ROWS.put(name, new Row(Meaning.REFUSED, why, help));
    }
  }

  private static void letters(String letters, String names) {
    String[] each = names.split(" ");
    for (int i = 0; i < each.length; i++) {
      row(Meaning.LETTER, letters.substring(i, i + 1), each[i]);
    }
  }

  static Meaning meaning(String name) {
    Row row = ROWS.get(name);
    return row == null ? Meaning.UNKNOWN : row.meaning();
  }

  /** The letter, sign, function, bracket or mark that a command stands for. */
  static String text(String name) {
    return ROWS.get(name).text();
  }

  /** The type of the token that a sign is, if it stands between operands. */
  static Optional<Integer> sign(String sign) {
    return Optional.ofNullable(SIGNS.get(sign));
  }

  /** Says that a command has no meaning here, and what else may have been meant. */
  static Rejection refused(Span span, String name) {
    String shown = "\\" + name;
    if (meaning(name) == Meaning.REFUSED) {
      Row row = ROWS.get(name);
      return new Rejection(
          DiagnosticCode.LATEX_COMMAND, span, shown + ": " + row.text(), row.help());
    }
    if (meaning(name) != Meaning.UNKNOWN || STRUCTURE.contains(name)) {
      return new Rejection(
          DiagnosticCode.LATEX_COMMAND, span, shown + " has no meaning in this place");
    }
    List<String> known = new ArrayList<>(ROWS.keySet());
    known.removeIf(k -> k.length() < 2);
    List<String> near = NearMisses.of(name, known).stream().map(k -> "\\" + k).toList();
    String message = "the command " + shown + " is not known";
    if (!near.isEmpty()) {
      String help = "did you mean " + String.join(", ", near) + "?";
      return new Rejection(DiagnosticCode.LATEX_COMMAND, span, message, help);
    }
    boolean word = name.chars().allMatch(Character::isLetter);
    return word
        ? new Rejection(
            DiagnosticCode.LATEX_COMMAND,
            span,
            message,
            "a function or a name of several letters is written \\mathrm{" + name + "}")
        : new Rejection(DiagnosticCode.LATEX_COMMAND, span, message);
  }
}
