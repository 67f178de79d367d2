package dev.nabla.grammar.format;

import dev.nabla.grammar.format.Row.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Sets lines in columns: the cells of rows of one kind that follow each other, and the comments at
 * the ends of lines that follow each other. A blank line, or a comment on a line of its own, begins
 * new columns.
 */
final class Alignment {
  /** Lines are no wider, if they can be broken. */
  static final int WIDTH = 100;

  /** A column whose cells differ more than this is ragged. */
  private static final int MOST_SPACES = 12;

  private Alignment() {}

  static String text(List<Line> lines) {
    List<String> texts = new ArrayList<>();
    for (List<Line> run : runs(lines, (one, next) -> one.row().kind() == next.row().kind())) {
      texts.addAll(columns(run));
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (List<Line> run :
        runs(lines, (one, next) -> one.comment().isEmpty() == next.comment().isEmpty())) {
      write(run, texts.subList(at, at + run.size()), out);
      at += run.size();
    }
    return out.toString();
  }

  /** The lines in runs: a line joins the one before unless a blank line stands between. */
  private static List<List<Line>> runs(List<Line> lines, BiPredicate<Line, Line> joins) {
    List<List<Line>> runs = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (i == 0 || lines.get(i).afterBlank() || !joins.test(lines.get(i - 1), lines.get(i))) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(lines.get(i));
    }
    return runs;
  }

  /** The texts of lines whose cells stand in columns; the last cell of a line ends it. */
  private static List<String> columns(List<Line> run) {
    List<StringBuilder> texts = new ArrayList<>();
    run.forEach(line -> texts.add(new StringBuilder()));
    int most = run.stream().mapToInt(line -> line.row().cells().size()).max().orElse(0);
    for (int column = 0; column < most; column++) {
      int width = width(run, column);
      for (int i = 0; i < run.size(); i++) {
        List<String> cells = run.get(i).row().cells();
        if (column < cells.size()) {
          String cell = cells.get(column);
          boolean last = column == cells.size() - 1;
          texts.get(i).append(last ? cell : padded(cell, width));
        }
      }
    }
    List<String> wrapped = new ArrayList<>();
    for (int i = 0; i < run.size(); i++) {
      boolean comment = run.get(i).row().kind() == Kind.COMMENT;
      String text = texts.get(i).toString();
      wrapped.add(comment ? text : Wrapping.wrap(text, WIDTH));
    }
    return wrapped;
  }

  /** What the cells of a column are filled up to, 0 when they differ too much. */
  private static int width(List<Line> run, int column) {
    int[] widths =
        run.stream()
            .map(line -> line.row().cells())
            .filter(cells -> column < cells.size() - 1)
            .mapToInt(cells -> Lines.columns(cells.get(column)))
            .sorted()
            .toArray();
    int widest = widths.length == 0 ? 0 : widths[widths.length - 1];
    return widths.length > 0 && widest - widths[0] > MOST_SPACES ? 0 : widest;
  }

  private static void write(List<Line> run, List<String> texts, StringBuilder out) {
    int behind = texts.stream().mapToInt(Alignment::end).max().orElse(0) + 2;
    boolean fits = run.stream().allMatch(line -> behind + Lines.columns(line.comment()) <= WIDTH);
    for (int i = 0; i < run.size(); i++) {
      String text = texts.get(i);
      String comment = run.get(i).comment();
      int spaces = fits ? behind - end(text) : 2;
      out.append(run.get(i).afterBlank() ? "\n" : "").append(text);
      out.append(comment.isEmpty() ? "" : " ".repeat(spaces) + comment).append('\n');
    }
  }

  /** Where the last line of a text ends. */
  private static int end(String text) {
    return Lines.columns(text.substring(text.lastIndexOf('\n') + 1));
  }

  private static String padded(String cell, int width) {
    return cell + " ".repeat(Math.max(0, width - Lines.columns(cell)));
  }
}
