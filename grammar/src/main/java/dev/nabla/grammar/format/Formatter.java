package dev.nabla.grammar.format;

import dev.nabla.grammar.ast.Sameness;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.latex.LatexInput;
import dev.nabla.grammar.print.Style;
import dev.nabla.grammar.read.Comments;
import dev.nabla.grammar.read.SpecParser;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lays a source out anew: formulas in the spelling of a {@link Style}, numbers as they were typed,
 * columns where people make them. Statements keep their order, comments stay where they are (those
 * inside a statement move to lines of their own before it), and of blank lines between groups one
 * is kept.
 *
 * <p>What is written reads as the same tree, up to spans, and written again it does not change.
 */
public final class Formatter {
  private final Source source;
  private final Set<String> functions;
  private final Style style;

  private Formatter(Source source, Set<String> functions, Style style) {
    this.source = source;
    this.functions = functions;
    this.style = style;
  }

  /**
   * The formatted text, lines ended by {@code \n}.
   *
   * @param functions the names of the built-in functions, aliases included
   * @param style {@link Style#TEXT}, or {@link Style#UNICODE}
   * @return empty when an error was reported
   */
  public static Optional<String> format(
      Source source, Set<String> functions, Style style, Diagnostics diagnostics) {
    return SpecParser.parse(source, functions, diagnostics)
        .map(spec -> new Formatter(source, functions, style).text(spec));
  }

  /**
   * Where a variable hides the function that a sign stands for, as in {@code sigmoid = 2; a =
   * σ(x)}, only the sign can name the function, and the formulas stay as they were typed.
   */
  private String text(Spec spec) {
    for (Formulas formulas : spellings()) {
      List<Line> lines = Weaving.of(source, Rows.of(spec, source, formulas), Comments.of(source));
      String text = Alignment.text(lines);
      if (means(text, spec)) {
        return text;
      }
    }
    throw new IllegalStateException("the text as it was typed reads as something else");
  }

  /** LaTeX becomes text; what stands in the source is of no use for it. */
  private List<Formulas> spellings() {
    return LatexInput.of(source).isEmpty()
        ? List.of(Formulas.in(style, source), Formulas.asTypedIn(source))
        : List.of(style::expression);
  }

  private boolean means(String text, Spec spec) {
    Source formatted = new Source(source.name(), text);
    return SpecParser.parse(formatted, functions, new Diagnostics(formatted))
        .filter(read -> Sameness.of(read, spec))
        .isPresent();
  }
}
