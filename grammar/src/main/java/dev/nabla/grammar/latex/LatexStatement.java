package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;
import java.util.List;
import org.antlr.v4.runtime.Token;

/**
 * A statement that stands for LaTeX.
 *
 * @param span the LaTeX
 * @param tokens the statement as tokens of the language, each at its place in the LaTeX
 * @param literal whether it says no more than is written: no name that a superscript or an argument
 *     is a part of, no mean, no row of data
 */
public record LatexStatement(Span span, List<Token> tokens, boolean literal) {
  public LatexStatement {
    tokens = List.copyOf(tokens);
  }
}
