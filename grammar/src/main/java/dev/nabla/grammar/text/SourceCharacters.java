package dev.nabla.grammar.text;

import dev.nabla.grammar.base.Source;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * A source as the lexer reads it: code points, at positions that count UTF-16 units. So the indices
 * of a token are offsets into the text as it is, and a lone surrogate is a character like another.
 */
public final class SourceCharacters implements CharStream {
  private final Source source;
  private int index;

  public SourceCharacters(Source source) {
    this.source = source;
  }

  @Override
  public String getText(Interval interval) {
    int end = Math.min(interval.b + 1, source.text().length());
    return interval.a >= end ? "" : source.text().substring(interval.a, end);
  }

  @Override
  public void consume() {
    if (index >= source.text().length()) {
      throw new IllegalStateException("nothing is left to consume");
    }
    index += Character.charCount(source.text().codePointAt(index));
  }

  @Override
  public int LA(int offset) {
    String text = source.text();
    int at = index;
    for (int i = 1; i < offset && at < text.length(); i++) {
      at += Character.charCount(text.codePointAt(at));
    }
    for (int i = offset; i < 0 && at >= 0; i++) {
      at -= at == 0 ? 1 : Character.charCount(text.codePointBefore(at));
    }
    return at < 0 || at >= text.length() ? IntStream.EOF : text.codePointAt(at);
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {
    // The whole text stays in memory: there is nothing to release.
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public void seek(int position) {
    index = Math.min(position, source.text().length());
  }

  @Override
  public int size() {
    return source.text().length();
  }

  @Override
  public String getSourceName() {
    return source.name();
  }
}
