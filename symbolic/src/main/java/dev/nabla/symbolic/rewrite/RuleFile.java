package dev.nabla.symbolic.rewrite;

import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.ScalarFormula;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.rewrite.Rule.Guard;
import dev.nabla.symbolic.rewrite.Rule.Identity;
import dev.nabla.symbolic.rewrite.Rule.Meaning;
import dev.nabla.symbolic.rewrite.Rule.Structural;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code rules.nabla}: one identity on a line. */
final class RuleFile {
  private static final String RESOURCE = "/dev/nabla/symbolic/rules.nabla";
  private static final String WHEN_SHORTER = "# When shorter";
  private static final Pattern DOMAIN = Pattern.compile("\\w+ in (\\S+) \\.\\. (\\S+)");
  private static final Pattern GUARD = Pattern.compile("(.+) is (.+)");
  private static final double USUAL = 3;

  /** What a guard can ask of a formula of what the names stand for. */
  private static final Map<String, Predicate<Expr>> PROPERTIES =
      Map.of(
          "0", Expr::isZero,
          "0 or 1", StructuralRewrites::isIndicator,
          "negative", Sum::isNegative);

  private RuleFile() {}

  static Rules read() {
    List<Rule> always = new ArrayList<>();
    List<Rule> whenShorter = new ArrayList<>();
    List<Rule> section = always;
    for (String line : text().split("\n")) {
      if (line.startsWith(WHEN_SHORTER)) {
        section = whenShorter;
      } else if (!line.isBlank() && !line.startsWith("#")) {
        section.add(rule(line));
      }
    }
    return new Rules(always, whenShorter);
  }

  private static String text() {
    try (InputStream in = RuleFile.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Rule rule(String line) {
    String[] columns = line.split("\\|");
    String name = columns[0].strip();
    String[] sides = columns[1].strip().split(" → ");
    String condition = columns.length > 2 ? columns[2].strip() : "";
    Matcher domain = DOMAIN.matcher(condition);
    boolean bounded = domain.matches();
    Meaning meaning =
        new Meaning(name, bounded ? "" : condition, sides[0], sides.length > 1 ? sides[1] : "");
    if (StructuralRewrites.BY_NAME.containsKey(name)) {
      return new Structural(meaning, StructuralRewrites.BY_NAME.get(name));
    }
    return new Identity(
        meaning,
        ScalarFormula.of(meaning.left()),
        ScalarFormula.of(meaning.right()),
        guard(meaning.words()),
        bounded ? Double.parseDouble(domain.group(1)) : -USUAL,
        bounded ? Double.parseDouble(domain.group(2)) : USUAL);
  }

  /** Conditions, by commas, each "formula is property". */
  private static Guard guard(String words) {
    Guard all = (f, bound) -> true;
    for (String condition : words.isEmpty() ? new String[0] : words.split(", ")) {
      Matcher matcher = GUARD.matcher(condition);
      if (!matcher.matches() || !PROPERTIES.containsKey(matcher.group(2))) {
        throw new IllegalStateException("no guard is called: " + condition);
      }
      ScalarFormula formula = ScalarFormula.of(matcher.group(1));
      Predicate<Expr> property = PROPERTIES.get(matcher.group(2));
      Guard before = all;
      all = (f, bound) -> before.holds(f, bound) && property.test(formula.of(f, bound));
    }
    return all;
  }
}
