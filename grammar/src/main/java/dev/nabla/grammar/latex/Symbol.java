package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;
import java.util.List;

/**
 * What a label stands for.
 *
 * @param name its name in the language
 * @param span the label without an exponent
 * @param indices what it is indexed by
 * @param row whether it is a vector for each value of its index, a row of a matrix
 * @param exponent what is left of the superscript
 */
record Symbol(
    String name, Span span, List<Subscript.Item> indices, boolean row, List<Node> exponent) {}
