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

  /** Where the line at hand begins, and how many brackets are open there. */
  private int from;

  private int open;

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
    int start = 0;
    while (nextLine(start == 0 ? width : width - INDENT.length())) {
      out.append(text, start, from - 1).append('\n').append(INDENT);
      start = from;
    }
    return out.append(text.substring(start)).toString();
  }

  /**
   * Moves behind the space to break at: behind the loosest sign that fits, the last of those;
   * behind the first that does not fit if none does.
   *
   * @return false when nothing has to be broken, or can be
   */
  private boolean nextLine(int room) {
    int best = -1;
    int bestRank = Integer.MAX_VALUE;
    int bestDepth = 0;
    int depth = open;
    int word = from;
    int column = 0;
    for (int i = from; i < text.length() && (column < room || best < 0); i++) {
      char c = text.charAt(i);
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      if (c == ' ') {
        int tightness = tightness(text.substring(word, i), depth);
        int rank = depth * (TIGHTNESS.size() + 1) + tightness;
        if (tightness >= 0 && rank <= bestRank) {
          best = i;
          bestRank = rank;
          bestDepth = depth;
        }
        word = i + 1;
      }
      column += Character.isLowSurrogate(c) ? 0 : 1;
    }
    boolean breaks = column >= room && best >= 0;
    if (breaks) {
      from = best + 1;
      open = bestDepth;
    }
    return breaks;
  }

  /**
   * How tight the sign at the end of a word is, -1 when no line can end there. Between brackets a
   * line can end anywhere.
   */
  private static int tightness(String word, int depth) {
    String last = word.endsWith(",") ? "," : word.endsWith(";") ? ";" : word;
    for (int i = 0; i < TIGHTNESS.size(); i++) {
      if (TIGHTNESS.get(i).contains(last)) {
        return i;
      }
    }
    return depth > 0 ? TIGHTNESS.size() : -1;
  }
}
