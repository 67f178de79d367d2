package dev.nabla.grammar;

import dev.nabla.grammar.ast.Span;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** The comments of a source, which its tree has no place for. */
public final class Comments {
  private Comments() {}

  /** Where the comments stand, in order, each from its {@code #} or {@code //} to its last sign. */
  public static List<Span> of(Source source) {
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
