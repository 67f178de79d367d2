package dev.nabla.grammar.base;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The spellings of a name. {@code z1}, {@code z_1}, {@code z₁} and {@code z_{1}} are one name, and
 * so are {@code ŷ} and {@code yhat}, {@code δz1} and {@code delta_z1}, {@code π} and {@code pi}.
 */
public final class Names {
  /** Opens the name of an adjoint: {@code δz1} is ∂L/∂z1. */
  public static final String ADJOINT = "δ";

  private static final String ASCII_ADJOINT = "delta_";
  private static final int CIRCUMFLEX = 0x302;
  private static final Pattern NUMBERED = Pattern.compile("(?<=[\\p{L}\\p{M}])_([0-9]+)(?=_|$)");
  private static final Pattern BRACED = Pattern.compile("_\\{([A-Za-z0-9]+)\\}");
  private static final Pattern PARTS =
      Pattern.compile(
          "(?<adjoint>δ*)(?<stem>[\\p{L}\\p{M}]+)(?<digits>[0-9]*)(?<index>_[a-z]$)?(?<rest>(_.*)?)");
  private static final String LOWERED = "₀₁₂₃₄₅₆₇₈₉ₐₑₒₓₕₖₗₘₙₚₛₜᵢᵣᵤᵥⱼᵦᵧᵨᵩᵪ";
  private static final String RAISED = "0123456789aeoxhklmnpstiruvjβγρφχ";

  private static final Map<Integer, String> GREEK = greek();
  private static final Map<Integer, String> MARKS =
      Map.of(0x303, "tilde", 0x304, "bar", 0x307, "dot", 0x20D7, "vec", CIRCUMFLEX, "hat");

  private Names() {}

  /** The one spelling that the tree uses. Idempotent; the text must be a name of the language. */
  public static String canonical(String typed) {
    if (typed.equals("π")) {
      return "pi";
    }
    String text = isAscii(typed) ? typed : spelledOut(typed);
    text = BRACED.matcher(text).replaceAll("_$1");
    text = NUMBERED.matcher(text).replaceAll("$1");
    StringBuilder adjoints = new StringBuilder();
    int at = adjointPrefix(text, 0);
    int start = 0;
    while (at > start) {
      adjoints.append(ADJOINT);
      start = at;
      at = adjointPrefix(text, start);
    }
    return start == 0 ? text : adjoints + text.substring(start);
  }

  /** Whether two spellings are one name. */
  public static boolean same(String one, String other) {
    return canonical(one).equals(canonical(other));
  }

  /** The canonical name of the adjoint of a value: {@code z1} gives {@code δz1}. */
  public static String adjointOf(String name) {
    return canonical(ADJOINT + name);
  }

  /**
   * A spelling of a canonical name in ASCII letters, digits and underscores: {@code δz1} gives
   * {@code delta_z1}, which is the same name. Greek letters are called by name and anything else by
   * number, so that two names may get one spelling; whoever needs distinct ones must make them so.
   */
  public static String ascii(String name) {
    StringBuilder out = new StringBuilder();
    String rest = name;
    while (adjointPrefix(rest, 0) > 0) {
      out.append(ASCII_ADJOINT);
      rest = rest.substring(adjointPrefix(rest, 0));
    }
    Normalizer.normalize(rest, Normalizer.Form.NFD).codePoints().forEach(c -> out.append(plain(c)));
    return out.toString();
  }

  /**
   * The spelling on paper, as far as plain text goes: {@code z₁}, {@code xᵢ}, {@code ŷ}, {@code π}.
   * It is always another spelling of the same name.
   */
  public static String pretty(String name) {
    if (name.equals("pi")) {
      return "π";
    }
    Matcher parts = PARTS.matcher(name);
    if (!parts.matches()) {
      return name;
    }
    String stem = parts.group("stem");
    boolean hat = stem.endsWith("hat") && stem.length() == 4;
    String low = parts.group("index") == null ? "" : parts.group("index").substring(1);
    StringBuilder out = new StringBuilder(parts.group("adjoint"));
    out.append(hat ? Normalizer.normalize(stem.charAt(0) + "\u0302", Normalizer.Form.NFC) : stem);
    (parts.group("digits") + low).chars().forEach(c -> out.append(lowered(c)));
    out.append(parts.group("rest"));
    return canonical(out.toString()).equals(name) ? out.toString() : name;
  }

  private static char lowered(int c) {
    int at = RAISED.indexOf(c);
    return at < 0 ? (char) c : LOWERED.charAt(at);
  }

  /** The English name of a Greek letter, capitals with a capital; empty for other characters. */
  public static String greekName(int codePoint) {
    return GREEK.getOrDefault(codePoint, "");
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  /** Hats as {@code hat} and lowered characters as a subscript, in NFC. */
  private static String spelledOut(String typed) {
    StringBuilder out = new StringBuilder();
    boolean low = false;
    for (int c : Normalizer.normalize(typed, Normalizer.Form.NFD).codePoints().toArray()) {
      int at = LOWERED.indexOf(c);
      if (at >= 0 && !low && (out.length() == 0 || out.charAt(out.length() - 1) != '_')) {
        out.append('_');
      }
      low = at >= 0;
      if (low) {
        out.append(RAISED.charAt(at));
      } else if (c == CIRCUMFLEX) {
        out.append("hat");
      } else {
        out.appendCodePoint(c == 'µ' ? 'μ' : c);
      }
    }
    return Normalizer.normalize(out, Normalizer.Form.NFC);
  }

  /** Where the rest of the name begins behind a δ that a name follows; {@code from} if none. */
  private static int adjointPrefix(String text, int from) {
    int at = from;
    if (text.startsWith(ADJOINT, from)) {
      at = from + 1;
      if (text.startsWith("_", at)) {
        at++;
      }
    } else if (text.startsWith(ASCII_ADJOINT, from)) {
      at = from + ASCII_ADJOINT.length();
    }
    return at < text.length() && Character.isLetter(text.codePointAt(at)) ? at : from;
  }

  private static String plain(int c) {
    if (c < 128) {
      return Character.toString(c);
    }
    String known = GREEK.getOrDefault(c, MARKS.getOrDefault(c, ""));
    return known.isEmpty() ? String.format(Locale.ROOT, "u%04x", c) : known;
  }

  private static Map<Integer, String> greek() {
    String[] names =
        ("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho"
                + " - sigma tau upsilon phi chi psi omega")
            .split(" ");
    Map<Integer, String> map = new java.util.HashMap<>();
    for (int i = 0; i < names.length; i++) {
      if (!names[i].equals("-")) {
        map.put('α' + i, names[i]);
        map.put('Α' + i, names[i].substring(0, 1).toUpperCase(Locale.ROOT) + names[i].substring(1));
      }
    }
    map.put((int) 'ϵ', "epsilon");
    map.put((int) 'ϕ', "phi");
    map.put((int) 'ϑ', "theta");
    map.put((int) 'ς', "sigma");
    return Map.copyOf(map);
  }
}
