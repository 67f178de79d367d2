package dev.nabla.grammar.print;

import dev.nabla.grammar.base.Names;
import dev.nabla.grammar.print.NameParts.Accent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Names as MathML. A variable whose name is a word is of the class {@code word}, for style sheets
 * to set it in italics; functions stand upright.
 */
final class MathNames {
  private static final Map<String, String> FUNCTIONS =
      Map.of("asin", "arcsin", "acos", "arccos", "atan", "arctan", "sigmoid", "σ");

  private MathNames() {}

  /** {@code W1}, {@code n_in}, {@code ŷ}, {@code δz1} with their subscripts and accents. */
  static Markup variable(String name) {
    NameParts parts = NameParts.of(name);
    return parts.isSubscripted() ? Markup.tag("msub").around(base(name)) : base(name);
  }

  /** The element for a variable with a superscript. */
  static Markup.Tag superscripted(String name) {
    return Markup.tag(NameParts.of(name).isSubscripted() ? "msubsup" : "msup");
  }

  /** What is subscripted and the subscript, or else the letter. */
  static Markup base(String name) {
    NameParts parts = NameParts.of(name);
    if (parts.adjoints() > 0) {
      String inner = name.substring(Names.ADJOINT.length());
      return Markup.of(identifier(Names.ADJOINT), variable(inner));
    }
    Markup letter = parts.isSymbol() ? symbol(parts.stem()) : word(parts.stem());
    Markup stem = parts.accent().map(accent -> accented(letter, accent)).orElse(letter);
    return parts.low().isEmpty() ? stem : Markup.of(stem, low(parts.low()));
  }

  private static Markup low(List<String> parts) {
    List<Markup> low = new ArrayList<>();
    for (String part : parts) {
      low.add(low.isEmpty() ? Markup.NONE : Markup.tag("mo").around(","));
      low.add(NameParts.isNumber(part) ? Markup.tag("mn").around(part) : upright(part));
    }
    return Markup.tag("mrow").around(low);
  }

  private static Markup accented(Markup letter, Accent accent) {
    Markup sign = Markup.tag("mo").with("stretchy", "false").around(accent.sign());
    return Markup.tag("mover").with("accent", "true").around(letter, sign);
  }

  private static Markup symbol(String stem) {
    return identifier(NameParts.isGreek(stem) ? NameParts.greekLetter(stem) : stem);
  }

  /** A single letter in it is slanted, a word is not. */
  private static Markup identifier(String text) {
    return Markup.tag("mi").around(text);
  }

  private static Markup word(String text) {
    return Markup.tag("mi").with("class", "word").around(text);
  }

  /** A letter that is a part of a name stands upright; slanted ones are indices. */
  private static Markup upright(String part) {
    return Markup.tag("mi").with("mathvariant", "normal").around(greek(part));
  }

  private static String greek(String part) {
    return NameParts.isGreek(part) ? NameParts.greekLetter(part) : part;
  }

  /** {@code log}, {@code σ}, {@code g}, each with its primes. */
  static Markup function(String name, int primes) {
    boolean symbol = !FUNCTIONS.containsKey(name) && NameParts.isFunctionSymbol(name);
    Markup plain = symbol ? variable(name) : identifier(FUNCTIONS.getOrDefault(name, name));
    return primes == 0 ? plain : Markup.tag("msup").around(plain, prime(primes));
  }

  private static Markup prime(int primes) {
    return Markup.tag("mo").with("lspace", "0").with("rspace", "0").around("′".repeat(primes));
  }

  /** {@code ∑}, {@code max}. */
  static Markup reduction(String name) {
    return switch (name) {
      case "sum" -> large("∑");
      case "prod" -> large("∏");
      default -> function(name, 0);
    };
  }

  private static Markup large(String sign) {
    return Markup.tag("mo").with("movablelimits", "false").around(sign);
  }
}
