package dev.nabla.codegen.emit;

import dev.nabla.grammar.base.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Text that is safe in comments of generated code, in ASCII. */
final class Documentation {
  private static final int LONGEST = 90;
  private static final Map<Integer, String> SIGNS =
      Map.of(
          (int) '·', "*", (int) '⊙', ".*", (int) '−', "-", (int) 'ᵀ', "^T", (int) '⊗', "outer",
          (int) 'Σ', "sum", (int) 'δ', "delta_", (int) '∂', "d", (int) '×', "x");

  private Documentation() {}

  /** The lines of a line comment. */
  static List<String> comment(String text) {
    List<String> lines = new ArrayList<>();
    text.lines().forEach(line -> lines.add(shortened(plain(line).replace("\\", "\\\\ "))));
    return lines;
  }

  /** Text for Javadoc: markup, tags, ends of comments and Unicode escapes cannot begin in it. */
  static String javadoc(String text) {
    return plain(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;")
        .replace("*/", "*&#47;")
        .replace("\\", "&#92;")
        .replace("{", "&#123;")
        .replace("}", "&#125;");
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 4) + " ...";
  }

  private static String plain(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c >= 32 && c < 127) {
                out.appendCodePoint(c);
              } else if (SIGNS.containsKey(c)) {
                out.append(SIGNS.get(c));
              } else if (c >= 128) {
                out.append(Names.ascii(Character.toString(c)));
              } else {
                out.append(' ');
              }
            });
    return out.toString();
  }
}
