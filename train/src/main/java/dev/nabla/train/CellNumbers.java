package dev.nabla.train;

import java.util.OptionalDouble;

/** Numbers in cells: decimal, with a point, finite. */
final class CellNumbers {
  private CellNumbers() {}

  /** The number that a cell holds, if it holds one. */
  static OptionalDouble read(String cell) {
    if (!looksLikeNumber(cell)) {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(cell);
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** Rules out texts that Java reads as numbers and people do not: 1d, 0x1p3, NaN. */
  private static boolean looksLikeNumber(String cell) {
    for (int k = 0; k < cell.length(); k++) {
      char c = cell.charAt(k);
      boolean allowed = c >= '0' && c <= '9' || "+-.eE".indexOf(c) >= 0;
      if (!allowed) {
        return false;
      }
    }
    return !cell.isEmpty();
  }
}
