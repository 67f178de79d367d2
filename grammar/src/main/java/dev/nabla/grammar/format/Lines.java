package dev.nabla.grammar.format;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The lines of a source, ended by {@code \n}, {@code \r\n} or {@code \r}, counted from 0. */
final class Lines {
  private static final Pattern END = Pattern.compile("\r?\n|\r");

  private final int[] starts;

  private Lines(int[] starts) {
    this.starts = starts;
  }

  static Lines of(Source source) {
    IntStream behindEnds = END.matcher(source.text()).results().mapToInt(end -> end.end());
    return new Lines(IntStream.concat(IntStream.of(0), behindEnds).toArray());
  }

  int firstOf(Span span) {
    return at(span.start());
  }

  int lastOf(Span span) {
    return at(Math.max(span.start(), span.end() - 1));
  }

  private int at(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found : -found - 2;
  }

  /** How many columns a text takes. */
  static int columns(String text) {
    return text.codePointCount(0, text.length());
  }
}
