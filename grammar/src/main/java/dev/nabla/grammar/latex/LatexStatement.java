package dev.nabla.grammar.latex;

import dev.nabla.grammar.ast.Span;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;

/**
 * A statement that stands for LaTeX.
 *
 * @param span the LaTeX
 * @param tokens the statement as tokens of the language, each at its place in the LaTeX
 * @param orders how many axes the names have that are declared, or set as vectors
 */
public record LatexStatement(Span span, List<Token> tokens, Map<String, Integer> orders) {
  public LatexStatement {
    tokens = List.copyOf(tokens);
    orders = Map.copyOf(orders);
  }
}
