/** Trees as text: the language itself, Unicode as on paper, and LaTeX. */
package dev.nabla.grammar.print;
