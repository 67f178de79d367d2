package dev.nabla.codegen.spec;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a definition chooses of its code itself: comments before its first statement that start with
 * {@code nabla:}, as in {@code # nabla: type=float batch}.
 */
final class Header {
  private static final Pattern COMMENTS = Pattern.compile("\\uFEFF?(?:\\s*(?:#|//)[^\\n]*\\n?)*");
  private static final Pattern LINE = Pattern.compile("(?:#|//)[ \\t]*nabla:([^\\n]*)");
  private static final Pattern WORD = Pattern.compile("[^\\s,;]+");

  private Header() {}

  /** The choices; what is none is reported. */
  static Map<Setting, String> read(Source source, Diagnostics diagnostics) {
    Map<Setting, String> chosen = new EnumMap<>(Setting.class);
    Matcher comments = COMMENTS.matcher(source.text());
    comments.lookingAt();
    Matcher line = LINE.matcher(source.text()).region(0, comments.end());
    while (line.find()) {
      Matcher word = WORD.matcher(source.text()).region(line.start(1), line.end(1));
      while (word.find()) {
        add(word.group(), new Span(word.start(), word.end()), chosen, diagnostics);
      }
    }
    return chosen;
  }

  private static void add(
      String word, Span span, Map<Setting, String> into, Diagnostics diagnostics) {
    int equals = word.indexOf('=');
    String key = equals < 0 ? word : word.substring(0, equals);
    Optional<Setting> setting = Setting.of(key);
    if (setting.isEmpty()) {
      String all = Stream.of(Setting.values()).map(Setting::key).collect(Collectors.joining(", "));
      diagnostics.report(
          DiagnosticCode.BAD_VALUE,
          span,
          "there is no setting '" + key + "'",
          List.of(),
          List.of("there are " + all));
      return;
    }
    String value = equals < 0 && setting.get().isFlag() ? "true" : word.substring(equals + 1);
    if (equals < 0 && !setting.get().isFlag() || !setting.get().choices().contains(value)) {
      diagnostics.report(
          DiagnosticCode.BAD_VALUE,
          span,
          key + " needs one of the values " + String.join(", ", setting.get().choices()),
          List.of(),
          List.of("as in " + key + "=" + setting.get().standard()));
    } else if (into.put(setting.get(), value) != null) {
      diagnostics.report(DiagnosticCode.DUPLICATE_NAME, span, key + " is chosen twice");
    }
  }
}
