package dev.nabla.grammar.read;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.latex.LatexInput;
import dev.nabla.grammar.text.Layout;
import dev.nabla.grammar.text.NablaLexer;
import dev.nabla.grammar.text.SourceCharacters;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;

/** The comments of a source, which its tree has no place for. */
public final class Comments {
  /** A comment, behind what a backslash keeps from being one. */
  private static final Pattern BESIDE_LATEX =
      Pattern.compile("\\\\(?s:.)|(?<comment>(?:%|#|//)[^\r\n]*)");

  private Comments() {}

  /**
   * Where the comments stand, in order, each from its {@code #}, {@code //} or, in a source that
   * holds LaTeX, {@code %} to its last sign.
   */
  public static List<Span> of(Source source) {
    return LatexInput.of(source).isEmpty()
        ? typed(source)
        : BESIDE_LATEX
            .matcher(source.text())
            .results()
            .filter(found -> found.group(1) != null)
            .map(found -> new Span(found.start(), found.end()))
            .toList();
  }

  private static List<Span> typed(Source source) {
    NablaLexer lexer = new NablaLexer(new SourceCharacters(source));
    lexer.removeErrorListeners();
    List<Span> comments = new ArrayList<>();
    for (Token t = lexer.nextToken(); t.getType() != Token.EOF; t = lexer.nextToken()) {
      if (t.getType() == NablaLexer.COMMENT) {
        comments.add(Layout.span(t));
      }
    }
    return List.copyOf(comments);
  }
}
