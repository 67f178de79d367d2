package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;
import java.util.Optional;

/**
 * A part of a source that is LaTeX.
 *
 * @param whole the part, with delimiters such as {@code $$} and a keyword before them
 * @param keyword {@code loss}, {@code param} and so on, when one stands first
 * @param math what the delimiters hold, or what follows the keyword
 */
record Chunk(Span whole, Optional<Span> keyword, Span math) {}
