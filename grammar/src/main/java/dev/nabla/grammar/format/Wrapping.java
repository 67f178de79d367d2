package dev.nabla.grammar.format;

import java.util.List;
import java.util.Set;

/** Breaks a line that is too wide, behind operators and commas, where a newline ends nothing. */
public final class Wrapping {
  private static final String INDENT = "    ";

  /** What a line can end with, from loose to tight. */
  private static final List<Set<String>> TIGHTNESS =
      List.of(
          Set.of(",", ";"),
          Set.of("<", "<=", ">", ">=", "==", "!=", "≤", "≥", "≠"),
          Set.of("+", "-"),
          Set.of("*", "/", "⊙", "⊗"));

  private final String text;
  private final int width;

  private Wrapping(String text, int width) {
    this.text = text;
    this.width = width;
  }

  /** The text on lines no wider than this, as far as there are places to break. */
  public static String wrap(String text, int width) {
    return Lines.columns(text) <= width ? text : new Wrapping(text, width).wrapped();
  }

  private String wrapped() {
    StringBuilder out = new StringBuilder();
    int from = 0;
    int room = width;
    for (int at = breakAfter(from, room); at >= 0; at = breakAfter(from, room)) {
      out.append(text, from, at).append('\n').append(INDENT);
      from = at + 1;
      room = width - INDENT.length();
    }
    return out.append(text.substring(from)).toString();
  }

  /**
   * The space to break at: behind the loosest sign that fits, the last of those; behind the first
   * that does not fit if none does; -1 when nothing has to be broken or can be.
   */
  private int breakAfter(int from, int room) {
    int best = -1;
    int bestRank = Integer.MAX_VALUE;
    int depth = 0;
    int word = from;
    for (int i = from, column = 0; i < text.length(); i++, column++) {
      char c = text.charAt(i);
      if (column >= room && best >= 0) {
        return best;
      }
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      if (c == ' ') {
        int tightness = tightness(text.substring(word, i));
        int rank = depth * TIGHTNESS.size() + tightness;
        if (tightness >= 0 && rank <= bestRank) {
          best = i;
          bestRank = rank;
        }
        word = i + 1;
      }
      column -= Character.isLowSurrogate(c) ? 1 : 0;
    }
    return text.codePointCount(from, text.length()) > room ? best : -1;
  }

  /** How tight the sign at the end of a word is, -1 when no line can end there. */
  private static int tightness(String word) {
    String last = word.endsWith(",") ? "," : word.endsWith(";") ? ";" : word;
    for (int i = 0; i < TIGHTNESS.size(); i++) {
      if (TIGHTNESS.get(i).contains(last)) {
        return i;
      }
    }
    return -1;
  }
}
