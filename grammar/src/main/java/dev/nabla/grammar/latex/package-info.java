/**
 * Equations as lecture notes write them in LaTeX, read as the tokens of the language: {@link
 * dev.nabla.grammar.latex.LatexInput} finds them in a source, {@code NodeParser} reads what LaTeX
 * groups, {@code EquationSplitter} tells the equations of a block apart, {@code EquationReader}
 * says what each of them defines, and {@code FormulaWriter} writes the tokens, which then go
 * through the parser like typed ones. Every token keeps the place it comes from.
 */
package dev.nabla.grammar.latex;
