package dev.nabla.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Text in columns for a terminal. NetworkFormulas too long for a line are broken after an operator,
 * so that they can still be read as input.
 */
final class Columns {
  /** How wide a terminal is. */
  static final int WIDTH = 100;

  private static final int WIDEST_LEFT = 40;
  private static final int GAP = 2;

  /**
   * A row: {@code left joint middle remark}.
   *
   * @param joint what stands between left and middle, such as {@code " = "}
   */
  record Row(String left, String joint, String middle, String remark) {}

  private Columns() {}

  /** The rows in columns, each line starting with the indentation. */
  static List<String> of(String indent, List<Row> rows) {
    int left =
        rows.stream()
            .mapToInt(row -> width(row.left()))
            .filter(w -> w <= WIDEST_LEFT)
            .max()
            .orElse(0);
    int middle =
        rows.stream()
            .filter(row -> fits(indent, left, row))
            .mapToInt(row -> width(row.middle()))
            .max()
            .orElse(0);
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      String head = indent + pad(row.left(), left) + row.joint();
      int spare = WIDTH - width(head) - remark(row);
      if (width(row.middle()) <= spare) {
        String text = pad(row.middle(), Math.min(middle, spare));
        lines.add((head + text + " ".repeat(GAP) + row.remark()).stripTrailing());
      } else {
        folded(head, indent, row, lines);
      }
    }
    return lines;
  }

  /** A table of cells; where a row is too long for the width, its last cell gets a line. */
  static List<String> table(List<List<String>> rows, int columns) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int k = 0; k + 1 < row.size(); k++) {
        boolean narrow = width(row.get(k)) <= columns / 3;
        widths[k] = narrow ? Math.max(widths[k], width(row.get(k))) : widths[k];
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int k = 0; k < row.size(); k++) {
        String cell = pad(row.get(k), widths[k]);
        boolean full = width(line.toString()) + width(cell.stripTrailing()) > columns;
        if (full && k > 0) {
          lines.addAll(fold(line.toString().stripTrailing(), columns));
          line.setLength(0);
          line.append("  ");
        }
        line.append(cell).append(" ".repeat(GAP));
      }
      lines.addAll(fold(line.toString().stripTrailing(), columns));
    }
    return lines;
  }

  private static boolean fits(String indent, int left, Row row) {
    int columns = width(indent) + left + width(row.joint()) + width(row.middle());
    return columns + remark(row) <= WIDTH;
  }

  private static int remark(Row row) {
    return row.remark().isEmpty() ? 0 : GAP + width(row.remark());
  }

  private static void folded(String head, String indent, Row row, List<String> lines) {
    String hang = " ".repeat(Math.min(width(head), width(indent) + WIDEST_LEFT));
    List<String> parts = fold(row.middle(), WIDTH - width(hang));
    if (width(head) > width(hang)) {
      lines.add(head.stripTrailing());
    }
    for (int k = 0; k < parts.size(); k++) {
      boolean first = k == 0 && width(head) <= width(hang);
      lines.add((first ? head : hang) + parts.get(k));
    }
    int last = lines.size() - 1;
    if (width(lines.get(last)) + remark(row) <= WIDTH) {
      lines.set(last, (lines.get(last) + " ".repeat(GAP) + row.remark()).stripTrailing());
    } else {
      fold(row.remark(), WIDTH - width(hang)).forEach(part -> lines.add(hang + part));
    }
  }

  /** A text in lines of at most so many columns, broken after operators, outer ones first. */
  static List<String> fold(String text, int columns) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (width(rest) > columns) {
      int at = breakAt(rest, columns);
      if (at < 0) {
        break;
      }
      lines.add(rest.substring(0, at).stripTrailing());
      rest = rest.substring(at).strip();
    }
    lines.add(rest);
    return lines;
  }

  /** Where to break: after which space; -1 where there is no place. */
  private static int breakAt(String text, int columns) {
    int best = -1;
    int bestPrice = Integer.MAX_VALUE;
    int depth = 0;
    for (int at = 0, column = 0; at < text.length() && column <= columns; column++) {
      int c = text.codePointAt(at);
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      if (c == ' ' && at > 0) {
        int price = price(text, at, depth) + (column < columns / 4 ? 9 : 0);
        if (price <= bestPrice) {
          best = at + 1;
          bestPrice = price;
        }
      }
      at += Character.charCount(c);
    }
    if (best < 0) {
      best = text.indexOf(' ', columns) + 1;
      return best == 0 ? -1 : best;
    }
    return best;
  }

  private static int price(String text, int space, int depth) {
    char before = text.charAt(space - 1);
    int kind = "=:".indexOf(before) >= 0 ? 0 : "+-−,".indexOf(before) >= 0 ? 1 : 2;
    boolean operator = "=:+-−⊙⊗·/,".indexOf(before) >= 0;
    return 4 * depth + (operator ? kind : depth == 0 ? 20 : 3);
  }

  /** How many columns a text takes. */
  static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }
}
