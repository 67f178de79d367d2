package dev.nabla.grammar.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that a misspelt one may have been meant for. */
public final class NearMisses {
  private static final int MOST = 3;
  private static final int LONGEST = 64;

  private NearMisses() {}

  /** At most three known names, the nearest, within a few typing errors. */
  public static List<String> of(String name, Collection<String> known) {
    if (name.length() > LONGEST) {
      return List.of();
    }
    record Near(String name, int distance) {}
    int allowed = Math.max(1, name.length() / 3);
    List<Near> near =
        known.stream()
            .filter(k -> Math.abs(k.length() - name.length()) <= allowed)
            .map(k -> new Near(k, distance(name, k)))
            .filter(n -> n.distance() <= allowed)
            .filter(n -> n.distance() < Math.max(name.length(), n.name().length()))
            .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
            .toList();
    return near.stream()
        .filter(n -> n.distance() == near.get(0).distance())
        .limit(MOST)
        .map(Near::name)
        .toList();
  }

  /** Insertions, deletions, replacements and swaps of neighbours; capitals are as good as small. */
  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
