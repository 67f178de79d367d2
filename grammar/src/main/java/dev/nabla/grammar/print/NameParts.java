package dev.nabla.grammar.print;

import dev.nabla.grammar.base.Names;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name as it is set on paper: {@code δ_{ŷ_{1,in}}} of {@code δyhat1_in}.
 *
 * @param adjoints how many δ stand before it, each with what follows as its subscript
 * @param stem a letter or a word without an accent
 * @param accent what stands on the stem
 * @param low the subscripts
 */
record NameParts(int adjoints, String stem, Optional<Accent> accent, List<String> low) {
  private static final Pattern PARTS =
      Pattern.compile("(?<stem>[^0-9_]+)(?<digits>[0-9]*)(?<low>(_[^_]+)*)");

  private static final String HAT = "hat";

  /** Greek letters by name. */
  private static final Map<String, String> GREEK = greek();

  /** Greek letters that look Latin are no symbols of their own. */
  private static final Set<String> LATIN =
      Set.of(
          "Alpha", "Beta", "Epsilon", "Zeta", "Eta", "Iota", "Kappa", "Mu", "Nu", "Omicron", "Rho",
          "Tau", "Chi", "omicron");

  /** What may stand on a letter. */
  enum Accent {
    HAT("\u0302", "^"),
    TILDE("\u0303", "~"),
    BAR("\u0304", "¯"),
    DOT("\u0307", "˙"),
    VEC("\u20D7", "→");

    private final String combining;
    private final String sign;

    Accent(String combining, String sign) {
      this.combining = combining;
      this.sign = sign;
    }

    /** The accent by itself. */
    String sign() {
      return sign;
    }

    private static Optional<Accent> of(String combining) {
      for (Accent accent : values()) {
        if (accent.combining.equals(combining)) {
          return Optional.of(accent);
        }
      }
      return Optional.empty();
    }
  }

  NameParts {
    low = List.copyOf(low);
  }

  /** The parts of a canonical name. */
  static NameParts of(String name) {
    int adjoints = 0;
    while (name.startsWith(Names.ADJOINT, adjoints)
        && adjoints + 1 < name.length()
        && Character.isLetter(name.codePointAt(adjoints + 1))) {
      adjoints++;
    }
    String rest = name.substring(adjoints);
    Matcher parts = PARTS.matcher(rest);
    if (!parts.matches()) {
      return new NameParts(adjoints, rest, Optional.empty(), List.of());
    }
    List<String> low = new ArrayList<>();
    if (!parts.group("digits").isEmpty()) {
      low.add(parts.group("digits"));
    }
    if (!parts.group("low").isEmpty()) {
      low.addAll(List.of(parts.group("low").substring(1).split("_")));
    }
    return accented(adjoints, parts.group("stem"), low);
  }

  private static NameParts accented(int adjoints, String stem, List<String> low) {
    if (stem.endsWith(HAT)) {
      String base = stem.substring(0, stem.length() - HAT.length());
      boolean greek = isGreek(base) && Character.isLowerCase(base.charAt(0));
      if (base.length() == 1 || greek) {
        return new NameParts(adjoints, base, Optional.of(Accent.HAT), low);
      }
    }
    String parts = Normalizer.normalize(stem, Normalizer.Form.NFD);
    Optional<Accent> accent =
        parts.length() == 2 ? Accent.of(parts.substring(1)) : Optional.empty();
    return new NameParts(adjoints, accent.isPresent() ? parts.substring(0, 1) : stem, accent, low);
  }

  /** Whether the name is a symbol: one letter, or the name of a Greek one. */
  boolean isSymbol() {
    return stem.codePointCount(0, stem.length()) == 1 || isGreek(stem);
  }

  /** Whether a function of this name is set as a symbol, such as {@code g}, and not as a word. */
  static boolean isFunctionSymbol(String name) {
    NameParts parts = of(name);
    boolean letter = parts.stem().length() == 1 && parts.accent().isEmpty();
    return letter || !Names.greekName(name.codePointAt(0)).isEmpty();
  }

  /** Whether what is set ends in a subscript. */
  boolean isSubscripted() {
    return adjoints > 0 || !low.isEmpty();
  }

  /** Whether this is the name of a Greek letter that looks like no Latin one. */
  static boolean isGreek(String name) {
    return GREEK.containsKey(name) && !LATIN.contains(name);
  }

  /** The letter of this name. */
  static String greekLetter(String name) {
    return GREEK.get(name);
  }

  static boolean isNumber(String part) {
    return part.chars().allMatch(Character::isDigit);
  }

  private static Map<String, String> greek() {
    Map<String, String> letters = new java.util.HashMap<>();
    for (int c = 'Α'; c <= 'ω'; c++) {
      String name = Names.greekName(c);
      if (!name.isEmpty() && c != 'ς') {
        letters.put(name, Character.toString(c));
      }
    }
    return Map.copyOf(letters);
  }
}
