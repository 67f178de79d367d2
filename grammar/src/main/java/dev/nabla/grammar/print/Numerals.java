package dev.nabla.grammar.print;

import dev.nabla.grammar.ast.Expression.Number;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import java.util.Locale;
import java.util.regex.Pattern;

/** How the absolute value of a number is spelled; what is spelled reads as the same number. */
@FunctionalInterface
interface Numerals {
  /** Decimals where they are exact and short, fractions otherwise. */
  Numerals CANONICAL =
      number -> Numbers.decimal(number.value().abs()).orElseGet(number.value().abs()::toString);

  /** A number of the language, parentheses around it allowed. */
  Pattern TYPED = Pattern.compile("[(\\s]*([0-9]+(/[0-9]+|(\\.[0-9]+)?([eE][+-]?[0-9]+)?))[)\\s]*");

  String of(Number number);

  /** The spelling of the source, where it is one: {@code 0.5} stays, {@code ²} is a 2. */
  static Numerals asTypedIn(Source source) {
    return number -> {
      Span span = number.span();
      var typed = TYPED.matcher(source.text()).region(span.start(), span.end());
      return !span.equals(Span.NONE) && typed.matches()
          ? typed.group(1).toLowerCase(Locale.ROOT)
          : CANONICAL.of(number);
    };
  }
}
