package dev.nabla.grammar.format;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.format.Row.Kind;
import java.util.ArrayList;
import java.util.List;

/** Puts the comments and the blank lines of a source back between its rows. */
final class Weaving {
  private final Source source;
  private final Lines lines;
  private final List<Line> woven = new ArrayList<>();

  /** The line of the source that the last of the woven lines ends on. */
  private int last;

  private Weaving(Source source) {
    this.source = source;
    this.lines = Lines.of(source);
  }

  static List<Line> of(Source source, List<Row> rows, List<Span> comments) {
    Weaving weaving = new Weaving(source);
    int at = 0;
    for (Row row : rows) {
      for (; at < comments.size() && comments.get(at).start() < row.span().end(); at++) {
        weaving.comment(comments.get(at), row.span());
      }
      weaving.add(row, weaving.lines.firstOf(row.span()), weaving.lines.lastOf(row.span()));
    }
    for (Span comment : comments.subList(at, comments.size())) {
      weaving.comment(comment, new Span(source.text().length(), source.text().length()));
    }
    return weaving.woven;
  }

  /** A comment before the end of a row: behind the row before, or on a line of its own. */
  private void comment(Span comment, Span next) {
    String written = source.text().substring(comment.start(), comment.end()).stripTrailing();
    String text = written.startsWith("%") ? "#" + written.substring(1) : written;
    int line = lines.firstOf(comment);
    Line before = woven.isEmpty() ? null : woven.get(woven.size() - 1);
    boolean behind =
        before != null
            && before.row().kind() != Kind.COMMENT
            && before.comment().isEmpty()
            && line == last
            && comment.start() < next.start();
    if (behind) {
      woven.set(woven.size() - 1, before.withComment(text));
    } else {
      int first = Math.min(line, lines.firstOf(next));
      add(new Row(Kind.COMMENT, comment, List.of(text)), first, first);
    }
  }

  private void add(Row row, int first, int end) {
    woven.add(new Line(!woven.isEmpty() && first > last + 1, row, ""));
    last = end;
  }
}
