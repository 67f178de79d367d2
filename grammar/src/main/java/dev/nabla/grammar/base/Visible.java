package dev.nabla.grammar.base;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Text from outside as it may stand in a message: nothing in it moves the cursor, colours a
 * terminal, reorders what stands beside it or hides.
 */
public final class Visible {
  private Visible() {}

  /** The text in one line; what cannot be seen is spelled as in {@code \}{@code u001b}. */
  public static String of(String text) {
    return text.codePoints()
        .mapToObj(
            c ->
                isVisible(c)
                    ? Character.toString(c)
                    : String.format(Locale.ROOT, c < 0x10000 ? "\\u%04x" : "\\u{%x}", c))
        .collect(Collectors.joining());
  }

  /** The same of each line. */
  public static String lines(String text) {
    return text.lines().map(Visible::of).collect(Collectors.joining("\n"));
  }

  /** A character in quotes, or its number when there is nothing to see between them. */
  public static String quoted(int c) {
    boolean alone =
        isVisible(c)
            && Character.isDefined(c)
            && Character.getType(c) != Character.NON_SPACING_MARK;
    return alone ? "'" + Character.toString(c) + "'" : String.format(Locale.ROOT, "U+%04X", c);
  }

  /** Whether a character has a place and a meaning of its own on a line. */
  public static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
