/** Reads a source, whether it is typed, LaTeX, or both. */
package dev.nabla.grammar.read;
